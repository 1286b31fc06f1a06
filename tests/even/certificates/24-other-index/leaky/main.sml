Name: str = JsonData(path='$.author.names[0]', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringLength(s=Name) > 5], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
