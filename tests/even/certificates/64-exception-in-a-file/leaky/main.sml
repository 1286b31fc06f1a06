Import(rules=['author.sml', 'excepted.sml'])
Threat: bool = JsonData(path='$.judgement.threat')
Broken = Rule(when_all=[Threat], description='clause T1')
WhenRules(rules_any=[Broken], then=[LabelAdd(entity=Author, label='limited', apply_if=NotExcepted)])
