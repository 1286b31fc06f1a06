Times = GetWindowCount(key='k', window_seconds=60.0, when_all=[True])
Wave = Rule(when_all=[Times >= 1], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='slow_down')])
