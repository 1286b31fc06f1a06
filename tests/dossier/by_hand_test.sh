#!/bin/sh
# From a found network to a dossier, its review, a decision with its own appeal for each account, and back.
#   usage: by_hand_test.sh EVENHAND CORPUS
set -eu
evenhand=$1
corpus=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }
without() { ! grep -q -- "$1" out || { cat out; fail "not expected: $1"; }; }
refused() { ! "$@" >out 2>&1 || fail "not refused: $*"; }

# What is found is a file in which nobody has a role, and nothing can follow from it.
"$evenhand" detect "$corpus/inputs/syn_100000.csv.gz" -o found >/dev/null
"$evenhand" dossier make found --network 3 --by ann --at 2026-01-01T00:00:00Z -o n.json >out
expect 'no account has a role yet'
cp n.json made.json
"$evenhand" dossier make found --network 3 --by ann --at 2026-01-01T00:00:00Z -o again.json >out
cmp n.json again.json || fail 'the same network gives other bytes'
refused "$evenhand" dossier check n.json
expect 'below the line: no evidence of deception'
expect '0 of 23 accounts are over the line. Below the line'
refused "$evenhand" dossier accept n.json --by cem
expect 'it cannot be accepted'
refused "$evenhand" dossier make found --network 99 --by ann -o x.json
expect 'so there is no network 99'
refused "$evenhand" dossier make "$corpus" --network 1 --by ann -o x.json
[ ! -e x.json ] || fail 'something was written'

accounts=$("$evenhand" dossier show n.json --format json | tr '{' '\n' | sed -n 's/^"account": "\([^"]*\)", "over".*/\1/p')
first=$(echo "$accounts" | sed -n 1p)
second=$(echo "$accounts" | sed -n 2p)
third=$(echo "$accounts" | sed -n 3p)
last=$(echo "$accounts" | tail -n 1)
"$evenhand" dossier show n.json --account "$first" >out
expect 'K2 timing'
expect 'What would clear it'
"$evenhand" dossier show n.json --account "$first" --lang fa >out
expect 'زمان‌بندی'
refused "$evenhand" dossier show n.json --account nobody
expect 'nobody is not in the dossier'

# Evidence that people bring: errors by row; association and what is never evidence are refused.
header=account,kind,number,null,from,to,posts,rests_on,hidden,reviewer,note
{ echo $header; echo "$first,country,1,n,2024-01-01,2024-01-02,p,,,ben,"; echo "$first,K2,1,n,2024-01-01,2024-01-02,p,,,ben,"
  echo "$first,K6,1,n,2024-01-01,2024-01-02,,$second,,ben,"; echo "$first,K4,,n,2024-01-01,2024-01-02,p,,,ben,"; } >bad.csv
refused "$evenhand" dossier review n.json --by ben --evidence bad.csv
expect "row 2: 'country' is not evidence"
expect 'row 3: K2 is measured'
expect 'row 4: rests on others'
expect "row 5: number ''"
echo account,role,language >wrong.csv
refused "$evenhand" dossier review n.json --by ben --roles wrong.csv
expect "the column 'language' is not evidence"
cmp n.json made.json || fail 'a refused file changed the dossier'

# All but the last are shown to be invented; the last stays without a role.
{ echo $header; for a in $accounts; do [ "$a" = "$last" ] || echo "$a,K4,1,\"0 of 1,000 random profiles\",2024-01-01,2024-01-02,https://archive.example/$a,,,ben,stock photo"; done; } >evidence.csv
{ echo account,role,followers; for a in $accounts; do [ "$a" = "$last" ] || echo "$a,fake_persona,100"; done; } >roles.csv
sed -i "s/^$first,fake_persona,100/$first,operator,9000/" roles.csv
"$evenhand" dossier review n.json --by ben --at 2026-01-02T00:00:00Z --evidence evidence.csv --roles roles.csv >out
expect '22 of 23 accounts are over the line'
refused "$evenhand" dossier check n.json
expect "$last: below the line: no evidence of deception"
"$evenhand" dossier leave-out n.json --by ben --at 2026-01-03T00:00:00Z --rest >out
expect '22 of 22'
! grep -q "\"$last\"" n.json || fail 'who was left out is named'
"$evenhand" dossier check n.json >out
expect '22 of 22 accounts are over the line, 1 were left out'
refused "$evenhand" dossier export n.json -o public --key hashes.key
expect 'only an accepted dossier may be published'
[ ! -e hashes.key ] || fail 'a key was made for nothing'

