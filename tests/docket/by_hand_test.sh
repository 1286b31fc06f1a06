#!/bin/sh
# The docket from the command line: publish, decide, appeal, ask again; and what is refused.
#   usage: by_hand_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }

"$evenhand" rulebook new rules.yaml --from health-misinformation-2021 >out
"$evenhand" rulebook check rules.yaml >out
expect '2 clauses, 1 ladders, 0 exceptions in en, fa'
sed 's/4: lock P7D/4: lock PT1H/' rules.yaml >bad.yaml
! "$evenhand" rulebook check bad.yaml >out || fail 'a ladder that gets milder passed'
expect 'bad.yaml:23:5: error: .lock PT1H. at 4 is milder'
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >out
"$evenhand" ledger show docket/record >out 2>&1 || { cat out; fail 'no record'; }

level() {
  printf '{"decision":"%s","account":"ann","item":"%s","posted":"2026-01-01T00:00:00Z","at":"%s","judgements":[{"question":"health_claim","answer":"%s","by":"r1"}],"words":"the same"}\n' "$1" "$1" "$2" "$3"
}
{
  level d1 2026-01-02T00:00:00Z deletion_level
  level d2 2026-01-03T00:00:00Z deletion_level
  level d3 2026-01-04T00:00:00Z label_level
} >cases.jsonl
"$evenhand" decide --store docket cases.jsonl --format json >statements.jsonl 2>out
expect '3 decided (3 broke a rule)'
"$evenhand" decide --store docket cases.jsonl --format none 2>out
expect '0 decided .* 3 were there already'
"$evenhand" account standing ann --store docket --at 2026-01-05T00:00:00Z >out
expect 'suspend permanent without an end (d3)'
expect 'a next strike of weight 1: suspend permanent'
"$evenhand" decision show d1 --store docket --language fa >out
expect 'قاعدهٔ .*health.deletion'
expect 'پاسخ «نادرست و با امکان آسیب جدی»'
"$evenhand" decision show d1 --store docket --format json >one.json
cmp one.json - <<END || fail 'what is shown is not what was given'
$(sed -n 1p statements.jsonl)
END
"$evenhand" decision rerun d2 --store docket >out
expect 'the same'

"$evenhand" appeal file d1 --store docket --words 'a quotation' --at 2026-01-05T00:00:00Z >out
expect 'answered by 2026-01-06T00:00:00Z'
! "$evenhand" appeal assign d1/1 --reviewer r1 --store docket --at 2026-01-05T00:00:00Z 2>out || fail 'the first reviewer may decide'
expect 'another person decides'
"$evenhand" appeal assign d1/1 --reviewer r2 --store docket --at 2026-01-05T00:00:00Z >out
"$evenhand" appeal decide d1/1 --reviewer r2 --outcome overturned --reason 'it quotes' --store docket --at 2026-01-05T01:00:00Z >out
expect 'decision d3 was run again without them, and is milder now'
"$evenhand" account standing ann --store docket --at 2026-01-05T02:00:00Z >out
expect 'health: 3 counted'
"$evenhand" conformity --store docket >out
expect '3 decisions made again: 3 identical, 0 different, 0 not recomputable'
expect 'the public record says the same'

# A stranger checks the record from its files.
"$evenhand" ledger verify docket/record --key docket/record.vkey >out || { cat out; fail 'the record does not verify'; }
echo "decided, appealed, reinstated, proved"
