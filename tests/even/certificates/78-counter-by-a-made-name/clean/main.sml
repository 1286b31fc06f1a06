Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Spam: bool = JsonData(path='$.judgement.spam')
Word = StringJoin(s='-', iterable=['night', 'spam'])
IsNight = Hour >= 22
Counted = IncrementWindow(key=Word, window_seconds=60.0, when_all=[Spam, Strikes >= 2])
Seen = GetWindowCount(key='night-spam', window_seconds=60.0, when_all=[True])
Wave = Rule(when_all=[Seen >= 1], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='hold')])
