Script: str = JsonData(path='$.author.script', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Both = 'x' + Script
Late = Rule(when_all=[Threat, Both == 'xArab'], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
