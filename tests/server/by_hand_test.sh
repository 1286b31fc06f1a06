#!/bin/bash
# The open door over HTTP: a site is served, codes are typed, appeals come in by the form, twice, wrong, pasted,
# and through a text browser; the server is killed on the way; and nothing of a reader is found afterwards.
#   usage: by_hand_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
command -v curl >/dev/null || { echo 'skipped: curl is not installed'; exit 77; }
work=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$1" "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; server=; }; }
trap 'stop -9; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

make_docket
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z --onion door.onion >/dev/null
code=$("$evenhand" code show d-1 --store docket)
comply=$("$evenhand" code show d-2 --store docket --purpose comply)
serve --at 2026-02-12T00:00:00Z --onion door.onion

say 'pages: packed, tagged, with their headers, the same for everyone'
get() { curl -sS --max-time 20 "$@"; }
get -D head -o page "$url/fa/"
cmp page site/fa/index.html
for header in "content-security-policy: default-src 'none'" 'referrer-policy: no-referrer' 'x-content-type-options: nosniff' \
  'cross-origin-opener-policy: same-origin' 'cross-origin-resource-policy: same-origin' 'cache-control: public, max-age=300, stale' \
  'onion-location: http://door.onion/fa/'; do
  grep -qi "^$header" head || die "no header $header"
done
[ "$(grep -ci '^onion-location' head)" = 1 ] || die 'Onion-Location not once'
! grep -qiE '^(set-cookie|server|x-powered)' head || die 'a header too many'
get -H 'Host: door.onion' -D head -o page "$url/fa/"
! grep -qi '^onion-location' head || die 'Onion-Location on the onion'
get -H 'Accept-Encoding: gzip' -D head -o page.gz "$url/fa/rules"
gzip -dc page.gz | cmp - site/fa/rules.html
get "$url/fa/rules/health.label" | cmp - site/fa/rules/health.label.html
[ $(($(wc -c <head) + $(wc -c <page.gz))) -le 12000 ] || die 'over its budget'
get -A reader-one -H 'Accept-Language: fa' -H 'Cookie: a=b' -e http://elsewhere.example/ -i "$url/en/decisions/1.html" >one
get -A reader-two -H 'Accept-Language: en' -i "$url/en/decisions/1.html" >two
cmp one two || die 'two readers get other bytes'
tag=$(sed -n 's/^[Ee][Tt]ag: *//p' head | tr -d '\r')
[ "$(get -o out -w '%{http_code}' -H "If-None-Match: $tag" "$url/fa/rules")" = 304 ] || die 'not 304'
[ "$(get -I -o head -w '%{http_code}' "$url/fa/index.html")" = 200 ] || die 'HEAD'
get "$url/fa/index.txt" | cmp - site/fa/index.txt
get "$url/record/checkpoint" | cmp - site/record/checkpoint
get -D head -o tile "$url/record/tile/0/000.p/4" || true
grep -qi '^cache-control: public, max-age=31536000, immutable' head || die 'a tile is not immutable'
for path in /../docket/record.key /%2e%2e/docket/record.key /fa/..%2f..%2fdocket/record.key //etc/passwd /.git /fa/%00 /fa/%; do
  [ "$(get --path-as-is -o out -w '%{http_code}' "$url$path")" = 404 ] || die "$path is not 404"
done
# As it is read out from paper: without a language.
get -D head "$url/code" >out
grep -q 'href="/fa/code"' out && grep -q 'href="/en/code"' out && grep -q ' 200 ' head || die '/code leads nowhere'
get -D head -o out "$url/fa/rules/health.deletion"
grep -qi '^onion-location: http://door.onion/fa/rules/health.deletion' head || die 'a rule does not say its onion address'
[ "$(get -X PUT -o out -w '%{http_code}' "$url/fa/")" = 405 ] || die 'PUT'

