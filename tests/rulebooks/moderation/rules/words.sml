Import(rules=['models/post.sml'])

ShopWord = ListContains(list='shop', phrases=[PostText])
AltWord = ListContains(list='shop', phrases=[AltText])
HiddenWord = CensorizedListMatch(list='shop', phrases=[Clean], plurals=True)
Call = RegexListMatch(list='calls', phrases=[PostText])
Greeting = SimpleListContains(cache_name='greetings', list=['hello', 'سلام'], phrases=[PostText])
InDisguise = CheckCensorized(s=Clean, pattern='casino', must_be_censorized=True)
Shown = ForceString(s=HiddenWord)

Shop = Rule(when_all=[HiddenWord != None, Greeting == None], description=f'sells {Shown}')
Hidden = Rule(when_all=[InDisguise], description='hides a word')

WhenRules(rules_any=[Shop], then=[
  AtprotoReport(entity=Uri, report_kind='spam', comment='shop words', priority_score=10),
])
WhenRules(rules_any=[Hidden], then=[AddAtprotoTakedown(entity=Uri, comment='hidden', email=None)])
