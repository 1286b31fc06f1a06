Threat: bool = JsonData(path='$.judgement.threat')
Import(rules=['set.sml'])
Seen = Rule(when_all=[Threat, HasLabel(entity=Author, label='noted')], description='seen')
WhenRules(rules_any=[Seen], then=[DeclareVerdict(verdict='hold')])
