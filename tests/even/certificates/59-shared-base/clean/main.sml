Import(rules=['base.sml'])
Require(rule='count.sml', require_if=BaseHour >= 22)
Wave = Rule(when_all=[Posts >= 3], description='a wave')
WhenRules(rules_any=[Wave], then=[DeclareVerdict(verdict='slow_down')])
