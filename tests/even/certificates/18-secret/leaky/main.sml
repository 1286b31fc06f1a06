Ip: ExtractSecret[str] = JsonData(path='$.ip', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, StringStartsWith(s=Ip, start='10.')], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
