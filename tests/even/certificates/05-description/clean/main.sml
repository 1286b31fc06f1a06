Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_Hour = f'{Hour}'
HourText = ForceString(s=ResolveOptional(optional_value=_Hour, default_value='?'))
Late = Rule(when_all=[Threat], description=f'a threat, seen at {HourText}')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
