# Whether an account was seen before decides, so a lost or doubled event would show.
Who: Entity[str] = EntityJson(type='Account', path='$.who')
N: int = JsonData(path='$.n')
Seen = HasLabel(entity=Who, label='seen')
Large = Rule(when_all=[N > 30], description='a large number')
Second = Rule(when_all=[Seen, N > 60], description='known, and a larger one')
WhenRules(rules_any=[Large], then=[LabelAdd(entity=Who, label='seen')])
WhenRules(rules_any=[Second], then=[LabelRemove(entity=Who, label='seen'), DeclareVerdict(verdict='look')])
# So do counters and caches: each result tells how often, and with which number, the account came before.
Times = IncrementWindow(key=f'times-{Who}', window_seconds=3600, when_all=[N != None])
Before = CacheGetInt(key=f'n-{Who}', when_all=[N != None], default=-1)
CacheSetInt(key=f'n-{Who}', value=N, when_all=[N != None])
