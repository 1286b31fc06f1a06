# What every rule may read. Nothing here depends on who the author is, or where.
Kind = GetActionName()
Account: Entity[str] = EntityJson(type='Account', path='$.did')
