#!/bin/sh
# `evenhand parity` over a docket: its decisions as rows that `parity report` reads.
#   usage: docket_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }

"$evenhand" rulebook new rules.yaml --from public-interest-2019 >out
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >out
awk 'BEGIN {
  split("hateful_conduct direct_threat none", acts, " ")
  for (i = 0; i < 60; i++) {
    printf "{\"decision\": \"d%d\", \"account\": \"user-%d\", \"item\": \"post-%d\", ", i, i % 20, i
    printf "\"posted\": \"2026-01-01T00:00:00Z\", \"at\": \"2026-01-02T%02d:%02d:00Z\", ", i / 60, i % 60
    printf "\"judgements\": [{\"question\": \"act\", \"answer\": \"%s\", \"by\": \"r1\"}], ", acts[1 + i % 3]
    printf "\"attributes\": %s, ", i % 2 ? "{\"followers\": 200}" : "{\"office\": \"holder\", \"verified\": true, \"followers\": 900000}"
    printf "\"review\": {\"tests_met\": true, \"first_reviewer\": \"r1\", \"approvers\": [\"r2\", \"r3\"]}, "
    printf "\"language\": \"%s\", \"source\": \"report\"}\n", i % 4 < 2 ? "fa" : "en"
  }
}' >cases.jsonl
"$evenhand" decide --store docket cases.jsonl --format none 2>out
expect '60 decided'
"$evenhand" appeal file d1 --store docket --words 'a quotation' --at 2026-01-03T00:00:00Z >out

# ---- rows
"$evenhand" parity rows --store docket >rows.jsonl
[ "$(wc -l <rows.jsonl)" = 60 ] || fail 'not a row a decision'
grep -q '"case": "d1",.*"appealed": "2026-01-03T00:00:00' rows.jsonl || fail 'no appeal in its row'
! grep -q 'user-\|post-' rows.jsonl || fail 'a row names an account or an item'
"$evenhand" parity rows --store docket | cmp - rows.jsonl || fail 'other rows the second time'
"$evenhand" parity report rows.jsonl --out from-rows >out
expect '60 decisions;'
! "$evenhand" parity rows --store nowhere 2>out || fail 'rows from nowhere'
expect 'nowhere: there is no store here'