say 'forms: in each language, under their budgets'
[ "$(ls -d site/??/ | wc -l)" -ge 2 ] || die 'one language is no test'
for language in $(cd site && ls -d ?? ); do
  for form in code:3000 appeal:4000 comply:3000 report:4000 challenge:4000; do
    get --compressed -H 'Accept-Encoding: gzip' -o page -w '%{size_header} %{size_download}\n' "$url/$language/${form%:*}" >size
    read -r head body <size
    [ $((head + body)) -le "${form#*:}" ] || die "$language/$form takes $((head + body)) bytes"
    grep -q "action=\"/$language/${form%:*}\"" page || die "$language/$form has no form"
  done
done

say 'pages of limits: a field for a day, under their budget'
for page in $(cd site && ls {en,fa}/asymmetry/*.html {en,fa}/outages*.html); do
  get -H 'Accept-Encoding: gzip' -o page.gz -D head "$url/$page"
  gzip -dc page.gz >page
  grep -q 'name="at"' page || die "$page has no field"
  [ $(($(wc -c <head) + $(wc -c <page.gz))) -le 12000 ] || die "$page takes $(($(wc -c <head) + $(wc -c <page.gz))) bytes"
done

say 'a code: the decision, and what it may not tell'
post() { curl -sS --max-time 30 -o answer -D head -w '%{http_code} %{size_header} %{size_download}\n' "$@" >size; read -r status headers body <size; }
post -F decision=d-1 -F "code=$(printf %s "$code" | tr 'A-Z-' 'a-z ')" "$url/fa/code"
[ "$status" = 200 ] || die "a right code: $status"
grep -q 'name="code"' answer || die 'no form to appeal with'
grep -q 'محتوای' answer || grep -q 'بیانیه' answer || die 'no statement in Persian'
grep -qi '^cache-control: no-store' head || die 'a private page may be stored'
! grep -qi '^content-encoding' head || die 'a private page is packed'
grep -q 'اخطار با وزن .* (سلامت)' answer || die 'the standing in Persian has the id of a family'
! grep -q 'health)' answer || die 'the standing in Persian has the id of a family'
grep -q '<bdi class="n">d-1</bdi>' answer || die 'a number of a decision may break'
case $((headers + body)) in 4096 | 8192 | 12288) ;; *) die "a private page of $((headers + body)) bytes" ;; esac
grep -v '^[Dd]ate:' head >one.head && cp answer one
post -A other -H 'Accept-Language: ru' -H 'Cookie: a=b' -e http://elsewhere.example/ -H 'Accept-Encoding: gzip' -F decision=d-1 -F "code=$code" "$url/fa/code"
{ grep -v '^[Dd]ate:' head | cmp - one.head && cmp answer one; } || die 'two readers get other bytes behind a code'
post -F decision=d-2 -F "code=$code" "$url/en/code"
[ "$status" = 422 ] || die "a wrong code: $status"
sed 's/value="d-[^"]*"//' answer >wrong
post -F decision=d-9 -F "code=$code" "$url/en/code"
sed 's/value="d-[^"]*"//' answer | cmp - wrong || die 'a wrong code and no decision are told apart'
post -F decision=d-1 -F "code=${code%?}U" "$url/en/code"
grep -q 'Group 5 of the code' answer || die 'which group is wrong is not said'
grep -q "value=\"d-1\"" answer || die 'what was typed is gone'

say 'an appeal: its receipt, the same one twice, by any way'
post -F decision=d-1 -F "code=$code" -F 'words=نقل قول بود' -F answer=both "$url/fa/appeal"
[ "$status" = 200 ] || die "an appeal: $status"
cp answer first
post -F answer=both -F 'words=نقل قول بود' -F "code=$code" -F decision=d-1 "$url/fa/appeal"
cmp answer first || die 'another answer for the same appeal'
receipt_in answer >receipt.sig
"$evenhand" statement check receipt.sig --key site/keys/evenhand.pub >receipt.txt
grep -q '^Received: 2026-02-12' receipt.txt || die 'no receipt'
! grep -q "$code" answer || die 'a receipt with a code'
"$evenhand" appeal words d-1/1 --store docket | grep -q 'نقل قول بود' || die 'not on record'
# Percent-encoded, from a browser that knows nothing else; and a whole letter, and parts, pasted.
post --data-urlencode decision=d-1 --data-urlencode "code=$code" --data-urlencode 'words=نقل قول بود' "$url/fa/appeal"
cmp answer first || die 'percent-encoded is another appeal'
"$evenhand" appeal write --decision d-1 --code "$code" --words 'نقل قول بود' --out letter.txt
post -F 'words=<letter.txt' "$url/fa/appeal"
receipt_in answer | cmp - receipt.sig || die 'a pasted letter is another appeal'
"$evenhand" appeal seal-key --store docket >seal.pub
"$evenhand" appeal pack letter.txt --seal seal.pub | fold -w 40 >parts.txt
post -F 'words=<parts.txt' "$url/fa/appeal"
receipt_in answer | cmp - receipt.sig || die 'pasted parts are another appeal'
head -n 1 parts.txt >part.txt
post -F 'words=<part.txt' "$url/en/appeal"
[ "$status" = 422 ] || die 'a missing part is not told'
# Too much, and nothing, lose nothing.
printf 'x%.0s' $(seq 1 4001) >long.txt
post -F decision=d-2 -F "code=$code" -F 'words=<long.txt' "$url/en/appeal"
grep -q 4,001 answer && grep -q 'xxxxxxxxxx' answer || die 'what was typed is gone'
post -F decision=d-2 -F "code=$code" "$url/en/appeal"
[ "$status" = 422 ] || die 'no words'
head -c 200000 /dev/zero | tr '\0' x >big.txt
post -F 'words=<big.txt' "$url/en/appeal"
[ "$status" = 413 ] || die "too large: $status"
post -H 'Content-Type: text/plain' --data-binary x "$url/en/appeal"
[ "$status" = 400 ] || die "no form: $status"

say 'to delete from afar, to report'
post -F decision=d-2 -F "code=$comply" "$url/en/code"
grep -q 'value="at://ann/2"' answer || die 'no form to delete with'
post -F decision=d-2 -F "code=$comply" -F item=at://ann/2 "$url/en/comply"
receipt_in answer >deleted.sig
"$evenhand" statement check deleted.sig --key site/keys/evenhand.pub | grep -q '^Counts from: 2026-02-12' || die 'not deleted'
post -F account=bob -F item=at://bob/1 -F 'words=spam' "$url/en/report"
[ "$status" = 200 ] || die "a report: $status"

say 'what a stranger sent with the code is marked as not mine'
second=$("$evenhand" code show d-3 --store docket)
post -F decision=d-3 -F "code=$second" -F 'words=a stranger wrote this' "$url/en/appeal"
post -F decision=d-3 -F "code=$second" -F 'words=mine' "$url/en/appeal"
post -F decision=d-3 -F "code=$second" "$url/fa/code"
grep -q 'name="not_mine"' answer && grep -q 'نوشتهٔ ۲' answer || die 'what came is not listed'
! grep -q 'stranger wrote' answer || die 'the words are shown to whoever has the code'
case $((headers + body)) in 4096 | 8192 | 12288) ;; *) die "a private page of $((headers + body)) bytes" ;; esac
post -F decision=d-3 -F "code=$second" -F 'not_mine=1' "$url/en/appeal"
[ "$status" = 200 ] && grep -q 'Marked as not yours' answer || die "not marked: $status"
cp answer marked
post -F decision=d-3 -F "code=$second" -F 'not_mine=۱' "$url/en/appeal"
cmp answer marked || die 'another receipt for the same mark'
"$evenhand" appeal words d-3/1 --store docket >words.txt
grep -q '^1 of 2, .*; not from the author, says a holder of the code since 2026-02-12' words.txt || die "the reviewer does not see it: $(cat words.txt)"
grep -q 'a stranger wrote this' words.txt && grep -q '^mine' words.txt || die 'something is gone'
post -F decision=d-3 -F "code=$second" -F 'not_mine=7' -F 'words=more of mine' "$url/en/appeal"
[ "$status" = 200 ] && grep -q 'There is no text 7: 2 came until now' answer || die 'a wrong number is not told'
post -F decision=d-3 -F "code=$second" -F 'not_mine=7' -F 'words=more of mine' "$url/fa/appeal"
grep -q 'متن ۷ نیست: تا کنون ۳ رسیده است' answer || die "a wrong number is told in English: $(grep -o 'متن.*' answer)"
"$evenhand" appeal words d-3/1 --store docket | grep -q 'more of mine' || die 'its words are lost'

say 'an entry of the register is challenged'
post -F entry=r-IR-twitter-2 -F words=open "$url/en/challenge"
[ "$status" = 422 ] && grep -q 'No register is kept here' answer || die 'a register that is kept elsewhere'
"$evenhand" access init --store docket --by c1 --by c2 --at 2026-02-11T00:00:00Z >/dev/null
"$evenhand" publish with-register --store docket --at 2026-02-12T00:00:00Z >/dev/null
grep -q 'href="../challenge.html?entry=r-IR-twitter-2"' with-register/fa/asymmetry/IR.html || die 'an entry does not lead to the form'
grep -q 'EVENHAND CHALLENGE 1' with-register/fa/challenge.html || die 'a copy does not say how to challenge by letter'
! grep -q '<form' with-register/fa/challenge.html || die 'a form on a copy'
get "$url/fa/challenge.html?entry=r-IR-twitter-2" | grep -q 'value="r-IR-twitter-2"' || die 'the link does not fill in the entry'
for n in 1 2 3; do
  post -F entry=r-IR-twitter-2 -F 'words=باز است' -F 'sources=https://example.org/a' "$url/fa/challenge"
  [ "$status" = 200 ] || die "a challenge: $status"
  [ $n = 1 ] && cp answer challenged
  cmp answer challenged || die 'another receipt for the same challenge'
done
receipt_in answer >challenge.sig
"$evenhand" statement check challenge.sig --key site/keys/evenhand.pub | grep -q '^Answer by: 2026-02-26' || die 'no day of answer'
printf 'EVENHAND CHALLENGE 1\nثبت: r-IR-twitter-2\nمنبع: https://example.org/a\n\nباز است\n' >challenge.txt
"$evenhand" appeal import challenge.txt --store docket --receipts challenges --at 2026-02-13T00:00:00Z | grep -q 'c-1 .*is there already' || die 'another challenge by letter'
cmp challenge.sig challenges/receipt-c-1.txt || die 'another receipt by letter'
for bad in 'words=write to me@example.org' 'words=from 192.0.2.7' 'words=x&sources=example.org'; do
  post -d "entry=r-IR-twitter-2&$bad" "$url/en/challenge"
  [ "$status" = 422 ] || die "$bad is taken"
done
post -F entry=r-XX-none-1 -F words=x "$url/en/challenge"
[ "$status" = 422 ] && grep -q 'has no such entry' answer || die 'an entry that is not there'
"$evenhand" access challenges --store docket --at 2026-02-27T00:00:00Z >challenges.txt
[ "$(grep -c '^c-' challenges.txt)" = 1 ] || die "challenges: $(cat challenges.txt)"
grep -q '^c-1  r-IR-twitter-2  answer by 2026-02-26.*late' challenges.txt || die 'curators do not see that it is late'
"$evenhand" access answer c-1 --why 'Two origins show it' --by c3 --by c4 --store docket --at 2026-02-14T00:00:00Z >/dev/null
"$evenhand" access challenges --store docket --all --format json | grep -q '"upheld": *false' || die 'no answer in the list'
"$evenhand" publish with-register --store docket --at 2026-02-15T00:00:00Z >/dev/null
grep -q 'Two origins show it' with-register/fa/asymmetry/IR.html || die 'the answer is not public'
for n in $(seq 2 51); do
  printf 'EVENHAND CHALLENGE 1\nEntry: r-IR-twitter-2\n\nclaim %s\n' $n >many-$n.txt
done
"$evenhand" appeal import many-*.txt --store docket --at 2026-02-20T00:00:00Z >many.out || true
[ "$(grep -c 'is filed' many.out)" = 50 ] || die 'how many a day'
printf 'EVENHAND CHALLENGE 1\nEntry: r-IR-twitter-2\n\none more\n' >more.txt
! "$evenhand" appeal import more.txt --store docket --at 2026-02-20T10:00:00Z >out || die 'more than a day takes'
grep -q 'send it tomorrow' out || die 'not told to come tomorrow'
"$evenhand" appeal import more.txt --store docket --at 2026-02-21T00:00:00Z | grep -q 'is filed' || die 'tomorrow it is refused too'

say 'a text browser'
if command -v w3m >/dev/null; then
  w3m -dump "$url/fa/appeal" | grep -q 'چرا نادرست است' || die 'w3m shows no form'
  second=$("$evenhand" code show d-2 --store docket)
  printf 'decision=d-2&code=%s&words=typed+in+w3m' "$second" >w3m.txt
  w3m -dump -post w3m.txt "$url/en/appeal" | grep -q 'EVENHAND RECEIPT 1' || die 'w3m cannot appeal'
  "$evenhand" appeal words d-2/1 --store docket | grep -q 'typed in w3m' || die 'not on record'
else
  echo '   (w3m is not installed)'
fi

say 'other commands work beside it'
"$evenhand" appeal take d-1/1 --by r7 --store docket --at 2026-02-12T01:00:00Z >/dev/null 2>&1 || "$evenhand" account standing ann --store docket >/dev/null || true
"$evenhand" publish site --store docket --at 2026-02-12T00:00:00Z --onion door.onion >/dev/null
get "$url/received.txt" | cmp - site/received.txt
"$evenhand" code check "$code" --received site/received.txt | grep -q 'has arrived' || die 'not in received.txt'

say 'what an appeal came to, and why'
add_decision 8
eight=$("$evenhand" code show d-8 --store docket)
behind() { get -F decision=d-8 -F code="$eight" "$url/fa/code.txt"; }
get -F decision=d-8 -F code="$eight" -F 'words=نقل قول بود' -F answer=page "$url/fa/appeal" >/dev/null
"$evenhand" appeal assign d-8/1 --reviewer r2 --store docket --at 2026-02-12T01:00:00Z >/dev/null
"$evenhand" appeal ask d-8/1 --reviewer r2 --question 'از چه کسی نقل کردید؟' --store docket --at 2026-02-12T02:00:00Z >/dev/null
behind | grep -q 'از چه کسی نقل کردید؟' || die "the question is not shown: $(behind)"
"$evenhand" appeal reply d-8/1 --words 'از روزنامه' --store docket --at 2026-02-12T03:00:00Z >/dev/null
! behind | grep -qE 'از چه کسی|از روزنامه' || die 'what the author said is shown to whoever has the code'
"$evenhand" appeal decide d-8/1 --reviewer r2 --outcome upheld --reason 'گوینده آن را تأیید کرده است' --store docket --at 2026-02-12T04:00:00Z >/dev/null
behind | grep -q 'گوینده آن را تأیید کرده است' || die "an answer without its reasons: $(behind)"
behind | grep -q 'یک بار دیگر اعتراض کنید' && behind | grep -q '\[new_facts\]' || die 'no way to bring new facts'
get -F decision=d-8 -F code="$eight" -F 'words=باز هم' "$url/fa/appeal" | grep -q 'پاسخ پشت رمز' || die 'why nothing can be added is not said in Persian'
! grep -rq 'گوینده آن را' site || die 'the reasons are public'

say 'it ends in good order'
kill -TERM "$server"
wait "$server" || die 'it did not end well'
server=

say 'killed on the way: a receipt that was given is of an appeal that is kept'
appeals=4
for n in $(seq 10 $((9 + appeals))); do add_decision "$n"; done
for n in $(seq 10 $((9 + appeals))); do
  serve --at 2026-02-13T00:00:00Z
  key=$("$evenhand" code show "d-$n" --store docket)
  curl -sS --max-time 10 -o "kept-$n" -F "decision=d-$n" -F "code=$key" -F "words=words of $n" "$url/en/appeal" 2>/dev/null &
  client=$!
  sleep "0.0$((n * 7 % 10))"
  stop -9
  wait "$client" 2>/dev/null || true
  if [ -s "kept-$n" ] && grep -q 'EVENHAND RECEIPT 1' "kept-$n"; then
    "$evenhand" appeal words "d-$n/1" --store docket | grep -q "words of $n" || die 'a receipt without its appeal'
  fi
done
"$evenhand" conformity --store docket >/dev/null || die 'store and record differ'

say 'what is counted: hours and kinds, rounded to ten'
serve --at 2026-02-13T05:00:00Z --counters counts.txt
for n in $(seq 1 23); do echo "url = \"$url/fa/rules\""; echo 'output = out'; done >many
curl -sS -K many
post -F decision=d-9 -F "code=$code" "$url/en/code"
stop -TERM
[ "$(cat counts.txt)" = '2026-02-13T05Z page 20' ] || die "counted: $(cat counts.txt)"

say 'a log in front of it is found, and it does not serve'
mkdir logs
serve --at 2026-02-13T05:00:00Z --check-logs logs
sleep 4
kill -0 "$server" || die "it ended without a log: $(cat server.log)"
stop -TERM
if command -v python3 >/dev/null; then
  cat >front.py <<'PY'
import http.server
class Front(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(404)
        self.send_header('Content-Length', '0')
        self.end_headers()
    def log_message(self, form, *words):
        with open('logs/access.log', 'a') as log: log.write(form % words + '\n')
server = http.server.HTTPServer(('127.0.0.1', 0), Front)
print(server.server_address[1], flush=True)
server.serve_forever()
PY
  python3 front.py >front.port &
  front=$!
  for _ in $(seq 1 100); do [ -s front.port ] && break; sleep 0.05; done
  code_of_it=0
  timeout 20 "$evenhand" serve --site site --store docket --listen 127.0.0.1:0 --check-logs logs \
    --address "http://127.0.0.1:$(cat front.port)" >out 2>err || code_of_it=$?
  kill "$front"
  [ "$code_of_it" = 2 ] && grep -q 'logs/access.log.*readers are logged' err || die "a log is not found: $code_of_it $(cat out err)"
fi

say 'no trace of a reader'
# Everything the server could have written, with what it was sent: its own output, the store, the site.
serve --at 2026-02-14T00:00:00Z
canary=canary-$RANDOM$RANDOM
get -A "$canary-browser" -e "http://$canary-from.example/" -H "X-Forwarded-For: 203.0.113.77" -H "Accept-Language: x-$canary" \
  -o out "$url/fa/rules?$canary-query"
get -A "$canary-browser" -o out "$url/$canary-path" || true
post -A "$canary-browser" -F decision=d-1 -F "code=$code" "$url/en/code"
post -A "$canary-browser" -F "decision=$canary-typed" -F "code=$code" "$url/en/code"
post -A "$canary-browser" -F decision=d-1 -F "code=$code" -F "words=$canary-words" "$url/en/appeal"
stop -TERM
find docket site server.log -type f >files
search() { xargs grep -laF -- "$1" <files || true; }
[ -n "$(search "$canary-words")" ] || die 'the search does not find what is kept on purpose'
for trace in "$canary-browser" "$canary-from" "$canary-path" "$canary-query" "$canary-typed" 'x-canary' 203.0.113.77 127.0.0.1: \
  "$code" "$(printf %s "$code" | tr -d -)" "$comply" 'curl/'; do
  found=$(search "$trace" | grep -v server.log || true)
  [ "$trace" = 127.0.0.1: ] || found=$(search "$trace")
  [ -z "$found" ] || die "a trace of a reader ($trace) in: $found"
done
echo 'the door over HTTP holds'