# Rules: nothing that is not accepted, and nobody who is not an account.
mkdir rules
cat >rules/main.sml <<'TEXT'
Author: Entity[str] = EntityJson(type='Account', path='$.who')
Post: str = JsonData(path='$.post')
Role = DossierRole(account=Author)
Deceives = Rule(when_all=[Role == 'fake_persona'], description=f'{Author} is in an accepted dossier')
TakenOver = Rule(when_all=[Role == 'hijacked'], description=f'{Author} was taken over')
WhenRules(rules_any=[Deceives], then=[Finding(clause='deception.persona', account=Author, item=Post)])
WhenRules(rules_any=[TakenOver], then=[DeclareVerdict(verdict='challenge')])
TEXT
cat >rules/rulebook.yaml <<'TEXT'
id: square
version: 1
languages: [en]
published_at: 2026-01-01T00:00:00Z
effective_at: 2026-01-01T00:00:00Z
families:
  deception: {expiry: P90D}
facts:
  dossier_role: {values: {operator: {en: Operator}, fake_persona: {en: Invented persona}, paid: {en: Paid}, hijacked: {en: Taken over}}, texts: {en: What an accepted dossier says}}
clauses:
  deception.persona:
    family: deception
    severity: grave
    when: raised
    account: suspend permanent
    automated_ok: true
    texts: {en: No invented personas.}
  deception.hijacked:
    family: deception
    severity: low
    when: dossier_role == hijacked
    account: challenge
    texts: {en: Prove control and get your account back.}
TEXT
cat >rules/attributes.yaml <<'TEXT'
attributes:
  - {path: "$.lang", class: audit, means: language}
TEXT
"$evenhand" check rules >out 2>&1 || { cat out; fail 'the rulebook does not pass'; }
"$evenhand" rulebook certify rules >out
expect 'granted'
mkdir rules/tests
cat >rules/tests/roles.yaml <<'TEXT'
tests:
  - name: an invented persona
    dossier_roles: {ann: fake_persona}
    event: {data: {who: ann, post: p1}}
    expect: {features: {Role: fake_persona, Deceives: true}}
  - name: somebody else
    dossier_roles: {ann: fake_persona}
    event: {data: {who: bob, post: p1}}
    expect: {features: {Role: null, Deceives: false}}
  - name: taken over
    dossier_roles: {ann: hijacked}
    event: {data: {who: ann, post: p1}}
    expect: {features: {Deceives: false, TakenOver: true}, verdicts: [challenge]}
TEXT
"$evenhand" test rules >out 2>&1 || { cat out; fail 'rule tests'; }
event() { printf '{"action_id":%s,"action_name":"post","timestamp":"%s","data":{"who":"%s","post":"p%s"}}\n' "$1" "$2" "$3" "$1"; }
event 1 2026-01-04T10:00:00Z "$second" >events
event 2 2026-01-06T10:00:00Z "$second" >>events
event 3 2026-01-06T10:00:00Z "$third" >>events
event 4 2026-01-06T10:00:00Z "$last" >>events
event 5 2026-01-08T00:00:00Z "$second" >>events
event 6 2026-01-08T10:00:00Z "$third" >>events
roles() { "$evenhand" run rules events --dossiers "$1" -o - 2>err | sed 's/.*"Role": *\("[a-z_]*"\|null\).*/\1/' | tr '\n' ' '; }
refused "$evenhand" run rules events --dossiers n.json -o -
expect 'n.json: it is not accepted, so nothing can follow from it'
refused "$evenhand" run rules events --dossiers found/networks.json -o -
expect "this is no dossier"
for name in ann Ben ' ben'; do
  refused "$evenhand" dossier accept n.json --by "$name" --at 2026-01-05T00:00:00Z
  expect 'somebody else must accept it'
