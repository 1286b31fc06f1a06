Import(rules=['models/post.sml'])

Domains: List[str] = ExtractDomains(s=PostText)
HasDomain: bool = ListLength(list=Domains) > 0

# Counted before and after, so that the order of the calls shows.
LinksBefore = GetWindowCount(key=f'links-{Did}', window_seconds=5 * Minute, when_all=[HasDomain])
Links = IncrementWindow(key=f'links-{Did}', window_seconds=5 * Minute, when_all=[HasDomain])
Posts = IncrementWindow(key=f'posts-{Did}', window_seconds=Day, when_all=[])

LastText = CacheGetStr(key=f'last-{Did}', when_all=[], default='')
Repeats: int = CacheGetInt(key=f'repeats-{Did}', when_all=[LastText == PostText])
CacheSetStr(key=f'last-{Did}', value=PostText, when_all=[], ttl_seconds=Day)
CacheSetInt(key=f'repeats-{Did}', value=Repeats + 1, when_all=[], ttl_seconds=Day)
Log(s=f'{Handle} wrote {Posts} posts, {Links} with links', when_all=[Posts > 1])

ManyLinks = Rule(when_all=[Links == 3], description=f'{Handle} posted links three times in five minutes')
Parrot = Rule(when_all=[Repeats == 2], description='the same text three times')

WhenRules(rules_any=[ManyLinks, Parrot], then=[AddAtprotoTag(entity=Did, tag='pace')])
WhenRules(rules_any=[ManyLinks], then=[
  AddAtprotoLabel(entity=Did, label='spam', comment='links', email=None, expiration_in_hours=24),
])
