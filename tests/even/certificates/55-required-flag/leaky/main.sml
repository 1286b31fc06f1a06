Hour: int = JsonData(path='$.review.hour', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
_Late = Hour >= 22
Text: Optional[str] = JsonData(path='$.post.nothing', required=_Late)
Mood: str = JsonData(path='$.post.text', coerce_type=_Late)
Late = Rule(when_all=[Threat, Mood != ''], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
