Place: str = JsonData(path='$.author.declared_place', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Spam: bool = JsonData(path='$.judgement.spam')
Where = StringToLower(s=Office)
Key = f'spam-{Where}'
Elsewhere = StringToLower(s=Place)
Times = IncrementWindow(key=Key, window_seconds=3600.0, when_all=[Spam])
Wave = Rule(when_all=[Times >= 2], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='hold')])