done
"$evenhand" rulebook publish rules --store docket --origin example.org/record >out
cp n.json before.json
"$evenhand" dossier accept n.json --by cem --at 2026-01-05T00:00:00Z --store docket >out
expect 'on the public record'
cp docket/record/checkpoint accepted
"$evenhand" dossier accept before.json --by cem --at 2026-01-05T00:00:00Z --store docket >out
cmp docket/record/checkpoint accepted || fail 'accepted twice, and two leaves'
"$evenhand" dossier check n.json >out
expect 'accepted by cem'
[ "$(roles n.json)" = 'null "fake_persona" "fake_persona" null "fake_persona" "fake_persona" ' ] || fail "roles: $(roles n.json)"
mkdir all; cp n.json all
[ "$(roles all)" = "$(roles n.json)" ] || fail 'a folder says something else'
refused "$evenhand" dossier review n.json --by ben --claim 'worse'
expect 'it was accepted by cem'
sed 's/"role": "fake_persona"/"role": "operator"/' n.json >forged.json
refused "$evenhand" run rules events --dossiers forged.json -o -
expect 'it was changed after it was accepted'
refused "$evenhand" dossier check forged.json

# Each account has its own statement and its own appeal; when it is granted, the account is out the same day.
"$evenhand" run rules events --dossiers n.json -o - 2>err | "$evenhand" decide --store docket --findings --at posted >out 2>&1
expect 'No invented personas'
"$evenhand" account standing "$second" --store docket --at 2026-01-07T00:00:00Z >out
expect 'suspend'
decision=$("$evenhand" account standing "$second" --store docket --at 2026-01-07T00:00:00Z --format json | tr ',{' '\n\n' | sed -n 's/.*"decision": "\([^"]*\)".*/\1/p' | head -n 1)
"$evenhand" appeal file "$decision" --words 'I am who I say' --store docket --at 2026-01-08T08:00:00Z >out
"$evenhand" appeal assign "$decision/1" --reviewer r9 --store docket --at 2026-01-08T09:00:00Z >out
"$evenhand" appeal decide "$decision/1" --reviewer r9 --outcome overturned --reason 'the picture is hers' --store docket --at 2026-01-08T18:00:00Z >out
expect '\[ \] the decision rested on dossier network-3'
"$evenhand" decision checklist "$decision" --store docket >out
expect '^open .*removal from dossier network-3$'
refused "$evenhand" dossier remove n.json --account "$second" --by r9
"$evenhand" dossier remove n.json --account "$second" --by r9 --why "appeal $decision/1 granted" --at 2026-01-08T18:00:00Z --store docket >out
expect '21 of 22 accounts are over the line'
"$evenhand" decision checklist "$decision" --store docket >out
expect '^done .*removal from dossier network-3: appeal .* granted'
"$evenhand" dossier check n.json >out
[ "$(roles n.json)" = 'null "fake_persona" "fake_persona" null null "fake_persona" ' ] || fail "roles after the appeal: $(roles n.json)"
"$evenhand" replay rules --against rules events --dossiers n.json >out
expect '0 of 6 events change'
case_of() { printf '{"decision":"%s","account":"%s","item":"%s","posted":"%s","at":"%s","judgements":[]}\n' "$1" "$2" "$1" "$3" "$3"; }
case_of c1 "$third" 2026-01-09T00:00:00Z | "$evenhand" decide --store docket --dossiers n.json --format json >out 2>&1
"$evenhand" decision show c1 --store docket --format json >out
"$evenhand" conformity --store docket >out
expect 'the public record says the same'

