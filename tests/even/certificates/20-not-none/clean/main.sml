Verified: Optional[bool] = JsonData(path='$.author.verified')
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Verified == None], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
