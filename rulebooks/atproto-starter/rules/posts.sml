# Posts: prize scams, and direction tricks that hide what a text says.
Import(rules=['models/base.sml'])

PostText: str = JsonData(path='$.commit.record.text', required=False)
PostLanguage: Optional[str] = JsonData(path='$.commit.record.langs[0]')
Domains = StringExtractDomains(s=PostText)
HasLink = ListLength(list=Domains) > 0

# Offers that cost the reader money, in five languages. A word alone is no offence: it takes a link.
PrizeWords = RegexMatch(
  target=PostText,
  pattern=r'\b(free prize|you (have )?won|claim your|premio gratis|has ganado|вы выиграли|бесплатный приз|برنده شد|جایزه|ربحت|جائزة)',
  case_insensitive=True)
DomainList = StringJoin(s=', ', iterable=Domains)
PrizeScam = Rule(when_all=[PrizeWords, HasLink], description=f'offers a prize behind a link: {DomainList}')

WasFlagged = HasLabel(entity=Account, label='prize-scam')
AgainAfterFlag = Rule(when_all=[WasFlagged, HasLink], description='posts a link while labelled')

# A slogan is rhetoric, whoever it is aimed at: it is counted, and nothing else happens.
SloganWords = RegexMatch(
  target=PostText,
  pattern=r'(مرگ بر|زنده باد|الموت ل|يسقط|يعيش|долой|смерть|позор|\bmuera|\babajo|\bviva|death to|down with|must go)',
  case_insensitive=True)
MetricSlogan = Rule(when_all=[SloganWords, not HasLink], description='a slogan; left alone')

_OneWeek = TimeDelta(days=7)
WhenRules(rules_any=[PrizeScam], then=[
  LabelAdd(entity=Account, label='prize-scam', expires_after=_OneWeek),
  DeclareVerdict(verdict='review'),
])
# What follows is said in rulebook.yaml, for people too.
_Did: str = JsonData(path='$.did')
_Key: str = JsonData(path='$.commit.rkey')
_PostUri = StringJoin(s='/', iterable=['at:/', _Did, 'app.bsky.feed.post', _Key])
WhenRules(rules_any=[PrizeScam], then=[
  Finding(clause='scam.prize', account=Account, item=_PostUri, words=PostText, language=PostLanguage),
])
WhenRules(rules_any=[AgainAfterFlag], then=[DeclareVerdict(verdict='hold')])
