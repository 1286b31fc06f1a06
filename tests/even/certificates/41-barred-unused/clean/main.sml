Threat: bool = JsonData(path='$.judgement.threat')
Hour: int = JsonData(path='$.review.hour', required=False)
Late = Rule(when_all=[Threat], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
