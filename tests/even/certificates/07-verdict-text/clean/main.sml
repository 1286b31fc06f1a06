Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat], description='a threat')
Note = f'written in {Script}'
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict=f'hold-{Office}')])
