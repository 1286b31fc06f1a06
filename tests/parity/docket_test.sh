#!/bin/sh
# `evenhand parity` over a docket: its decisions as rows, the report with what only a docket can say,
# the same cases under another rulebook, and signatures on what is published.
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
"$evenhand" report file post-7 --account user-7 --reporter p1 --store docket --at 2026-01-01T12:00:00Z >out
"$evenhand" decide --store docket cases.jsonl --format none 2>out
expect '60 decided'
"$evenhand" appeal file d1 --store docket --words 'a quotation' --at 2026-01-03T00:00:00Z >out

# ---- rows
"$evenhand" parity rows --store docket >rows.jsonl
[ "$(wc -l <rows.jsonl)" = 60 ] || fail 'not a row a decision'
grep -q '"case": "d1",.*"appealed": "2026-01-03T00:00:00' rows.jsonl || fail 'no appeal in its row'
grep '"case": "d7"' rows.jsonl | grep -q '"reported": "2026-01-01T12:00:00' || fail 'no report in its row'
! grep -q 'user-\|post-' rows.jsonl || fail 'a row names an account or an item'
"$evenhand" parity rows --store docket | cmp - rows.jsonl || fail 'other rows the second time'
"$evenhand" parity report rows.jsonl --out from-rows >out
expect '60 decisions;'
! "$evenhand" parity rows --store nowhere 2>out || fail 'rows from nowhere'
expect 'nowhere: there is no store here'

# ---- swap over what was decided
"$evenhand" swap --store docket >out || fail 'swaps of recorded cases that nothing explains'
expect '^60 cases, [0-9]* swaps, [0-9]* of them of several attributes together: 0 flips by what may not be read, 0 unexplained'
expect 'explained: [0-9]* flips of followers, office, verified by E1'
! "$evenhand" swap rules.yaml 2>out || fail 'a swap of no cases'
expect 'RULEBOOK and CASES, or --store'

# ---- report
"$evenhand" parity report --store docket --out one >out || fail 'decisions that differ, or flips'
expect 'conformity: 60 made again, 60 identical, 0 different, 0 not recomputable'
expect 'in 60 cases, 0 flips by what may not be read, 0 unexplained'
expect 'state demands: 0'
"$evenhand" parity report --store docket --out two --language fa >out
cmp one/report.json two/report.json || fail 'other bytes from the same store'
grep -q '"rulebook": "public-interest 1 [0-9a-f]\{64\}"' one/report.json || fail 'the rulebook is not named'
grep -q '"what": "office by E1"' one/report.json || fail 'no flip cites the exception'
grep -q '"attribute": "followers"' one/report.json || fail 'what the rulebook names is not listed'
! grep -q 'Conformity was not measured' one/report.json || fail 'a part that is there is among the limits'
grep -q 'Every decision made again' one/report.html || fail 'no conformity in the page'
grep -q 'dir="rtl"' two/report.html || fail 'the page does not run from the right'
! grep -q 'user-\|post-' one/report.json || fail 'the report names an account or an item'
"$evenhand" demand file --state XX --body 'A ministry' --scope post-7 --date 2026-01-02 --asks identify --store docket --at 2026-01-05T00:00:00Z >out
"$evenhand" parity report --store docket --out demanded --publish >out
expect 'state demands: 1'
expect "on the public record: $(sha256sum demanded/report.json | cut -d' ' -f1)"
"$evenhand" parity report --store docket --out demanded --publish >out
expect 'on the public record already'
"$evenhand" conformity --store docket >out
expect 'the public record says the same'
grep -q '"body": "A ministry"' demanded/report.json || fail 'whose demand is not said'
! "$evenhand" parity report rows.jsonl --store docket --out three 2>out || fail 'rows and a docket'
expect 'give files of rows, or --store'

# ---- shadow: the same cases under a rulebook without its exception
sed '/^exceptions:/,$d' rules.yaml >plain.yaml
"$evenhand" parity shadow --store docket --against plain.yaml --show-small >out
expect '60 decisions on record, decided again by public-interest 1 '
expect 'role ordinary: 30 cases; milder 0.0 % .*, harsher 0.0 % '
expect 'role public_office: 30 cases; milder 0.0 % .*, harsher 33.3 % '
expect '10  notice N2 -> lock PT0S, hide'
"$evenhand" parity shadow --store docket --against rules.yaml --by language --format json >one.json
grep -q '"rate": 0.0' one.json || fail 'no shares'
! grep -q '"rate": [^0]' one.json || fail 'the same rulebook changes something'
"$evenhand" parity shadow --store docket --against rules.yaml --by language --format json | cmp - one.json || fail 'other bytes'
"$evenhand" parity shadow --store docket --against plain.yaml --format html --language ar >page.html
grep -q 'lang="ar" dir="rtl"' page.html || fail 'the page does not run from the right'
! grep -q '<script' page.html || fail 'a script in the page'
! "$evenhand" parity shadow --store docket --against missing.yaml 2>out || fail 'a rulebook that is not there'
expect 'missing.yaml'

# ---- signed, and checked by a stranger
"$evenhand" ledger keygen example.org/reports --out reports.key >reports.vkey
"$evenhand" ledger keygen example.org/others --out others.key >others.vkey
"$evenhand" note sign one/report.json --key reports.key --out report.note
"$evenhand" note check report.note --key reports.vkey >out
expect 'report.note: signed by example.org/reports'
"$evenhand" note check report.note --key reports.vkey --text | cmp - one/report.json || fail 'another text'
! "$evenhand" note check report.note --key others.vkey 2>out || fail 'signed by nobody'
expect 'report.note: not signed by example.org/others'
"$evenhand" note sign report.note --add --key others.key | "$evenhand" note check - --key others.vkey --key reports.vkey >out
sed 's/"identical": 60/"identical": 61/' report.note >changed.note
! "$evenhand" note check changed.note --key reports.vkey 2>out || fail 'a changed report passed'
"$evenhand" rulebook certify rules.yaml --format json | "$evenhand" note sign - --key reports.key >certificate.note
"$evenhand" note check certificate.note --key reports.vkey >out

# ---- backlog: what stands under a rule that is no longer the same
"$evenhand" parity backlog --store docket --at 2026-02-01T00:00:00Z >out || fail 'a backlog before anything changed'
expect '^0 open cases after 0 changes$'
sed -e 's/^version: 1/version: 2/' -e 's/2019-06-27/2026-02-02/' -e '0,/item: hide/s//item: label/' rules.yaml >two.yaml
"$evenhand" rulebook diff rules.yaml two.yaml >out && fail 'no difference'
expect '^~ clause hateful_conduct: item$'
expect '^    - hide$'
expect '^    + label$'
expect '^1 clauses and 0 other parts differ; no cases were decided: --cases gives some$'
"$evenhand" rulebook publish two.yaml --store docket --at 2026-02-02T00:00:00Z >out
! "$evenhand" parity backlog --store docket --at 2026-02-03T00:00:00Z >out || fail 'no backlog after a change'
expect '^public-interest hateful_conduct since 2026-02-02T00:00:00Z: version 2: item$'
expect '^    d3 of 2026-01-02T00:03:00Z under version 1: hide stands$'
! "$evenhand" parity backlog --store docket --at 2026-02-03T00:00:00Z --format json >out || fail 'no backlog as json'
expect '"clause": *"hateful_conduct"'
