#!/bin/sh
# The register of limits on access from the command line: questions, moves, imports, and appeals of people who were cut off.
#   usage: access_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }
without() { ! grep -q -- "$1" out || { cat out; fail "not expected: $1"; }; }
refused() { ! "$@" >out 2>&1 || fail "not refused: $*"; }
both="--by c1 --by c2"

# The register that comes with the program: what the stories name is closed to people in Iran on these days.
"$evenhand" access asymmetry at 2013-10-15 --state IR >out
for service in facebook twitter youtube; do expect "IR  $service "; done
expect 'https://globalvoices.org/2013/09/17/'
"$evenhand" access asymmetry at 2018-09-16 --state IR >out
for service in facebook telegram twitter youtube; do expect "IR  $service "; done
"$evenhand" access asymmetry at 2020-05-25 --state IR >out
expect 'IR  twitter '
"$evenhand" access asymmetry at 2021-02-03 --state IR >out
expect 'IR  signal '
"$evenhand" access at 2013-09-16 --state IR --format csv >out
without 'twitter'
"$evenhand" access at 2026-03-15 --state IR --format json >out
expect '"answer": "maybe", "because": "stale"'
"$evenhand" access at 2021-02-03 --known-at 2020-01-01 >out
expect '0 yes, 0 maybe'
expect 'the register covers 0 states'
"$evenhand" access history RU >out
expect 'planned  telegram block from 2026-04-01'
"$evenhand" access history ZZ >out
expect 'that is not openness'
"$evenhand" access timeline IR --out pages >out
grep -q '<svg' pages/en.html || fail "no drawing"
! grep -qi '<script\|href="http[^"]*\.css' pages/en.html || fail "a script or a style from elsewhere"

# Offices and media, and nobody else.
cat >accounts <<'TEXT'
{"account": "@leader", "service": "twitter", "public_office": {"kind": "head_of_state", "state": "IR"}, "public_items": ["2021-02-01"]}
{"account": "@tv", "service": "twitter", "state_media": {"state": "IR"}}
{"account": "@former", "service": "twitter", "public_office": {"kind": "minister", "state": "IR", "to": "2020-01-01"}}
{"account": "@silent", "service": "twitter", "public_office": {"kind": "minister", "state": "VE"}}
TEXT
"$evenhand" access asymmetry at 2021-02-03 --accounts accounts >out
expect 'Iran (IR)  twitter: 1 head_of_state, 1 state media'
expect 'The government of Iran limits this service for people there since 2013-09-17. 2 sources.'
expect '1 account spoke here'
"$evenhand" access asymmetry at 2024-09-01 --accounts accounts --state VE >out
expect 'closed, and the state is silent here'
echo '{"account": "@x", "service": "twitter", "citizen_of": "IR"}' >wrong
refused "$evenhand" access asymmetry at 2021-02-03 --accounts wrong
expect 'has no place in this list'

# A register of one's own: one origin confirms nothing.
"$evenhand" access init --store reg $both --origin example.org/register --at 2026-11-22T00:00:00Z >out
expect '71 rows'
refused "$evenhand" access confirm r-IR-signal-1 --store reg $both --at 2026-11-23T00:00:00Z
expect 'two independent ones confirm it'
"$evenhand" access source r-IR-signal-1 --source https://a.example/ --origin A --says since --day 2021-01-25 --store reg $both --at 2026-11-23T00:00:00Z >out
refused "$evenhand" access confirm r-IR-signal-1 --store reg $both --at 2026-11-23T00:00:00Z
expect 'has 1 origin'
"$evenhand" access source r-IR-signal-1 --source https://b.example/ --source-kind measurement --origin B --day 2021-05-01 --store reg $both --at 2026-11-23T00:00:00Z >out
refused "$evenhand" access confirm r-IR-signal-1 --store reg --by c1 --at 2026-11-23T00:00:00Z
expect 'two curators'
"$evenhand" access confirm r-IR-signal-1 --store reg $both --at 2026-11-23T12:00:00Z >out
expect 'r-IR-signal-1: confirmed'
"$evenhand" access at 2021-02-03 --register reg --known-at 2026-11-22 --state IR --service signal >out
expect 'reported'
"$evenhand" access at 2021-02-03 --register reg --state IR --service signal >out
expect 'confirmed'
"$evenhand" access challenge r-IR-signal-1 --why 'It was open' --store reg --at 2026-11-24T00:00:00Z >out
expect 'answer by 2026-12-08'
refused "$evenhand" access answer c-1 --why 'It was not' --store reg --by c1 --by c3 --at 2026-11-25T00:00:00Z
expect 'two others answer'
"$evenhand" access answer c-1 --why 'It was not' --store reg --by c3 --by c4 --at 2026-11-25T00:00:00Z >out
expect 'not upheld'

