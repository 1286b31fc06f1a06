Hour: int = JsonData(path='$.review.hour', required=False)
Office: str = JsonData(path='$.author.public_office', required=False)
Author: Entity[str] = EntityJson(type='Account', path='$.author.did')
_Day = TimeDelta(days=1)
AtNight = Hour >= 22
Mayor = Rule(when_all=[Office == 'mayor'], description='office')
WhenRules(rules_any=[Mayor], then=[LabelAdd(entity=Author, label='noted', expires_after=_Day)])
