Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_Key = f's-{Threat}'
CacheSetStr(key=_Key, value=f'{Strikes}', when_all=[True])
CacheSetStr(key=f'h-{Threat}', value=f'{Hour}', when_all=[True])
At = CacheGetInt(key=f's-{Threat}', when_all=[True], default=0)
Late = Rule(when_all=[Threat, At >= 2], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
