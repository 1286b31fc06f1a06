Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringEndsWith(s=GetHandle(), end='.example')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
