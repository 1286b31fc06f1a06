Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_Key = f'h-{Threat}'
CacheSetStr(key=_Key, value=f'{Hour}', when_all=[True])
At = CacheGetInt(key=f'h-{Threat}', when_all=[True], default=0)
Late = Rule(when_all=[Threat, At >= 22], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
