Author: Entity[str] = EntityJson(type='Account', path='$.author.did')
