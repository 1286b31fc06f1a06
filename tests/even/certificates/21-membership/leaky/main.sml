Script: str = JsonData(path='$.author.script', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Script in ['Arab', 'Cyrl']], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