# Each change is a leaf of the public record, and the record is what the store says.
"$evenhand" conformity --store reg >out
expect 'the public record says the same'
"$evenhand" ledger verify reg/record --key reg/record.vkey >out

# Imports: a dry run first; the same file again changes nothing; the order of rows changes nothing.
header=probe_asn,measurement_start_day,ok_count,anomaly_count,confirmed_count,failure_count,measurement_count
rows() { for day in $(seq -w 1 28); do for network in 1 2 3 4; do
  if [ "$day" -le 14 ]; then echo "AS$network,2026-02-$day,5,0,0,0,5"; else echo "$network,2026-02-$day,0,5,0,0,5"; fi; done; done; }
{ echo $header; rows; } >days.csv
{ echo $header; rows | sort -r; } >turned.csv
{ echo measurement_start_day,probe_cc,ok_count,anomaly_count,confirmed_count,failure_count,measurement_count
  for cc in AA BB CC; do for day in $(seq -w 1 28); do echo "2026-02-$day,$cc,9,0,0,0,9"; done; done; } >world.csv
{ echo measurement_start_day,input,ok_count,anomaly_count,confirmed_count,failure_count,measurement_count
  for i in 0 1 2 3 4 5 6 7 8 9; do for day in $(seq -w 1 28); do echo "2026-02-$day,http://site$i.example/,9,0,0,0,9"; done; done; } >local.csv
echo '[]' >ioda.json
controls="--world world.csv --local local.csv --outages ioda.json"
"$evenhand" access import --state XA --service chat days.csv >out
expect 'blocked, but not controlled: opens nothing'
expect 'nothing was written'
"$evenhand" access import --state XA --service chat days.csv $controls --at 2026-11-25T00:00:00Z --format json >once
"$evenhand" access import --state XA --service chat turned.csv $controls --at 2026-11-25T00:00:00Z --format json >turned
cmp once turned || fail "the order of rows changed a byte"
"$evenhand" access import --state XA --service chat days.csv $controls --store reg --apply $both --at 2026-11-26T00:00:00Z >out
expect 'r-XA-chat-1: reported, since'
"$evenhand" access import --state XA --service chat days.csv $controls --store reg --apply $both --at 2026-11-27T00:00:00Z >out
expect '1 of the files were imported before'
expect 'no move'
# Of a file with the answers of several services each is remembered for itself.
answer='{"v":0,"dimension_count":2,"result":[{"anomaly_count":3,"confirmed_count":0,"failure_count":0,"ok_count":0,"measurement_count":3,"measurement_start_day":"2019-06-12","probe_asn":24757}]}'
printf '{"whatsapp":%s,"telegram":%s}' "$answer" "$answer" >both.json
"$evenhand" access import --state ET --service telegram both.json >out
expect 'votes   1: 1 blocked'
refused "$evenhand" access import --state ET --service signal both.json
expect "the answers of whatsapp, telegram, and none of 'signal'"
printf '[{"location":"country/XA","start":1770000000,"duration":30000,"datasource":"bgp"},{"location":"country/XA","start":1770000000,"duration":30000,"datasource":"ping-slash24"}]' >outage.json
"$evenhand" access import --what outages --state XA outage.json --store reg --apply $both --at 2026-11-27T00:00:00Z >out
expect 'r-XA-internet-1: reported, 2026-02-02 to 2026-02-03'
refused "$evenhand" access import --what outages --state IR outage.json
expect 'about XA, not about IR'
"$evenhand" access export --register reg >all.csv
"$evenhand" access import --what rows all.csv --register reg >out
expect 'no move'
"$evenhand" conformity --store reg >out
expect 'the public record says the same'

# People who were cut off: a place, dates, or no memory of when; the dates are all that is kept.
"$evenhand" rulebook new rules.yaml --from public-interest-2019 >out
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >out
case_of() { printf '{"decision":"%s","account":"ann","item":"%s","posted":"2025-08-01T00:00:00Z","at":"2025-08-31T09:30:00Z","judgements":[{"question":"health_claim","answer":"deletion_level","by":"r1"}],"words":"w"}\n' "$1" "$1"; }
{ case_of d1; case_of d2; case_of d3; } | "$evenhand" decide --store docket --format none 2>out
"$evenhand" appeal file d1 --words 'no' --cut-off IR --store docket --at 2026-06-14T09:29:59Z >out
expect 'appeal d1/1 is filed'
"$evenhand" appeal file d3 --words 'no' --store docket --at 2026-06-14T09:30:00Z >out
expect 'waits until 2026-06-28T09:30:00Z. It came after the period. Were you cut off?'
refused "$evenhand" appeal file d3 --cut-off none --store docket --at 2026-06-15T00:00:00Z
expect 'the period ended at 2026-06-14T09:30:00Z'
refused "$evenhand" appeal file d2 --cut-off Tehran --store docket --at 2026-06-14T09:29:59Z
expect 'is no answer'
"$evenhand" appeal file d2 --cut-off unknown --store docket --at 2026-06-14T09:29:59Z >out
expect 'appeal d2/1 is filed'
! grep -qaw 'IR' docket/cases.sqlite >/dev/null || fail "a place was kept"

