Either: str = JsonData(path='$.author.(script|public_office)', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, Either == 'Arab'], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
