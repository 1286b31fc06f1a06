Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, RegexMatch(target=Office, pattern=r'(mayor|minister)$')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
