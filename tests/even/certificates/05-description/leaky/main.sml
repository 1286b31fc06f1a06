Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat], description=f'a threat, seen at {Hour}')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
