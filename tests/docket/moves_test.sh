#!/bin/sh
# What comes after a decision, from the command line: locks, appeals, cut-offs, exceptions, reports, demands, reviews.
#   usage: moves_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }
refused() { ! "$@" >out 2>&1 || fail "not refused: $*"; }

"$evenhand" rulebook new rules.yaml --from public-interest-2019 >out
sed -i 's/max_days: 30/max_days: 30\n    renewals: 1/' rules.yaml
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >out
at() { echo "2026-01-$1T00:00:00Z"; }
cases() {
  printf '{"decision":"d1","account":"ann","item":"p1","posted":"%s","at":"%s","judgements":[{"question":"health_claim","answer":"deletion_level","by":"r1"}],"words":"the same"}\n' "$(at 01)" "$(at 02)"
  printf '{"decision":"d2","account":"bob","item":"p2","posted":"%s","at":"%s","judgements":[{"question":"health_claim","answer":"deletion_level","by":"r1"}],"words":"the same"}\n' "$(at 01)" "$(at 02)"
  printf '{"decision":"d3","account":"cyd","item":"p3","posted":"%s","at":"%s","judgements":[{"question":"act","answer":"hateful_conduct","by":"r1"}],"words":"words","language":"fa","attributes":{"office":"holder","verified":true,"followers":200000},"review":{"tests_met":true,"first_reviewer":"r1","approvers":["r2","r3"]}}\n' "$(at 01)" "$(at 02)"
}
cases | "$evenhand" decide --store docket --format none 2>out
expect '3 decided'

# A lock waits for the deletion, which counts once.
"$evenhand" account standing bob --store docket --at "$(at 20)" >out
expect 'lock PT12H waits until item p2 is deleted (d2)'
"$evenhand" decision show d2 --store docket --language fa --at "$(at 20)" >out
expect 'منتظر پاک‌شدن مطلب p2'
"$evenhand" item deleted p2 --account bob --store docket --at "$(at 03)" >out
expect 'is deleted as of 2026-01-03T00:00:00Z'
"$evenhand" item deleted p2 --account bob --store docket --at "$(at 09)" >out
expect 'was deleted already, at 2026-01-03T00:00:00Z'
"$evenhand" account standing bob --store docket --at "$(at 03)" --format json >out
expect '"lock": "timing"'
refused "$evenhand" item deleted p9 --account bob --store docket --at "$(at 03)"
expect '(7.2)'

# An appeal: asked, answered late, outside, followed; the other account's decision on the same words is reopened.
"$evenhand" appeal file d1 --store docket --at "$(at 02)" >out
"$evenhand" appeal assign d1/1 --reviewer r9 --store docket --at "$(at 02)" >out
"$evenhand" appeal ask d1/1 --reviewer r9 --question 'Whom?' --store docket --at "$(at 02)" >out
"$evenhand" appeal list --store docket --at "$(at 05)" >out
expect '2026-01-03T00:00:00Z late  d1/1  asked, with r9  (ann)'
"$evenhand" appeal reply d1/1 --words 'A paper' --store docket --at "$(at 04)" >out
"$evenhand" appeal lapse --store docket --at "$(at 05)" >out
expect 'appeal d1/1 was not answered in time'
"$evenhand" appeal decide d1/1 --reviewer r9 --outcome upheld --reason 'no' --store docket --at "$(at 06)" >out
"$evenhand" appeal refer d1/1 --body 'A body' --store docket --at "$(at 07)" >out
expect 'should answer by 2026-04-07'
"$evenhand" appeal outside d1/1 --outcome overturned --reason 'a quotation' --store docket --at "$(at 08)" >out
"$evenhand" appeal close d1/1 --follow --reason 'we follow' --store docket --at "$(at 09)" >out
expect 'decision d2 is about the same words'
"$evenhand" appeal list --store docket --at "$(at 10)" --format json >out
expect '^\[\]$'

# What the voided decision gives back: a checklist, each result on record.
refused "$evenhand" decision checklist d2 --store docket
expect "decision 'd2' stands: it gives nothing back (14)"
"$evenhand" decision checklist d1 --store docket >out
expect '^open .* item at its time and place$'
expect '^open .* notice to author$'
"$evenhand" decision given-back d1 --thing 'item at its time and place' --by r9 --store docket --at "$(at 10)" >out
expect '^done .* item at its time and place  (r9, 2026-01-10T00:00:00Z)$'
refused "$evenhand" decision given-back d1 --thing 'counts of the item' --result not-possible --by r9 --store docket --at "$(at 10)"
expect 'has a note that says why (14.1)'
"$evenhand" decision given-back d1 --thing 'counts of the item' --result not-possible --note 'not kept' --by r9 --store docket --at "$(at 10)" >out
expect '^not-possible  counts of the item: not kept'
"$evenhand" decision given-back d1 --thing 'place in a list of others' --by r9 --store docket --at "$(at 10)" >out
expect '^done .* place in a list of others'
"$evenhand" conformity --store docket >out

