Place: str = JsonData(path='$.author.declared_place', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Elsewhere = Place != 'R'
Late = Rule(when_all=[Threat, Office != 'mayor'], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
