Threat: bool = JsonData(path='$.judgement.threat')
Word = CacheGetStr(key='word', when_all=[True], default='')
Bad = Rule(when_all=[Threat, Word == 'x'], description='a threat')
WhenRules(rules_any=[Bad], then=[DeclareVerdict(verdict='hold')])
