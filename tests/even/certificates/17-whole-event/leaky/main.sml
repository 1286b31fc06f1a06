All: str = JsonData(path='$', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, "'hour': 23" in All], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
