#!/bin/bash
# The walk of somebody who reaches the site through Tor alone: the notice, the reasons behind a code, an appeal, its answer, over an onion
# service in a private network on this machine, with seven days between and with ninety; the same through an obfs4 bridge and no other
# relay. Prints bytes and seconds.
#   usage: onion_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
for tool in tor tor-gencert obfs4proxy curl; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
server=
cd "$work"
. "$root/tests/server/door.sh"
. "$root/tests/onion/network.sh"
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; stop_tors; sleep 0.5; rm -rf "$work"' EXIT

say 'a private network: three authorities, four relays, an obfs4 bridge, an onion service'
find_ports
make_authorities
make_relays
make_bridge
make_service "$work/door.sock"
make_client reader $((base + 20))
make_client bridged $((base + 24)) "UseBridges 1
ClientTransportPlugin obfs4 exec $(command -v obfs4proxy)
Bridge $bridge"

say 'a suspended account'
"$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
"$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
for n in 1 2 3; do case_line $n 3 | sed "s/2026-02-03T12/2026-02-0${n}T12/; s/2026-02-03T00/2026-01-2${n}T00/"; done >cases.jsonl
"$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1
"$evenhand" account standing ann --store docket --at 2026-02-04T00:00:00Z | grep -q suspend || die 'the account is not suspended'
"$evenhand" publish site --store docket --at 2026-02-04T00:00:00Z --onion "$onion" >/dev/null
code=$("$evenhand" code show d-3 --store docket)
cp -r docket docket.before
cp -r site site.before

day() { date -u -d "2026-02-04 + $1 days" +%Y-%m-%dT%H:%M:%SZ; }

# The server so many days after the suspension, behind the onion service.
serve_on() {
  [ -z "$server" ] || { kill "$server"; wait "$server" || die 'the server did not end well'; }
  : >server.log  # of another server it would say too early that this one serves
  "$evenhand" serve --site site --store docket --unix door.sock --onion "$onion" --at "$(day "$1")" >server.log 2>&1 &
  server=$!
  wait_until 20 "grep -q '^serving' server.log" || die "$(cat server.log)"
}

# One request through the client whose SOCKS port is $socks: what for, and what curl is told.
ask() {
  local what=$1
  shift
  curl -sS -o answer -D head --max-time 180 --socks5-hostname "127.0.0.1:$socks" -w '%{http_code} %{size_header} %{size_download} %{time_total}\n' "$@" \
    >took 2>error || die "$what: $(cat error)"
  read -r status headers body seconds <took
  [ "$status" = 200 ] || die "$what: $status"
  printf '   %-40s %6d bytes %7.2f s\n' "$what" $((headers + body)) "$seconds"
}

# The reasons are read, the line goes for so many days, the appeal is filed when it is back, and the answer is read.
walk() {  # by which way, its SOCKS port, the client's name, days
  socks=$2
  local days=$4
  say "$1, $days days"
  rm -rf docket site && cp -r docket.before docket && cp -r site.before site
  serve_on 1
  local begun=$SECONDS
  wait_until 240 "curl -s -o answer --max-time 60 --socks5-hostname 127.0.0.1:$socks http://$onion/fa/" || die "no page: $(tail -n 3 "$net/$3/log")"
  printf '   the first page after %s s\n' $((SECONDS - begun))
  ask 'the start, warm' "http://$onion/fa/"
  cmp -s answer site/fa/index.html || die 'another page than the clear site'
  ! grep -qi '^onion-location' head || die 'Onion-Location on the onion'
  ask 'the form' "http://$onion/fa/code"
  grep -q "action=\"http://$onion/fa/code\"" answer || die 'the form leads elsewhere'
  ask 'the reasons, by code' -F decision=d-3 -F "code=$code" "http://$onion/fa/code"
  grep -q 'd-3' answer || die 'no reasons'

  serve_on "$days"
  local letter=(-F decision=d-3 -F "code=$code" -F 'words=نقل قول بود' -F answer=both
    -F "cut_off=$(date -u -d "$(day 1)" +%F) $(date -u -d "$(day "$days")" +%F)")
  ask 'an appeal and its receipt' "${letter[@]}" "http://$onion/fa/appeal"
  receipt_in answer >receipt.sig
  "$evenhand" statement check receipt.sig --key site/keys/evenhand.pub >receipt.txt || die 'the receipt does not hold'
  grep -q "^Received: $(day "$days")" receipt.txt || die "the clock is wrong: $(cat receipt.txt)"
  ask 'the same again' "${letter[@]}" "http://$onion/fa/appeal"
  receipt_in answer | cmp - receipt.sig || die 'a second appeal'

  mkdir -p site/bundles
  "$evenhand" appeal assign d-3/1 --reviewer r2 --store docket --at "$(day $((days + 1)))" >/dev/null
  "$evenhand" appeal decide d-3/1 --outcome overturned --reviewer r2 --reason 'نقل قول بود؛ حساب باز می‌شود' --store docket --at "$(day $((days + 2)))" >/dev/null
  local week
  week=$(date -u -d "$(day $((days + 2)))" +%G-W%V)
  "$evenhand" bundle answers --store docket --week "$week" --at "$(day $((days + 7)))" --out site/bundles >/dev/null
  "$evenhand" publish site --store docket --at "$(day $((days + 7)))" --onion "$onion" >/dev/null
  serve_on $((days + 7))
  ask 'whether it arrived' "http://$onion/received.txt"
  "$evenhand" code check "$code" --received answer | grep -q 'has arrived' || die 'not in received.txt'
  ask 'the answer, behind the code' -F decision=d-3 -F "code=$code" "http://$onion/en/code"
  grep -q 'the decision is overturned' answer || die "no answer: $(cat answer)"
  ask 'the answer, in a bundle for everybody' "http://$onion/bundles/$(cd site/bundles && ls *-answers-*.zip | head -n 1)"
  cp answer answers.zip
  "$evenhand" answer open answers.zip --code "$code" --key site/keys/evenhand.pub >answer.txt || die 'the answer does not open'
  grep -q '^Outcome: overturned' answer.txt || die "$(cat answer.txt)"
  ! "$evenhand" account standing ann --store docket --at "$(day $((days + 7)))" | grep -q '^  suspend' || die 'still suspended'
  [ "$("$evenhand" appeal words d-3/1 --store docket | grep -c 'نقل قول بود')" = 1 ] || die 'the words are not on record once'
  "$evenhand" conformity --store docket >/dev/null || die 'store and record differ'
}

for days in 7 90; do
  walk 'through Tor' $((base + 20)) reader $days
  walk 'through an obfs4 bridge' $((base + 24)) bridged $days
done
[ "$(relays_of $((base + 24)) | sort -u)" = "\$$(sed 's/.* //' "$net/bridge/fingerprint")" ] || die "the bridge is not the only relay that it talks to: $(relays_of $((base + 24)))"
echo '   the bridge was the only relay that this reader talked to'

say 'nothing of a reader'
kill "$server" && wait "$server" || die 'the server did not end well'
server=
! grep -rqaF -e "$onion" -e 'curl/' docket || die 'a trace of an onion reader'
echo 'the walk holds over an onion service, and through a bridge'
