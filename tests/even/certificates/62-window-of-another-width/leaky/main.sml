Place: str = JsonData(path='$.author.declared_place', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Spam: bool = JsonData(path='$.judgement.spam')
_Hour: float = 3600.0
ByPlace = IncrementWindow(key='spam', window_seconds=3600, when_all=[Place == 'S'])
Times = IncrementWindow(key='spam', window_seconds=_Hour, when_all=[Spam, Strikes >= 2])
Wave = Rule(when_all=[Times >= 2], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='slow_down')])
