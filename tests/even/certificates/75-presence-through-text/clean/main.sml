Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Said = ForceString(s=Office) != '<None>'
Silent = Rule(when_all=[Threat, Said], description='a threat')
WhenRules(rules_any=[Silent], then=[DeclareVerdict(verdict='hold')])
