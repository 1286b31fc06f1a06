Threat: bool = JsonData(path='$.judgement.threat')
Faith: str = JsonData(path='$.author.religion', required=False)
Late = Rule(when_all=[Threat], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
