Queued: bool = JsonData(path='$.review.queue', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Queued], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
