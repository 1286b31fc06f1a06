At: int = JsonData(path='$..hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, At >= 22], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
