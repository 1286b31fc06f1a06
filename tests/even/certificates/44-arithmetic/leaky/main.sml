Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Score = (Hour // 12) * 10 + 1
Late = Rule(when_all=[Threat, Score > 10], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
