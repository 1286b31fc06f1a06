#!/bin/sh
# Bad input at the command line: each is refused with the rule of policy.md that it breaks, and nothing has changed,
# neither a byte of the store nor the public record.
#   usage: bad_input_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAILED: $1"; exit 1; }
sums() { find "$1" -type f ! -name '*-wal' ! -name '*-shm' ! -name '*.lock' -exec cksum {} + | sort; }
# refused WANTED_CODE 'WORDS OF THE MESSAGE' COMMAND...
refused() {
  want=$1
  why=$2
  shift 2
  sums docket >before
  if "$evenhand" "$@" >out 2>&1; then ended=0; else ended=$?; fi
  [ "$ended" = "$want" ] || { cat out; fail "$* ended with $ended, not $want"; }
  grep -qF -- "$why" out || { cat out; fail "$*: expected '$why'"; }
  sums docket | cmp -s - before || { sums docket | diff before - || true; fail "$* changed the docket"; }
  "$evenhand" ledger verify docket/record --key docket/record.vkey >out 2>&1 || { cat out; fail "after $*: the record does not verify"; }
}
# A case as a line: decision, time, question, answer; "extra" stands in the place of the item.
line() {
  printf '{"decision":"%s","account":"ann",%s"posted":"2026-01-01T00:00:00Z","at":"%s","judgements":[{"question":"%s","answer":"%s","by":"r1"}]}\n' \
    "$1" "${5-"\"item\":\"$1\","}" "$2" "$3" "$4"
}

"$evenhand" rulebook new rules.yaml --from health-misinformation-2021 >/dev/null
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >/dev/null
line d1 2026-01-03T00:00:00Z health_claim deletion_level >case.jsonl
"$evenhand" decide --store docket case.jsonl --format none 2>/dev/null

# An unknown clause, raised by a rule; and an unknown question, answer and family's worth of them.
line x1 2026-01-04T00:00:00Z raised no.such.clause >bad.jsonl
refused 1 "'no.such.clause' is no clause that rules can raise: its 'when' does not read 'raised' (2.1)" decide --store docket bad.jsonl
line x2 2026-01-04T00:00:00Z spirit_of_the_rules yes >bad.jsonl
refused 1 "'spirit_of_the_rules' is no question of this rulebook (5.1)" decide --store docket bad.jsonl
line x3 2026-01-04T00:00:00Z health_claim somewhat >bad.jsonl
refused 1 "'somewhat' is no answer to 'health_claim': none, label_level, deletion_level (5.1)" decide --store docket bad.jsonl
refused 3 "has no warning for 'no.such.clause' that a lesson could end" account lesson ann --clause no.such.clause --store docket --at 2026-01-04T00:00:00Z

# A version that is not published: another rulebook, a time before the first version, a version out of turn.
line x4 2026-01-04T00:00:00Z health_claim label_level >bad.jsonl
refused 1 "no rulebook 'nowhere' is published: \`evenhand rulebook publish\` does (2.1)" decide --store docket bad.jsonl --rulebook nowhere
printf '{"decision":"x5","account":"bob","item":"i","posted":"2020-01-01T00:00:00Z","at":"2020-01-02T00:00:00Z","judgements":[{"question":"health_claim","answer":"label_level","by":"r1"}]}\n' >bad.jsonl
refused 1 "was in force at 2020-01-0" decide --store docket bad.jsonl
sed 's/^version: 1/version: 3/' rules.yaml >third.yaml
refused 2 "cannot be published: the next one is 2" rulebook publish third.yaml --store docket

# The clock going backwards: before the account's last event, before the item was posted, an appeal before its decision.
line x6 2026-01-02T00:00:00Z health_claim label_level >bad.jsonl
refused 1 "the clock went backwards: 2026-01-02T00:00:00Z comes after 2026-01-03T00:00:00Z (6.1)" decide --store docket bad.jsonl
line x7 2025-12-31T00:00:00Z health_claim label_level >bad.jsonl
refused 1 "before the item was posted at 2026-01-01T00:00:00Z (6.1)" decide --store docket bad.jsonl
refused 2 "it had not been taken yet" appeal file d1 --words x --store docket --at 2026-01-02T00:00:00Z

# An appeal decided by its first reviewer, by a machine, without reasons, for worse.
"$evenhand" appeal file d1 --words x --store docket --at 2026-01-04T00:00:00Z >/dev/null
refused 2 "'r1' cannot decide appeal 'd1/1': another person decides, not a machine alone (13)" appeal assign d1/1 --reviewer r1 --store docket --at 2026-01-04T00:00:00Z
refused 2 "'model:m' cannot decide appeal 'd1/1': another person decides, not a machine alone (13)" appeal assign d1/1 --reviewer model:m --store docket --at 2026-01-04T00:00:00Z
"$evenhand" appeal assign d1/1 --reviewer r2 --store docket --at 2026-01-04T00:00:00Z >/dev/null
refused 2 "(13)" appeal decide d1/1 --reviewer r1 --outcome overturned --reason x --store docket --at 2026-01-04T01:00:00Z
refused 2 "(13)" appeal decide d1/1 --reviewer r2 --outcome overturned --reason '' --store docket --at 2026-01-04T01:00:00Z
refused 2 "is worse than 'lock PT12H': nothing worse comes out of an appeal (13)" appeal decide d1/1 --reviewer r2 --outcome modified --action 'suspend permanent' --reason x --store docket --at 2026-01-04T01:00:00Z

# A case or a statement that lacks a field: nothing is decided, and no statement leaves the house.
line x9 2026-01-05T00:00:00Z health_claim label_level "" >bad.jsonl
refused 1 "item" decide --store docket bad.jsonl
printf '{"account":"ann","item":"x10","at":"2026-01-05T00:00:00Z","judgements":[]}\n' >bad.jsonl
refused 1 "posted" decide --store docket bad.jsonl
printf 'no JSON\n' >bad.jsonl
refused 1 "line 1: " decide --store docket bad.jsonl
"$evenhand" decision show d1 --store docket --format dsa >sent.json
for field in decision_ground category content_date decision_facts automated_detection puid source_type; do
  sed "s/\"$field\"/\"lost\"/" sent.json >lost.json
  refused 1 "$field" decision check-dsa lost.json
done

# A bad line among good ones: the good ones are decided, the bad one is told by its number.
{ line g1 2026-01-05T00:00:00Z health_claim label_level; line b1 2026-01-05T00:00:00Z spirit yes; line g2 2026-01-06T00:00:00Z health_claim label_level; } >mixed.jsonl
if "$evenhand" decide --store docket mixed.jsonl --format none >out 2>&1; then fail 'a bad line ends with 0'; fi
grep -q "line 2: 'spirit' is no question of this rulebook (5.1)" out || { cat out; fail 'the bad line is not told'; }
grep -q '2 decided' out || { cat out; fail 'the good ones are not decided'; }
"$evenhand" conformity --store docket >out || { cat out; fail 'conformity'; }
"$evenhand" ledger verify --store docket >out || { cat out; fail 'store and record'; }
grep -q 'the store holds what the record says, event by event' out || { cat out; fail 'the store is not verified'; }
echo "unknown clauses, unpublished versions, clocks that go back, first reviewers and lacking fields are refused"
