Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
