Kind: str = JsonData(path='$.post.kind')
Times = GetWindowCount(key=f'wave-{Kind}', window_seconds=3600.0, when_all=[True])
Wave = Rule(when_all=[Times >= 1], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='slow_down')])
