# Names that could be taken for an office: letters of another script, hidden or turning characters.
Import(rules=['models/base.sml'])

DisplayName: str = JsonData(path='$.commit.record.displayName', required=False)
PlainName = StringToLower(s=StringClean(s=DisplayName, lower=True, remove_space=True))
NameAsWritten = StringToLower(s=StringReplace(s=DisplayName, old=' ', new=''))
SaysSupport = RegexMatch(target=PlainName, pattern=r'(support|official|bank|help ?desk|admin)')
HidesSpelling = SaysSupport and PlainName != NameAsWritten
# Overrides only: isolates and marks are ordinary in Persian and Arabic names.
TurnsDirection = RegexMatch(target=DisplayName, pattern='[\u202d\u202e]')
LooksLikeOffice = Rule(when_all=[HidesSpelling], description=f'the name {DisplayName} imitates an office')
NameTurnsRound = Rule(when_all=[TurnsDirection], description='the name turns the direction of what follows')

WhenRules(rules_any=[LooksLikeOffice, NameTurnsRound], then=[
  LabelAdd(entity=Account, label='misleading-name'),
  DeclareVerdict(verdict='review'),
])
