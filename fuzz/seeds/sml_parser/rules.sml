Import(rules=['models/base.sml', 'models/post.sml'])
Text: Optional[str] = JsonData(path='$.post.text', required=False)
Long = StringLength(s=Text) > 280 and not (Text == None or 'درود' in Text)
_Key: str | None = f'{{id}} {Text}' '\N{ZWNJ}\u200c'
Score = -2 ** 3 // 4 << 1 | 0xFF & 1_000.5e-3
WhenRules(rules_any=[Long], then=[DeclareVerdict(verdict='reject')],)
