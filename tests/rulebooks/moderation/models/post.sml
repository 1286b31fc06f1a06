Did: str = JsonData(path='$.did')
Uri: Entity[str] = Entity(type='Uri', id=GetRecordURI())
Handle = GetHandle()
Age: float = TimestampAge(timestamp=GetDIDCreatedAt())

PostText: str = JsonData(path='$.record.text')
AltText: Optional[str] = JsonData(path='$.record.embed.alt', required=False)
Clean: str = CleanString(s=PostText)
ParentUri: Optional[str] = JsonData(path='$.record.reply.parent.uri', required=False)
ParentDid: Optional[str] = DidFromUri(uri=ParentUri)

Second: float = 1.0
Minute: float = Second * 60
Day: float = Minute * 60 * 24
IsNew: bool = Age <= 3 * Day
