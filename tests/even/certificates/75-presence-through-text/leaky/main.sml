Faith: str = JsonData(path='$.author.religion', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Said = ForceString(s=Faith) != '<None>'
Silent = Rule(when_all=[Threat, not Said], description='a threat')
WhenRules(rules_any=[Silent], then=[DeclareVerdict(verdict='hold')])