# When nearly all are cleared, the rest falls with them, and is told why.
set -- $(echo "$accounts" | sed -n '3,20p')
flags=; for a in "$@"; do flags="$flags --account $a"; done
"$evenhand" dossier remove n.json $flags --by r9 --why 'appeals granted' --at 2026-01-10T00:00:00Z -o fallen.json >out
expect 'falls below the line: K2, K3 rest on accounts that are not in the dossier, and are withdrawn: it is reinstated the same day'
expect '0 of 22 accounts are over the line'
refused "$evenhand" dossier check fallen.json
expect 'rest on accounts that are not in the dossier'

# What may be said in public.
"$evenhand" dossier export n.json -o public --key hashes.key >out
expect '21 accounts: 1 named, 20 by hash; 1 corrected'
grep -q "$first" public/network-3.json || fail 'the operator above the line of followers is not named'
for a in $accounts; do [ "$a" = "$first" ] || ! grep -rqw "$a" public || fail "$a is named"; done
grep -q 'Corrections' public/network-3.en.html || fail 'there is no correction'
cp -r public once
"$evenhand" dossier export n.json -o public --key hashes.key >out
diff -r once public || fail 'published again it is something else'
"$evenhand" dossier export n.json -o strict --key hashes.key --follower-line 9000 >out
expect '0 named, 21 by hash'
"$evenhand" publish site --store docket --dossiers public --at 2026-01-12T00:00:00Z --format json >out
grep -q 'networks/network-3.html' site/en/networks.html || fail 'the site does not list it'
[ "$(gzip -9 -c site/en/networks/network-3.html | wc -c)" -le 12000 ] || fail 'the page is too large'
grep -q 'Nothing here says who is behind it' site/en/networks/network-3.html || fail 'no page of it'
cmp site/networks/network-3.json public/network-3.json || fail 'the site has not what was published, as data'
"$evenhand" bundle make site --store docket --kind reader --at 2026-01-12T00:00:00Z --out reader.zip >/dev/null
python3 -m zipfile -e reader.zip reader 2>/dev/null || unzip -q reader.zip -d reader
grep -q 'networks/network-3.html' reader/en/networks.html && [ -f reader/en/networks/network-3.html ] || fail 'a bundle says that no network is published'
[ ! -e reader/networks ] || fail 'a bundle for people has data for programs'
mkdir many; for n in 9 51 509; do sed "s/\"name\": *\"network-3\"/\"name\": \"network-$n\"/" public/network-3.json >many/network-$n.json; done
"$evenhand" publish many-site --store docket --dossiers many --at 2026-01-12T00:00:00Z >out
[ "$(grep -o 'networks/network-[0-9]*' many-site/en/networks.html | tr '\n' ' ')" = 'networks/network-9 networks/network-51 networks/network-509 ' ] ||
  fail 'networks are not in the order of their numbers'

"$evenhand" parity report --store docket --dossiers public --out parity >out || { cat out; fail 'the parity report'; }
expect 'networks: 1 dossiers, 21 accounts, 1 corrected'
grep -q '"accounts_by_role": {' parity/report.json || fail 'networks are not in the report'
grep -q 'fake_persona: 20' parity/report.html || fail 'networks are not on the page'
grep -q '"fell_short": 1' parity/report.json || fail 'who fell short is not counted'

# The report for reviewers: no script, nothing from elsewhere.
"$evenhand" dossier report n.json -o report >out
! grep -qi '<script\|src=\|href="http' report/report.html report/report.fa.html || fail 'something from elsewhere'
grep -q 'dir="rtl"' report/report.fa.html || fail 'Persian runs from left to right'

# Killed at any moment, a file is the old one or the new one.
for delay in 0 0.002 0.005 0.01 0.02; do
  cp made.json killed.json
  "$evenhand" dossier review killed.json --by ben --evidence evidence.csv --roles roles.csv >/dev/null 2>&1 & pid=$!
  sleep $delay; kill -9 $pid 2>/dev/null || true; wait $pid 2>/dev/null || true
  if ! cmp -s killed.json made.json; then "$evenhand" dossier show killed.json >out || fail 'half a file'; expect '22 '; fi
done
echo ok
