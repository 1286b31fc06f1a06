Name: str = JsonData(path='$.author.legal_name', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, RegexMatch(target=Name, pattern=r'(pour|زاده)$')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
