Queue: str = JsonData(path='$.review.queue')
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Queue != 'x'], description=f'from {Queue}')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
