Author: Entity[str] = EntityJson(type='Account', path='$.author.did')
Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Odd = Office == 'mayor'
Arabic = Script == 'Arab'
Threat: bool = JsonData(path='$.judgement.threat')
Spam: bool = JsonData(path='$.judgement.spam')
Noted = Rule(when_all=[Odd], description='noted')
WhenRules(rules_any=[Noted], then=[LabelAdd(entity=Author, label='noted')])
NotedSpam = Rule(when_all=[Spam, HasLabel(entity=Author, label='noted')], description='spam')
WhenRules(rules_any=[NotedSpam], then=[LabelAdd(entity=Author, label='limited')])
Limited = Rule(when_all=[Threat, HasLabel(entity=Author, label='limited')], description='limited')
WhenRules(rules_any=[Limited], then=[DeclareVerdict(verdict='remove')])
