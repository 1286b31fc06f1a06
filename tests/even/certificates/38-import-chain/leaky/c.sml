Import(rules=['b.sml'])
Threat: bool = JsonData(path='$.judgement.threat')
Cheap = Rule(when_all=[Threat, LowEnd], description='cheap')
