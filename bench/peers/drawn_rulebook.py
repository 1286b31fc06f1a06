"""Rulebooks drawn at random: mostly well typed, over events whose fields often are not what the rules expect.

Every expression is drawn by its type, from what the language and its standard functions give. In a quarter of the
rulebooks some types are mixed up, and some have their text changed at a place or two, so that errors are met too.
"""

import json
import random

TEXTS = [
    '',
    'a',
    'Hello World',
    '  pad\t',
    'سلام دنیا',
    'مرحبا',
    'ПРИВЕТ мир',
    'ñandú ÉÈ',
    'ß SS',
    'İstanbul',
    '12',
    '-7',
    ' 3.5 ',
    '1_000',
    '1e3',
    'nan',
    'inf',
    'True',
    '٣٤',
    'a,b,,c',
    'x@y.example.com',
    '"q" \'p\'',
    'line1\nline2',
    'https://a.example/p?q=1 http://b.co.uk',
    '😀 👨‍👩‍👧',
    'ａｂｃ',
    'e\u0301',
    '\u200fmark\u200c',
    '{curly}',
    '\\d+',
    'aaa',
    '+1 415 555 0100',
    '10.1.2.3',
    '2001:db8::1',
    'YWJj',
    'a b  c',
    'a=b; c=d',
    'None',
    '\u00a0nb\u00a0',
    'ﬁ',
    'ΑΣ Σ',
]
PATTERNS = [
    r"r'\d+'",
    r"r'^\s*$'",
    r"'(?i)hello'",
    r"r'\bword\b'",
    r"r'(a|b)+c?'",
    r"r'[^\W\d]+'",
    "'سلام'",
    r"r'\S+@\S+'",
    r"r'(?<!a)b'",
    r"r'(.)\1'",
    r"r'\w+\s\w+'",
    r"r'.+\Z'",
    r"r'(?m)^line2$'",
    r"r'(?s)line1.line2'",
]
NUMBERS = [0, 1, 2, 3, -1, -7, 10, 10**15, 2**63, 2**65, '0x1F', '1_000']
REALS = ['0.5', '1.0', '-2.5', '1e3', '0.0', '3.14159', '1e16']
FIELDS = {
    's': 'str',
    't': 'str',
    'n': 'int',
    'm': 'int',
    'f': 'float',
    'b': 'bool',
    'ls': 'list',
    'o.k': 'str',
    'o.n': 'int',
    'ls[1]': 'str',
    'o.l[0]': 'str',
    'o.l': 'list',
    'nope': 'str',
}
TYPES = {'str': 'str', 'int': 'int', 'float': 'float', 'bool': 'bool', 'list': 'List[str]'}

