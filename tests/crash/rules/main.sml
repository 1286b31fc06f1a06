# Whether an account was seen before decides, so a lost or doubled event would show.
Who: Entity[str] = EntityJson(type='Account', path='$.who')
N: int = JsonData(path='$.n')
Seen = HasLabel(entity=Who, label='seen')
Large = Rule(when_all=[N > 30], description='a large number')
Second = Rule(when_all=[Seen, N > 60], description='known, and a larger one')
WhenRules(rules_any=[Large], then=[LabelAdd(entity=Who, label='seen')])
WhenRules(rules_any=[Second], then=[LabelRemove(entity=Who, label='seen'), DeclareVerdict(verdict='look')])
