Text: str = JsonData(path='$.review where queue', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Text != None], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
