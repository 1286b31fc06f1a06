# Accounts of offices on a service that the people of their state cannot read: a label, and nothing else.
Author: Entity[str] = EntityJson(type='Account', path='$.author.id')
Office: Entity[str] = EntityJson(type='Office', path='$.author.office', required=False)
HereLimit = AccessLimit(office=Office, service='twitter')
AnyLimit = AccessLimit(office=Office)

CitizensCannotRead = Rule(when_all=[HereLimit == 'limits'], description=f'people in the state of {Office} cannot read this service')
Reported = Rule(when_all=[HereLimit == 'unconfirmed'], description=f'a limit on this service is reported for the state of {Office}')
Ended = Rule(when_all=[HereLimit == 'closed'], description=f'the limit on this service has ended in the state of {Office}')

WhenRules(rules_any=[CitizensCannotRead], then=[LabelAdd(entity=Author, label='citizens-cannot-read', expires_after=TimeDelta(hours=24))])
WhenRules(rules_any=[Reported], then=[LabelAdd(entity=Author, label='limit-reported', expires_after=TimeDelta(hours=24))])
WhenRules(rules_any=[Ended], then=[LabelRemove(entity=Author, label='limit-reported'), LabelRemove(entity=Author, label='citizens-cannot-read')])
