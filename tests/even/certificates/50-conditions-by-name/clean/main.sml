Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_All = [Threat, Strikes >= 2]
Seen = [Threat, Hour >= 22]
Late = Rule(when_all=_All, description='again')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
