Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringStartsWith(s=HashSha256(input=Office), start='9')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
