Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Score = (Strikes // 2) * 10 + 1
Night = Hour // 12
Late = Rule(when_all=[Threat, Score > 10], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
