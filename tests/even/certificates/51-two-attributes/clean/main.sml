Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Arabic = Script == 'Arab'
Late = Rule(when_all=[Threat, Office == 'none' and Office != ''], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
