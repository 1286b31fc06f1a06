Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_Again = Strikes >= 2
Night = Hour >= 22
Mood: str = JsonData(path='$.post.text', coerce_type=_Again)
Late = Rule(when_all=[Threat, Mood != ''], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
