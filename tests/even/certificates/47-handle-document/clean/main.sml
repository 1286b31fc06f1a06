Threat: bool = JsonData(path='$.judgement.threat')
Handle = GetHandle()
Late = Rule(when_all=[Threat, StringStartsWith(s=GetRecordCID(), start='b')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
