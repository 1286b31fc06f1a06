Reports: int = JsonData(path='$.case.reports', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Before = CacheGetInt(key='heat', when_all=[True], default=0)
CacheSetInt(key='heat', value=Strikes, when_all=[True])
Many = Reports > 10
Hot = Rule(when_all=[Threat, Before > 2], description='hot')
WhenRules(rules_any=[Hot], then=[DeclareVerdict(verdict='hold')])
