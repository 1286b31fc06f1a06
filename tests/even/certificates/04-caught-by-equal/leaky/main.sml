Place: str = JsonData(path='$.author.declared_place', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Place != 'R'], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
