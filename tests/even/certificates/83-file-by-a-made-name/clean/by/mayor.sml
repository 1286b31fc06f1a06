Said: bool = JsonData(path='$.judgement.threat')
Ok = Rule(when_all=[Said], description='kept')
WhenRules(rules_any=[Ok], then=[DeclareVerdict(verdict='keep')])
