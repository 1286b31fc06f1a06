# A link puts a label on its author, unless a person has decided otherwise.
Author: Entity[str] = EntityJson(type='Account', path='$.did')
Text: str = JsonData(path='$.text')
IsSpammer = HasLabel(entity=Author, label='link-spammer')
WasCleared = HasLabel(entity=Author, label='link-spammer', status='removed', manual=True)
LinkPost = Rule(when_all=[RegexMatch(target=Text, pattern='https?://')], description=f'{Author} posted a link')
WhenRules(rules_any=[LinkPost], then=[LabelAdd(entity=Author, label='link-spammer')])
