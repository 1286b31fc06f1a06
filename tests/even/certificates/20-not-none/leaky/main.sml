Phone: Optional[str] = JsonData(path='$.author.phone')
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Phone == None], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
