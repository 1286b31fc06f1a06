Name: str = JsonData(path='$.author.legal_name', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringLength(s=Name) > 20], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
