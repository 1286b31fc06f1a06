Langs: List[str] = JsonData(path='$.post.langs', required=False)
Threat: bool = JsonData(path='$.judgement.threat')
Late = Rule(when_all=[Threat, ListLength(list=Langs) > 1], description='a threat')
WhenRules(rules_any=[Late], then=[DeclareVerdict(verdict='hold')])
