Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Watched = Script in ['Arab', 'Cyrl']
Late = Rule(when_all=[Threat, Office not in ['mayor', 'minister']], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
