Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Known = Strikes >= 0 or Threat == False
Seen = Hour >= 0 or Threat
Late = Rule(when_all=[Threat, Known], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