"$evenhand" account cut-off bob --from 2026-01-04 --to 2026-01-14 --store docket --at "$(at 15)" >out
expect 'decision d2 may be appealed until 2026-07-12T00:00:00Z; the clock stood for 10 days'
refused "$evenhand" account cut-off bob --from 2026-01-04T03:00:00Z --to 2026-01-14 --store docket --at "$(at 15)"
expect '(7.5)'
# What is beyond sixty days waits for a person.
"$evenhand" account cut-off bob --from 2026-02-01 --to 2026-05-01 --store docket --at 2026-05-02T00:00:00Z >out
expect '39 more days are beyond 60 in 365 and wait for a review'
"$evenhand" account cut-offs --store docket >out
expect '^bob  2026-02-01T00:00:00Z to 2026-05-01T00:00:00Z$'
refused "$evenhand" account cut-off-review bob --from 2026-02-01 --to 2026-05-02 --decision accept --reviewer r3 --reason x --store docket
expect '(7.5)'
"$evenhand" account cut-off-review bob --from 2026-02-01 --to 2026-05-01 --decision accept --reviewer r3 --reason 'all were' --store docket --at 2026-05-03T00:00:00Z >out
expect 'accepted, all of it counts'
expect 'the clock stood for 99 days'
"$evenhand" account cut-offs --store docket --format json >out
expect '^\[\]$'

# A second appeal says what is new; misuse of appeals is counted like that of reports.
"$evenhand" appeal file d2 --store docket --words 'no' --at "$(at 16)" >out
"$evenhand" appeal assign d2/1 --reviewer r9 --store docket --at "$(at 16)" >out
"$evenhand" appeal decide d2/1 --reviewer r9 --outcome upheld --reason 'so' --store docket --at "$(at 16)" >out
refused "$evenhand" appeal file d2 --store docket --words 'please' --at "$(at 17)"
expect 'a second appeal says which facts are new (13)'
"$evenhand" appeal file d2 --store docket --words 'see' --new-facts 'a paper has printed it' --at "$(at 17)" >out
expect 'appeal d2/2 is filed'
"$evenhand" appeal judge d2/1 --finding unfounded --reviewer r9 --store docket --at "$(at 17)" >out
expect 'appeal d2/1: manifestly unfounded'
refused "$evenhand" appeal misuse bob --reason x --store docket --at "$(at 17)"
expect '1 of the 1 judged appeals'
"$evenhand" counts --store docket --from 2026-01-01 --to 2026-02-01 >out
expect '^ *3  appeals$'
expect '^ *1  appeals with new facts$'
expect '^ *0  authors of appeals suspended$'
"$evenhand" counts --store docket --from 2026-01-01 --to 2026-02-01 --publish --format json >out
expect '"appeals manifestly unfounded": 1'
"$evenhand" counts --store docket --from 2026-01-01 --to 2026-02-01 --publish >out
expect 'on the public record already'

refused "$evenhand" account told bob --batch b --store docket
expect '(6.6)'
refused "$evenhand" account lesson bob --clause health.deletion --store docket
expect 'no warning'

"$evenhand" exception renew d3 --approver r4 --approver r5 --store docket --at "$(at 20)" >out
expect 'until 2026-03-03T00:00:00Z'
"$evenhand" exception sweep --store docket --at 2026-03-03T00:00:00Z >out
expect 'd3 has ended: lapsed'
"$evenhand" exception sweep --store docket --at 2026-03-04T00:00:00Z >out
expect 'no exception has to end'
"$evenhand" exception list --store docket --at 2026-03-04T00:00:00Z >out
expect 'hateful_conduct, office holder, language fa; lapsed at 2026-03-03T00:00:00Z, since then hide, renewed 1 times (d3)'
expect 'by office: holder 1'

"$evenhand" report file p2 --account bob --reporter p7 --store docket --at "$(at 05)" >out
expect '1 reported the item, which decides nothing (11.2)'
refused "$evenhand" report misuse p7 --reason 'x' --store docket --at "$(at 06)"
expect '(11.3)'
"$evenhand" demand file --state XX --body 'A ministry' --scope p2 --date 2026-01-02 --asks identify --store docket --at "$(at 05)" >out
expect 'counted: no handler'
demand=$(sed -n 's/^demand \([^ ]*\) .*/\1/p' out)
refused "$evenhand" demand answer "$demand" --outcome met --reason x --store docket --at "$(at 06)"
expect 'nothing here can identify a person (11.4)'
"$evenhand" demand list --store docket >out
expect '1 demands, XX 1'

printf '{"decision":"d4","account":"dan","item":"p4","posted":"%s","judgements":[],"words":"hello"}\n' "$(at 01)" | "$evenhand" review add --store docket --at "$(at 02)" >out
"$evenhand" review next --reviewer r1 --store docket >out
expect 'case d4, question act'
! grep -q dan out || fail 'the reviewer sees the author'
for reviewer in r1 r2; do
  "$evenhand" review answer d4 --question act --answer none --reviewer $reviewer --store docket >out 2>&1 || expect 'no further answer'
  "$evenhand" review answer d4 --question health_claim --answer label_level --reviewer $reviewer --store docket >out 2>&1 || expect 'no further answer'
done
"$evenhand" review ready --store docket --at "$(at 03)" >judged.jsonl
"$evenhand" decide --store docket judged.jsonl --format none 2>out
expect '1 decided (1 broke a rule)'

"$evenhand" conformity --store docket >out
expect '4 decisions made again: 4 identical, 0 different, 0 not recomputable'
expect 'the public record says the same'
"$evenhand" completion bash >out
expect "'exception exception') words='list renew sweep'"
echo "deleted, appealed, renewed, lapsed, reported, demanded, reviewed; and all of it conforms"