# By type: templates whose {str}, {int} ... are drawn in turn; {rx} is a pattern, {0-9} a small number.
CALLS = {
    'str': [
        'StringToLower(s={str})',
        'StringToUpper(s={str})',
        'StringStrip(s={str})',
        'StringStrip(s={str}, chars={str})',
        'StringReplace(s={str}, old={str}, new={str})',
        'StringJoin(s={str}, iterable={list})',
        'StringSlice(s={str}, start={0-9}, end={0-9})',
        'HashSha256(input={str})',
        'Base64Encode(input={str})',
        'Base64Decode(input={str})',
        'EmailDomain(email={str})',
        'EmailLocalPart(email={str})',
        'DomainTld(domain={str})',
        'ListRead(list={list}, index={0-9})',
        'IpNetwork(ip={str})',
        "ExtractCookie(header={str}, key='a')",
        'StringClean(s={str}, lower=True)',
        'StringClean(s={str}, remove_emoji=True, homoglyph=False)',
        'ResolveOptional(optional_value={str}, default_value={str})',
        'PhonePrefix(phone_number={str})',
        '{str} + {str}',
    ],
    'int': [
        '{int} + {int}',
        '{int} - {int}',
        '{int} * {int}',
        '{int} // {int}',
        '{int} % {int}',
        '({int} & 7)',
        '({int} << 3)',
        'StringLength(s={str})',
        'ListLength(list={list})',
        '-{int}',
        '({int} ** 2)',
        'CountRegexMatches(patterns=[{rx}], target={str})',
        'GetTimestampBucket(timestamp={int}, granularity_seconds=60)',
    ],
    'float': [
        '{int} / {int}',
        '{float} + {float}',
        '{float} * {float}',
        '{float} // {float}',
        '-{float}',
        '({float} - {int})',
    ],
    'bool': [
        '({int} < {int})',
        '({float} >= {float})',
        '({str} <= {str})',
        '({int} == {int})',
        '({str} != {str})',
        '({list} == {list})',
        '({str} == None)',
        '({bool} and {bool})',
        '({bool} or {bool})',
        'not {bool}',
        '({str} in {list})',
        '({str} not in {list})',
        '({str} in {str})',
        'RegexMatch(target={str}, pattern={rx})',
        'RegexMatch(target={str}, pattern={rx}, case_insensitive=True)',
        'StringStartsWith(s={str}, start={str})',
        'StringEndsWith(s={str}, end={str})',
        "RegexMatchMap(target={list}, pattern={rx}, mode='all')",
    ],
    'list': [
        'StringSplit(s={str})',
        'StringSplit(s={str}, sep={str}, maxsplit={0-9})',
        'ListSort(list={list})',
        'DomainChopper(urls={list})',
        '[{str}]',
        '[{str}, {str}]',
    ],
}
DEEPEST = 4


