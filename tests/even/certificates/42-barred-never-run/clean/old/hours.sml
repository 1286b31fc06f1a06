Hour: int = JsonData(path='$.review.hour', required=False)
AtNight = Rule(when_all=[Hour >= 22], description='at night')
WhenRules(rules_any=[AtNight], then=[DeclareVerdict(verdict='hold')])
