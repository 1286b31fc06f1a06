#!/bin/sh
# Rules raise findings, a published document decides them: from events to statements and standings.
#   usage: findings_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }

mkdir rules
cat >rules/main.sml <<'END'
Account: Entity[str] = EntityJson(type='Account', path='$.who')
Post: str = JsonData(path='$.post')
Text: str = JsonData(path='$.text')
Followers: Optional[int] = JsonData(path='$.followers', required=False)
Loud = Rule(when_all=[TextContains(text=Text, phrase='buy')], description='sells')
Links = Rule(when_all=[TextContains(text=Text, phrase='link')], description='links')
WhenRules(rules_any=[Loud], then=[Finding(clause='spam.sale', account=Account, item=Post, words=Text, followers=Followers)])
WhenRules(rules_any=[Links], then=[Finding(clause='spam.link', account=Account, item=Post)])
END
cat >rules/rulebook.yaml <<'END'
id: market
version: 1
languages: [en]
published_at: 2026-01-01T00:00:00Z
effective_at: 2026-01-01T00:00:00Z
attributes: [followers]
families:
  spam: {expiry: P90D}
ladders:
  - families: [spam]
    rungs: {2: restrict P1D}
clauses:
  spam.sale:
    family: spam
    severity: low
    when: raised and not (followers > 1000000)
    item: remove
    strikes: 1
    automated_ok: true
    texts: {en: No selling.}
  spam.link:
    family: spam
    severity: low
    when: raised
    item: limit recommended
    strikes: 1
    automated_ok: true
    texts: {en: No links.}
END
cat >rules/attributes.yaml <<'END'
attributes:
  - {path: "$.followers", class: admitted, means: how many read the account, name: followers}
  - {path: "$.lang", class: audit, means: language}
END
"$evenhand" check rules >out || { cat out; fail 'the rulebook does not pass'; }
expect '^OK'
"$evenhand" rulebook certify rules --format json >certificate.jsonl
"$evenhand" rulebook certify rules --check certificate.jsonl >out
expect 'granted'
"$evenhand" rulebook certify rules >out
expect 'followers (clause spam.sale: when; rules: Followers > Finding'
"$evenhand" rulebook publish rules --store docket --origin example.org/record --pages pages >out
cmp certificate.jsonl pages/certificate.jsonl || fail 'what is published is not the certificate'

event() {
  printf '{"action_id":%s,"action_name":"post","timestamp":"2026-01-0%sT00:00:00Z","data":{"who":"%s","post":"p%s","text":"%s","followers":%s}}\n' "$1" "$1" "$2" "$1" "$3" "$4"
}
{
  event 1 ann 'buy this link' 10
  event 2 ann 'buy more' 10
  event 3 bob 'buy more' 2000000
  event 4 cid 'hello' 10
} >events.jsonl
"$evenhand" run rules events.jsonl >results.jsonl 2>/dev/null
"$evenhand" decide --store docket --findings results.jsonl --at posted --format json >statements.jsonl 2>out
expect '3 decided (2 broke a rule)'
[ "$(wc -l <statements.jsonl)" = 3 ] || fail 'findings on one item are one case'
sed -n 1p statements.jsonl >out
expect '"ground": {"clause": "spam.sale", "also": \["spam.link"\]}'
expect '"question": "raised", "answer": "spam.link", "by": "rules"'
sed -n 3p statements.jsonl >out
expect 'no_violation'
# What rules found is a reason in the EU's database too.
decision=$(sed -n '1s/.*"decision": "\([^"]*\)".*/\1/p' statements.jsonl)
"$evenhand" decision show "$decision" --store docket --format dsa >sent.json || fail 'no statement for the database'
"$evenhand" decision check-dsa sent.json >out || { cat out; fail 'the database would refuse it'; }
grep -q 'Did a published machine rule find this? - spam.sale' sent.json || fail 'no explanation'
"$evenhand" run rules events.jsonl 2>/dev/null | "$evenhand" decide --store docket --findings --at posted --format none 2>out
expect '0 decided .* 3 were there already'
"$evenhand" account standing ann --store docket --at 2026-01-02T12:00:00Z >out
expect 'restrict P1D until 2026-01-03T00:00:00Z'
"$evenhand" conformity --store docket >out
expect '3 identical'
expect 'the public record says the same'
"$evenhand" rebuild --store docket >out
expect '4 events: 3 entries'

# What does not fit together is refused, with the place.
sed -i "s/clause='spam.link'/clause='spam.lnik'/" rules/main.sml
! "$evenhand" check rules >out || fail 'an unknown clause passed'
expect "main.sml:8: raises 'spam.lnik'"
expect "no rule raises it"
! "$evenhand" rulebook publish rules --store docket --at 2026-02-01T00:00:00Z 2>out || fail 'published'
expect 'certificate is refused'
sed -i "s/clause='spam.lnik'/clause='spam.link'/; s/'link')\]/'link'), Lang == 'en']/" rules/main.sml
sed -i "1i Lang: str = JsonData(path='\$.lang')" rules/main.sml
! "$evenhand" rulebook certify rules >out || fail 'a leak through a rule was granted'
expect 'clause .spam.link. can be moved by \$.lang (language), which is audit'
printf '{"__timestamp": "2026-01-01T00:00:00Z", "__finding": ["{}"]}\n{"__finding": ["x"]}\n{"a": 1}\n' >bad.jsonl
! "$evenhand" decide --store docket --findings bad.jsonl 2>out || fail 'bad findings passed'
expect "line 1: 'account' is missing"
expect "line 2: '__timestamp' is no time"
expect '0 decided .* 2 refused'
