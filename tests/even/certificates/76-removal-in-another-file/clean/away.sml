Script: str = JsonData(path='$.author.script', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Who: Entity[str] = EntityJson(type='Account', path='$.author.did')
IsLatin = Script == 'Latn'
Mayor = Rule(when_all=[Office == 'mayor'], description='office')
WhenRules(rules_any=[Mayor], then=[LabelRemove(entity=Who, label='limited')])
