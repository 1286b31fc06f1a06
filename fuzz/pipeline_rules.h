#pragma once

// The rulebook of the pipeline fuzzer: every kind of thing that rules can do with an event, on
// fields that the fuzzer writes. Checked and lowered once.

#include <string_view>

namespace evenhand::fuzz {

inline constexpr std::string_view kConfig = R"(
labels:
  seen: {valid_for: [Account]}
  late: {valid_for: [Account]}
)";

// Fields, operators, labels.
inline constexpr std::string_view kMain = R"(
Import(rules=['facts.sml', 'text.sml'])
Who: Entity[str] = EntityJson(type='Account', path='$.did', required=False)
Text: str = JsonData(path='$.commit.record.text', required=False)
Number: int = JsonData(path='$.n')
Real: float = JsonData(path='$.items[1].x', required=False)
Words: List[str] = JsonData(path='$.words', required=False)
Deep: Optional[str] = JsonData(path='$..k', required=False)
Key: Secret[str] = JsonData(path='$.key', required=False)
Sum = Number * Number + 3 // Number
Hush: Secret[bool] = Key == Text
Bits = (Number << 3 | 5) & Number ** 2 % 7
Shown = f'{Text} {Number} {Real}'
Seen = HasLabel(entity=Who, label='seen')
Was = HasLabel(entity=Who, label='seen', status='removed', min_label_age=TimeDelta(seconds=1))
Late = HasLabel(entity=Who, label='late')
Long = Rule(when_all=[Sum > 10, Text != ''], description=f'{Who} wrote {Text}')
Known = Rule(when_all=[Seen, 'a' in Words], description='known')
Over = Rule(when_all=[Number < 0 or Was, not Late], description=f'{Number}')
Bucket = Experiment(entity=Who, buckets=['control', 'b'], bucket_sizes=[50.0, 25.0], version=1, revision=1)
WhenRules(rules_any=[Long], then=[
  LabelAdd(entity=Who, label='seen', expires_after=TimeDelta(minutes=1)),
  LabelAdd(entity=Who, label='late', delay_action_by=TimeDelta(seconds=5), apply_if=Known),
])
WhenRules(rules_any=[Over], then=[LabelRemove(entity=Who, label='seen'), BanUser(entity=Text, comment=Shown)])
WhenRules(rules_any=[Known, Long], then=[DeclareVerdict(verdict='look')])
)";

// What is made of a text.
inline constexpr std::string_view kText = R"(
T: str = JsonData(path='$.commit.record.text', required=False)
Ws: List[str] = JsonData(path='$.words', required=False)
Any: str = JsonData(path='$.any', required=False)
M1 = RegexMatch(target=T, pattern=r'\b(free prize|you (have )?won|جایزه)', case_insensitive=True)
M2 = RegexMatch(target=T, pattern=r'(?<!s)cat(\w)\1')
M3 = RegexMatchMap(target=Ws, pattern=r'^[^\W\d]+$', mode='all')
M4 = CountRegexMatches(patterns=[r'\d{3}', r'x*y', r'(?i:σ)$', 'Привет'], target=T, case_insensitive=True)
M5 = RegexMatch(target=StringSlice(s=T, start=3, end=9), pattern='سلام')
M6 = RegexMatch(target=StringSlice(s=T, start=3, end=9), pattern=r'\w+\s\w+', case_insensitive=True)
M7 = RegexMatch(target=StringStrip(s=Any), pattern=r'^$') or RegexMatch(target=StringStrip(s=Any), pattern=r'a+b')
L1 = ListContains(list='words', phrases=[T, Any])
L2 = RegexListMatch(list='patterns', phrases=[T])
L3 = SimpleListContains(cache_name='c', list=Ws, phrases=[T])
L4 = CensorizedListMatch(list='words', phrases=[T], plurals=True, substrings=True)
L5 = CheckCensorized(s=T, pattern=Any, must_be_censorized=True)
L6 = CheckCensorized(s=T, pattern='casino')
C1 = CleanString(s=T, space_likes=True, single_quotes=True)
C2 = StringClean(s=T, l33t=True, unidecode=True, remove_emoji=True, remove_punctuation=True)
C3 = Tokenize(s=T, skip_regex=Any)
C4 = Tokenize(s=T, skip_regex='[^\\w\\s]+')
C5 = ExtractDomains(s=T)
C6 = ExtractEmoji(s=T)
C7 = StringToUpper(s=StringToLower(s=T))
C8 = StringSplit(s=T, sep=Any, maxsplit=3)
C9 = StringReplace(s=T, old=Any, new='..')
C10 = StringSlice(s=StringStrip(s=T, chars=Any), start=3, end=9)
C11 = DomainChopper(urls=StringExtractURLs(s=T))
C12 = Base64Encode(input=Base64Decode(input=Any))
C13 = TextContains(text=T, phrase=Any)
C14 = ListSort(list=ConcatStringLists(lists=[Ws, C3, C5]), reverse=True)
N1 = EmailDomain(email=Any)
N2 = IpNetwork(ip=Any)
N3 = PhoneCountry(phone_number=Any)
N4 = ExtractCookie(header=Any, key='a')
N5 = ParseInt(s=Any)
V1 = TextKey(s=T, view='EC')
V2 = TextHasPhrase(s=T, phrase='free crypto', prefix=True, gap=2)
V3 = TextLooksLike(a=T, b=Any)
V4 = TextSlogan(s=T, language='fa', judged_targets=['x'])
V5 = TextDirectionFlags(s=T)
V6 = TextPhrases(s=T, phrases=['مرگ بر', 'cat'])
V7 = TextTokens(s=Any)
)";

