Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Both = 'x' + Office
Shown = 'script ' + Script
Late = Rule(when_all=[Threat, Both == 'xnone'], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
