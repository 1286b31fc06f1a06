Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_All = [Threat, Hour >= 22]
Late = Rule(when_all=_All, description='late')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
