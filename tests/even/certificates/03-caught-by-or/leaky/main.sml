Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Known = Hour >= 0 or Threat == False
Late = Rule(when_all=[Threat, Known], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