# A block of this very service: its first days count, as many as the rulebook says. WhatsApp was blocked from 21 September 2022.
"$evenhand" rulebook new fewer.yaml --from public-interest-2019 >out
sed -i 's/^version:.*/&\nblock_grace_days: 20/' fewer.yaml
"$evenhand" rulebook publish fewer.yaml --store fewer --origin example.org/record >out
for store in docket fewer; do
  for n in 1 2; do case_of w$n | sed 's/2025-08-01T/2022-08-01T/; s/2025-08-31T09:30/2022-09-01T00:00/; s/"ann"/"eve"/'; done | "$evenhand" decide --store $store --format none 2>out
done
"$evenhand" appeal file w1 --words 'no' --cut-off IR --service whatsapp --store docket --at 2023-03-25T00:00:00Z >out
expect 'appeal w1/1 is filed'
refused "$evenhand" appeal file w1 --words 'no' --cut-off IR --service whatsapp --store fewer --at 2023-03-25T00:00:00Z
expect 'the period ended at 2023-03-21'
"$evenhand" appeal file w2 --words 'no' --cut-off IR --service whatsapp --store fewer --at 2023-03-20T00:00:00Z >out
expect 'appeal w2/1 is filed'

# The lists behind the register.
"$evenhand" access services >out
expect 'twitter: Twitter; X since 2023-07-24'
expect 'ET: AS24757, 2019-03-01 to 2019-06-19'
expect 'facetime: FaceTime  (facetime.apple.com; without a source)'

# Rules ask the register about offices, and about nobody else.
mkdir rules
cat >rules/main.sml <<'TEXT'
Office: Entity[str] = EntityJson(type='Office', path='$.office')
Limit = AccessLimit(office=Office, service='signal')
TEXT
echo '{"name": "post", "id": 1, "time": "2022-05-01T00:00:00Z", "office": "IR/ministry"}' >event
"$evenhand" run rules event --name name --time time --id id --output - >out 2>&1
expect '"Limit": *"unconfirmed"'
"$evenhand" run rules event --name name --time time --id id --output - --register reg >out 2>&1
expect '"Limit": *"limits"'
sed -i "s/type='Office'/type='Account'/" rules/main.sml
refused "$evenhand" check rules
expect 'an entity of type Account, not an office'

# P7 runs from the register: a label where a limit is reported, reach only where it is confirmed, and nothing once it has ended.
cat >states <<'TEXT'
{"account": "@ministry", "service": "signal", "public_office": {"kind": "ministry", "state": "IR"}}
{"account": "@mayor", "service": "twitter", "public_office": {"kind": "mayor", "state": "NO"}}
TEXT
"$evenhand" access labels 2022-05-01 --accounts states >out
expect '@ministry on signal: unconfirmed; label reported'
without '@mayor'
"$evenhand" access labels 2022-05-01 --accounts states --register reg --at-war IR >out
expect '@ministry on signal: limits; label citizens cannot read this service; limit recommended'
expect 'The government of Iran limits this service for people there since 2021-01-25'
"$evenhand" access labels 2026-11-27 --since 2026-11-22 --accounts states --register reg >out
expect 'nothing came or went'
for entry in $("$evenhand" access history IR --register reg | sed -n 's/^\(r-IR-[a-z-]*-[0-9]*\)  .*/\1/p'); do
  "$evenhand" access withdraw "$entry" --why 'for the test' --store reg $both --at 2026-11-28T00:00:00Z >out
done
"$evenhand" access labels 2026-11-28 --since 2026-11-27 --accounts states --register reg >out
expect '- @ministry on signal: label and limit go, reach is restored'
"$evenhand" rulebook new states.yaml --from state-accounts-2022 >out
"$evenhand" rulebook publish states.yaml --store p7 --origin example.org/p7 >out
state_case() { printf '{"decision":"%s","account":"m","item":"%s","posted":"2022-05-01T00:00:00Z","at":"2022-05-02T00:00:00Z","judgements":[{"question":"shows_prisoners_of_war","answer":false,"by":"r1"}],"attributes":{"account_kind":"%s","office_state":"IR"},"facts":{"conflict":true}}\n' "$1" "$1" "$2"; }
state_case s1 state | "$evenhand" decide --store p7 --shipped-register --format json >out
expect 'label reported'
! { state_case s2 citizen | "$evenhand" decide --store p7 --shipped-register --format json >out 2>&1; } || fail "asked about a citizen"
expect 'never about a citizen'
"$evenhand" account standing m --store p7 --at 2022-05-03T00:00:00Z --format json >out
expect '"strikes": \[\]'
