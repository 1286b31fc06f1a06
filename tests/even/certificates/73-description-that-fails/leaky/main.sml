Threat: bool = JsonData(path='$.judgement.threat')
Town: str = JsonData(path='$.author.declared_place')
Odd = Rule(when_all=[Threat], description=f'a threat from {Town}')
WhenRules(rules_any=[Odd], then=[DeclareVerdict(verdict='hold')])
