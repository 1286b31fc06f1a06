Threat: bool = JsonData(path='$.judgement.threat')
Bad = Rule(when_all=[Threat], description='a threat')
WhenRules(rules_any=[Bad], then=[DeclareVerdict(verdict='hold')])
