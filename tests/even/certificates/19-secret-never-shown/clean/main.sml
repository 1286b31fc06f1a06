Minor: Secret[bool] = JsonData(path='$.minor', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Minor == True], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
