Place: str = JsonData(path='$.author.declared_place', required=False)
Spam: bool = JsonData(path='$.judgement.spam')
Where = StringToLower(s=Place)
Key = f'spam-{Where}'
Times = IncrementWindow(key=Key, window_seconds=3600.0, when_all=[Spam])
Wave = Rule(when_all=[Times >= 2], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='hold')])
