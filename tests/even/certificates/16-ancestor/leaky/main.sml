Review: str = JsonData(path='$.review', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, '23' in Review], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