// What outlasts the event, and the AT Protocol.
inline constexpr std::string_view kFacts = R"(
Import(rules=['text.sml'])
Id: str = JsonData(path='$.did', required=False)
Wide: float = JsonData(path='$.wide', required=False)
Uri = GetRecordURI()
Made: float = TimestampAge(timestamp=GetDIDCreatedAt())
Since = TimeSince(timestamp=Any)
Day = GetTimedeltaBucket(timedelta=Since, granularity_seconds=86400)
Before = GetWindowCount(key=f'links-{Id}', window_seconds=60, when_all=[])
After = IncrementWindow(key=f'links-{Id}', window_seconds=60, when_all=[StringLength(s=T) > 0])
Other = IncrementWindow(key=Any, window_seconds=Wide, when_all=[], max_ttl_seconds=Wide)
Last = CacheGetStr(key=f'last-{Id}', when_all=[], default='')
CacheSetStr(key=f'last-{Id}', value=T, when_all=[], ttl_seconds=Wide)
Float = CacheGetFloat(key=f'last-{Id}', when_all=[])
Int = CacheGetInt(key=f'last-{Id}', when_all=[Before > 0])
CacheSetInt(key=Any, value=After * Int, when_all=[Last != T])
Log(s=f'{After} {Int} {Float}', when_all=[After > 1])
Handle = GetHandle() + GetPDSService() + GetRecordCID()
Roll = RandomInt(start=1, end=6)
Twice = Rule(when_all=[After > 1], description=f'{Handle} {Roll}')
Same = Rule(when_all=[Last == T], description='said twice')
Hidden = Rule(when_all=[L4 != None or L6 or V2], description='hides a word')
WhenRules(rules_any=[Twice, Same], then=[AddAtprotoTag(entity=Uri, tag=T)])
WhenRules(rules_any=[Same], then=[
  AddAtprotoLabel(entity=Id, label=Any, comment=T, email=Any, expiration_in_hours=After),
])
WhenRules(rules_any=[Hidden], then=[AtprotoReport(entity=Id, report_kind='spam', comment=T)])
WhenRules(rules_any=[Hidden], then=[AtprotoSendEmail(entity=Id, email=Any, comment=Last)])
)";

inline constexpr std::string_view kWords = "- casino\n- free followers\n- سلام\n- c++\n- ß\n";
inline constexpr std::string_view kPatterns =
    "- 'click\\s+(here|now)'\n- '(?=a)a+b$'\n- '^\\W'\n- '[а-я]{3}'\n";

}  // namespace evenhand::fuzz
