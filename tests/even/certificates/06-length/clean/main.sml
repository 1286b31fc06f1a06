Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringLength(s=Office) > 20], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
