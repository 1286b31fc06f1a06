Name: str = JsonData(path='$.author.legal_name', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringStartsWith(s=HashSha256(input=Name), start='9')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
