Script: str = JsonData(path='$.author.script', required=False)
Who: Entity[str] = EntityJson(type='Account', path='$.author.did')
Latin = Rule(when_all=[Script == 'Latn'], description='latin')
WhenRules(rules_any=[Latin], then=[LabelRemove(entity=Who, label='limited')])