class Drawn:
    """One rulebook: `text`, and events to run it over."""

    def __init__(self, seed: int, changed: bool):
        self.draw = random.Random(seed)
        self.mixes_types = self.draw.random() < 0.25
        self.types: dict[str, str] = {}  # of names so far
        self.rules: list[str] = []
        self.lines: list[str] = []
        for _ in range(3):
            self.field()
        for _ in range(self.draw.randrange(4, 22)):
            self.draw.choices([self.field, self.assignment, self.rule, self.effects], [3, 5, 1, 1])[0]()
        self.text = '\n'.join(self.lines) + '\n'
        if changed:
            self.change()
        self.events = [self.event(number) for number in range(6)]

    def literal(self, type_: str) -> str:
        draw = self.draw
        if type_ == 'str':
            return repr(draw.choice(TEXTS))
        if type_ == 'list':
            return '[' + ', '.join(self.literal('str') for _ in range(draw.randrange(1, 4))) + ']'
        return str(draw.choice({'int': NUMBERS, 'float': REALS, 'bool': [True, False]}[type_]))

    def expression(self, type_: str, depth: int = 0) -> str:
        draw = self.draw
        if self.mixes_types and draw.random() < 0.02:
            type_ = draw.choice(list(TYPES))
        known = [name for name, its in self.types.items() if its == type_]
        if known and (depth >= DEEPEST or draw.random() < 0.35):
            return draw.choice(known)
        if depth >= DEEPEST or draw.random() < 0.15:
            return self.literal(type_)
        if type_ == 'str' and draw.random() < 0.05:
            return self.shown()
        text = draw.choice(CALLS[type_])
        for part in [*TYPES, 'rx', '0-9']:
            while '{' + part + '}' in text:
                value = draw.choice(PATTERNS) if part == 'rx' else str(draw.randrange(9)) if part == '0-9' else None
                # A drawn text may hold such a mark itself; it is then one more place to fill, which is as good.
                text = text.replace('{' + part + '}', value or self.expression(part, depth + 1), 1)
        return text

    def shown(self) -> str:
        names = [name for name, type_ in self.types.items() if type_ in ('str', 'int', 'float', 'bool')]
        if not names:
            return "f'plain'"
        return "f'" + ' – '.join('{' + self.draw.choice(names) + '}' for _ in range(self.draw.randrange(1, 4))) + "{{'"

    def name(self, type_: str, prefix: str = 'V') -> str:
        name = f'{prefix}{len(self.types)}'
        self.types[name] = type_
        return name

    def field(self) -> None:
        path, type_ = self.draw.choice(list(FIELDS.items()))
        if self.draw.random() < 0.3:
            type_ = self.draw.choice(list(TYPES))
        optional = type_ != 'list' and self.draw.random() < 0.25
        declared = f'Optional[{TYPES[type_]}]' if optional else TYPES[type_]
        more = self.draw.choice(['', '', '', ', required=False', ', required=True', ', coerce_type=False'])
        name = self.name('optional' if optional else type_)
        self.lines.append(f"{name}: {declared} = JsonData(path='$.{path}'{more})")

    def assignment(self) -> None:
        type_ = self.draw.choice([*TYPES, 'bool'])
        value = self.expression(type_)
        declared = f': {TYPES[type_]}' if self.draw.random() < 0.3 else ''
        self.lines.append(f'{self.name(type_)}{declared} = {value}')

    def rule(self) -> None:
        conditions = ', '.join(self.expression('bool', 1) for _ in range(self.draw.randrange(1, 4)))
        description = self.shown()
        name = self.name('rule', 'R')
        self.rules.append(name)
        self.lines.append(f'{name} = Rule(when_all=[{conditions}], description={description})')

    def effects(self) -> None:
        if self.rules:
            some = ', '.join(self.draw.sample(self.rules, self.draw.randrange(1, min(len(self.rules), 2) + 1)))
            self.lines.append(f"WhenRules(rules_any=[{some}], then=[DeclareVerdict(verdict='hold')])")

    def change(self) -> None:
        """At a place or two, characters are taken out, doubled, or put in."""
        for _ in range(self.draw.randrange(1, 3)):
            at = self.draw.randrange(len(self.text))
            end = min(len(self.text), at + self.draw.randrange(1, 12))
            middle = self.draw.choice(
                ['', self.text[at:end] * 2, self.text[at:end] + self.draw.choice(list('()[]{}:,.=+-*#\\ \né'))]
            )
            self.text = self.text[:at] + middle + self.text[end:]

    def value(self, depth: int = 0):
        draw = self.draw
        kinds = ['text', 'whole', 'real', 'bool', 'null'] + (['list', 'object'] if depth < 3 else [])
        kind = draw.choice(kinds)
        if kind == 'list':
            return [self.value(depth + 1) for _ in range(draw.randrange(4))]
        if kind == 'object':
            return {key: self.value(depth + 1) for key in draw.sample(['k', 'n', 'l'], draw.randrange(4))}
        return {
            'text': draw.choice(TEXTS),
            'whole': draw.choice([0, 1, -1, 255, 2**53, 2**63, 10**20]),
            'real': draw.choice([0.0, -0.0, 0.5, -2.25, 1e16, 1e22, 1e-7, 0.1]),
            'bool': draw.random() < 0.5,
            'null': None,
        }[kind]

    def event(self, number: int) -> str:
        draw = self.draw

        def texts():
            return [draw.choice(TEXTS) for _ in range(draw.randrange(4))]

        fitting = {
            's': draw.choice(TEXTS),
            't': draw.choice(TEXTS),
            'n': draw.randrange(-5, 10**6),
            'm': draw.randrange(4),
            'f': draw.choice([0.0, 0.5, -1.25, 1e10]),
            'b': draw.random() < 0.5,
            'ls': texts(),
            'o': {'k': draw.choice(TEXTS), 'n': draw.randrange(9), 'l': texts()},
        }
        data = {
            field: self.value() if draw.random() < 0.12 else value
            for field, value in fitting.items()
            if draw.random() > 0.08
        }
        return json.dumps(
            {
                'action_id': 1000 + number,
                'action_name': draw.choice(['post', 'follow', '']),
                'timestamp': draw.choice(['2024-05-06T07:08:09', '2024-05-06T07:08:09.123456+00:00']),
                'data': data,
            },
            ensure_ascii=False,
        )
