#!/bin/bash
# What a censor on the line can do, one thing after the other and all at once: what a reader then sees, and that the page comes all the
# same, or that a way around which the site itself names (ways.txt, a mirror, a bundle) leads to it.
#   usage: censor_test.sh EVENHAND LINE_RELAY PROJECT_ROOT
set -eu
PATH=$PATH:/usr/sbin:/sbin
evenhand=$1 relay=$2 root=$3
here=$root/tests/censor
for tool in unshare ip nft dnsmasq curl openssl python3; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
if [ -z "${EVENHAND_INSIDE:-}" ]; then
  unshare -Urnm true 2>/dev/null || { echo 'skipped: this system gives no namespaces to its users (unshare -Urnm)'; exit 77; }
  EVENHAND_INSIDE=1 exec unshare -Urnm "$0" "$@"
fi
work=$(mktemp -d)
# The system's own, where there is one: what stands before it may take its time to start.
python=$(PATH=/usr/bin:/bin command -v python3 || command -v python3)
. "$root/tests/server/door.sh"
. "$here/network.sh"
server= lanes=()
trap 'kill "${lanes[@]}" $server 2>/dev/null || true; wait 2>/dev/null || true; cd /; rm -rf "$work"' EXIT
cd "$work"
mount -t tmpfs none /run
# The reader's resolver, which tests change; in place, since it is mounted.
echo 'nameserver 10.66.1.1' >resolv.conf
mount --bind resolv.conf /etc/resolv.conf 2>/dev/null || { echo 'skipped: /etc/resolv.conf cannot be replaced here'; exit 77; }
ip netns add try 2>try.log && ip netns exec try nft add table inet try 2>>try.log ||
  { echo "skipped: this system lets its users have no namespace with nft in it: $(tail -n 1 try.log)"; exit 77; }

# ---- the site, what a reader has of it from before, and what stands for the world

make_docket
cat >ways <<'WAYS'
EVENHAND WAYS 1
Date: 2026-02-10
Until: 2026-05-11
Site: https://site.example/
Site: https://other.example/
Site: https://10.66.2.3/
Mirror: http://10.66.3.2/  kept by a library until 2026-05-11
WAYS
now='--at 2026-02-10T00:00:00Z'
"$evenhand" publish site --store docket --ways ways $now >/dev/null
"$evenhand" bundle make site --store docket --kind full $now --out full.zip >/dev/null
"$evenhand" bundle make site --store docket --kind reader $now --out reader.zip >/dev/null
$python -m zipfile -e full.zip mirror
mkdir person
$python -m zipfile -e reader.zip person/bundle
cp site/keys/evenhand.pub person
"$evenhand" statement check person/bundle/ways.txt --key person/evenhand.pub >person/ways.txt || die 'the bundle has no signed ways.txt'
code=$("$evenhand" code show d-1 --store docket)
certificate() {  # file, names
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.crt" -days 36500 -subj '/CN=test' \
    -addext "subjectAltName=$2" 2>openssl.log || die "$(cat openssl.log)"
  cat "$1.key" "$1.crt" >"$1.pem"
}
certificate site DNS:site.example,DNS:other.example,IP:10.66.2.2,IP:10.66.2.3
certificate home DNS:site.example
: >server.log
"$evenhand" serve --site site --store docket --unix door.sock --at 2026-02-12T00:00:00Z --address https://site.example \
  --address https://other.example --address https://10.66.2.3 >server.log 2>&1 &
server=$!
wait_for 60 "grep -q '^serving' server.log" || die "$(cat server.log)"

# ---- a reader

# Asks; what comes of it is in $seen, the seconds in $took, the bytes in $size, the answer in a file.
look() {  # address, seconds, what curl is told beside it
  local url=$1 most=$2 error=0 status head body
  shift 2
  inside client curl -sS --compressed --cacert "$work/site.crt" --max-time "$most" -o answer -w '%{http_code} %{size_header} %{size_download} %{time_total}\n' \
    "$@" "$url" >took 2>error || error=$?
  read -r status head body took <took || true
  size=$((head + body))
  case $error:$status in
    0:200) if cmp -s answer "$work/site/fa/index.html"; then seen='the page'; else seen='another page'; fi ;;
    0:*) seen="status $status" ;;
    6:*) seen='no such name' ;;
    7:*) seen='refused' ;;
    28:*) seen='no answer' ;;
    35:* | 56:*) seen='reset' ;;
    60:*) seen='a false certificate' ;;
    *) seen="curl says $error: $(cat error)" ;;
  esac
}

fault() { printf '== %s\n' "$1"; }
sees() { [ "$seen" = "$2" ] || die "$1: $seen, not $2"; printf '   %-34s %-20s %6.2f s\n' "$1" "$seen" "$took"; }
bit() { local n; n=$(caught); [ "${n:-0}" -ge "${1:-1}" ] || die 'the rule caught nothing'; }

# The ways of the signed list, in its order, until one leads to the page; which one it is to be.
around() {  # address, seconds for each
  local way
  for way in $(sed -n 's/^\(Site\|Mirror\): \([^ ]*\).*/\2/p' "$work/person/ways.txt"); do
    look "${way}fa/index.html" "$2" --connect-timeout 2
    [ "$seen" != 'the page' ] || break
  done
  [ "$way" = "$1" ] || die "the way that leads there is $way, not $1"
  sees "around: $way" 'the page'
}

# All of a mirror that a reader can check, from where the reader is.
check_mirror() {
  inside client "$evenhand" mirror check http://10.66.3.2 --key "$work/person/evenhand.pub" --at 2026-02-11T00:00:00Z --samples 10 >check.txt ||
    die "the mirror: $(cat check.txt)"
  printf '   %-34s %s\n' 'the mirror, checked' "$(tail -n 1 check.txt)"
}

check_bundle() {
  inside client "$evenhand" bundle verify "$work/reader.zip" --key "$work/person/evenhand.pub" --at 2026-02-11T00:00:00Z >check.txt ||
    die "the bundle: $(cat check.txt)"
  printf '   %-34s %s\n' 'around: a bundle, by file' "$(tail -n 1 check.txt)"
}

hosts() {
  start abroad front.log $python -I -S "$here/host.py" 10.66.2.2 10.66.2.3 --front "$work/door.sock" --tls "$work/site.pem"
  start home mirror.log $python -I -S "$here/host.py" 10.66.3.2 --folder "$work/mirror"
  wait_for 60 'grep -q ready front.log && grep -q ready mirror.log' || die "no hosts: $(cat front.log mirror.log)"
}

# ---- what cuts: names, addresses, the line abroad, hours

lie='this page is closed by order'
blocks() {
  make_network blocks
  hosts
  start home lie.log $python -I -S "$here/host.py" 10.66.3.3 --says "$lie" --tls "$work/home.pem"
  resolver abroad 10.66.2.2 --address=/site.example/10.66.2.2 --address=/other.example/10.66.2.2
  resolver censor 10.66.1.1 --server=10.66.2.2 --address=/site.example/10.66.3.3
  wait_for 60 'grep -q ready lie.log' || die "no lie: $(cat lie.log)"
  wait_for 60 'look https://other.example/fa/index.html 5; [ "$seen" = "the page" ]' || die "the network does not work: $seen"

  fault 'false DNS'
  allow
  look http://site.example/fa/index.html 10
  sees http://site.example/ 'another page'
  grep -q "$lie" answer || die 'not the lie'
  look https://site.example/fa/index.html 10
  sees https://site.example/ 'a false certificate'
  around https://other.example/ 10
  echo 'nameserver 10.66.2.2' >"$work/resolv.conf"
  look https://site.example/fa/index.html 10
  sees 'around: a resolver abroad' 'the page'

  fault 'all DNS captured'
  rules 'chain names { type nat hook prerouting priority -100; iifname "near" udp dport 53 counter redirect to :53
    iifname "near" tcp dport 53 redirect to :53; }' || die "$(cat missing.log)"
  look http://site.example/fa/index.html 10
  sees 'a resolver abroad' 'another page'
  grep -q "$lie" answer || die 'not the lie'
  bit
  around https://other.example/ 10
  look https://10.66.2.3/fa/index.html 10
  sees 'around: an address without a name' 'the page'

  # From here on names are told truly.
  allow

  fault 'address dropped'
  forward 'ip daddr 10.66.2.2 tcp dport { 80, 443 } counter drop' || die "$(cat missing.log)"
  look https://site.example/fa/index.html 2
  sees https://site.example/ 'no answer'
  bit
  around https://10.66.2.3/ 10
  # What is answered there stays on this way, to the receipt.
  look https://10.66.2.3/fa/code 10
  grep -q 'action="https://10.66.2.3/fa/code"' answer || die "the form leads elsewhere: $(grep -o 'action="[^"]*"' answer)"
  look https://10.66.2.3/fa/appeal 30 -F decision=d-1 -F "code=$code" -F 'words=نقل قول بود'
  grep -q 'EVENHAND RECEIPT 1' answer || die "no receipt: $seen"
  printf '   %-34s %-20s %6.2f s\n' 'an appeal by the same way' 'its receipt' "$took"

  fault 'reset'
  forward 'ip daddr 10.66.2.2 tcp dport { 80, 443 } counter reject with tcp reset' || die "$(cat missing.log)"
  look https://site.example/fa/index.html 10
  sees https://site.example/ refused
  bit
  around https://10.66.2.3/ 10

  fault 'reset by the name in the handshake (SNI)'
  allow
  if inside censor iptables -A FORWARD -p tcp --dport 443 -m string --algo bm --icase --string site.example -j REJECT --reject-with tcp-reset 2>>missing.log; then
    look https://site.example/fa/index.html 10
    sees https://site.example/ reset
    around https://other.example/ 10
    inside censor iptables -F FORWARD
  else
    skip sni "iptables' string match"
  fi

  fault 'national network only'
  forward 'oifname "out" counter drop' || die "$(cat missing.log)"
  look https://10.66.2.3/fa/index.html 2
  sees https://10.66.2.3/ 'no answer'
  bit
  around http://10.66.3.2/ 10
  check_mirror

  fault 'curfew'
  # A window of twenty minutes around now, and one twelve hours away; two rules where it holds midnight.
  local minute begin end
  hours() { date -u -d "@$(($1 % 1440 * 60))" +'"%H:%M"'; }
  window() {
    begin=$((($1 + 1430) % 1440)) end=$((($1 + 10) % 1440))
    if [ $begin -lt $end ]; then
      forward "oifname \"out\" meta hour >= $(hours $begin) meta hour < $(hours $end) counter drop"
    else
      forward "oifname \"out\" meta hour >= $(hours $begin) counter drop; oifname \"out\" meta hour < $(hours $end) counter drop"
    fi
  }
  minute=$(($(date -u +%s) / 60 % 1440))
  if TZ=UTC window "$minute"; then
    look https://10.66.2.3/fa/index.html 2
    sees 'within its hours' 'no answer'
    check_bundle
    TZ=UTC window $((minute + 720))
    look https://10.66.2.3/fa/index.html 10
    sees 'outside them' 'the page'
  else
    skip curfew 'meta hour'
  fi
}

# ---- what spoils: a slow line, lost packets, delay

# The heaviest page there is.
heaviest() { (cd site && for page in */*.html */*/*.html; do printf '%s %s\n' "$(gzip -9c "$page" | wc -c)" "$page"; done | sort -n | tail -n 1); }

# Times are those of the specification, and half as much again.
slow() {
  make_network slow
  hosts
  fault '32 kbit/s'
  look "https://10.66.2.3/$heavy" 20
  mv answer whole
  inside censor tc qdisc add dev near root tbf rate 32kbit burst 1600 latency 2s 2>>missing.log || { skip slow "tc's token bucket (tbf)"; return 0; }
  look "https://10.66.2.3/$heavy" 5.4
  cmp -s answer whole || die "$heavy: $seen"
  awk "BEGIN { exit !($took >= $size * 8 / 32000 * 0.8) }" || die "$size bytes in $took s: the line is not slow"
  printf '   %-34s %-20s %6.2f s\n' "/$heavy" "$size bytes" "$took"
}

lossy() {
  make_network lossy
  hosts
  fault 'every fifth packet lost, each way'
  forward 'numgen random mod 100 < 20 counter drop' || { skip lossy 'numgen'; return 0; }
  local tries=0 came=0 longest=0
  # A page may be unlucky; five of them are not.
  while [ $came -lt 3 ] || [ "$(caught)" -lt 10 ]; do
    tries=$((tries + 1))
    [ $tries -le 12 ] || die "$came of 12 pages came in 7.2 s, $(caught) packets were lost"
    look https://10.66.2.3/fa/index.html 7.2
    [ "$seen" = 'the page' ] || continue
    came=$((came + 1))
    longest=$(printf '%s\n%s\n' "$took" "$longest" | sort -n | tail -n 1)
  done
  printf '   %-34s %-20s %6.2f s at most; %s packets lost\n' https://10.66.2.3/ "$came of $tries pages" "$longest" "$(caught)"
}

late() {
  fault '2 s there and back'
  make_network late --delay 1000 || { skip late '/dev/net/tun'; return 0; }
  hosts
  look https://10.66.2.3/fa/index.html 9.2
  sees https://10.66.2.3/ 'the page'
  awk "BEGIN { exit !($took >= 6) }" || die "a page after $took s: the line is not late"
}

# Names captured, an address dropped, a name reset, and the line at its worst.
worst() {
  fault 'all of it at once'
  make_network worst "${worst_line[@]}" || { skip worst '/dev/net/tun'; return 0; }
  hosts
  rules 'chain names { type nat hook prerouting priority -100; udp dport 53 redirect to :53; }
    chain forward { type filter hook forward priority 0; ip daddr 10.66.2.2 counter drop; }' || die "$(cat missing.log)"
  inside censor iptables -A FORWARD -p tcp --dport 443 -m string --algo bm --icase --string site.example -j REJECT --reject-with tcp-reset 2>>missing.log || true
  look https://10.66.2.2/fa/index.html 6
  [ "$seen" != 'the page' ] || die 'the address is not dropped'
  bit
  patiently https://10.66.2.3/
}

# And the national network only, and then not even that.
cut() {
  fault 'all of it at once, on the national network only; then without any line'
  make_network cut "${worst_line[@]}" || { skip cut '/dev/net/tun'; return 0; }
  hosts
  forward 'oifname "out" counter drop' || die "$(cat missing.log)"
  look https://10.66.2.3/fa/index.html 6
  [ "$seen" != 'the page' ] || die 'the line abroad is not cut'
  bit
  patiently http://10.66.3.2/
  forward 'counter drop' || die "$(cat missing.log)"
  look http://10.66.3.2/fa/index.html 3
  sees http://10.66.3.2/ 'no answer'
  bit
  check_bundle
}

# On the worst line a reader tries again.
patiently() {
  local try
  for try in 1 2 3; do
    look "${1}fa/index.html" 25
    [ "$seen" != 'the page' ] || break
  done
  sees "around: $1, at try $try" 'the page'
}
worst_line=(--delay 1000 --rate 32000 --loss 20 --seed "${EVENHAND_SEED:-11}")

# ---- each lane has a network and a folder of its own

skip() {
  printf '   skipped: this system has no %s\n' "$2"
  echo "$1" >>"$work/skipped"
}

lane() {
  trap stop_all EXIT
  mkdir "$work/lane-$1" && cd "$work/lane-$1"
  "$1"
}
heavy=$(heaviest)
heavy=${heavy#* }
names=(blocks slow lossy late worst cut)
for name in "${names[@]}"; do
  (lane $name) >"$name.out" 2>&1 &
  lanes+=($!)
done
failed=
for n in "${!names[@]}"; do
  wait "${lanes[$n]}" || failed+=" ${names[$n]}"
  cat "${names[$n]}.out"
done
[ -z "$failed" ] || die "in${failed}"
# Names, addresses and the line abroad need nothing but nft. What else a system may lack is listed here, and not all of it at once.
skipped=$([ ! -f skipped ] || cat skipped)
for one in $skipped; do
  case $one in sni | curfew | slow | lossy | late | worst | cut) ;; *) die "$one may not be skipped" ;; esac
done
[ "$(echo $skipped | wc -w)" -le 3 ] || die "too much is skipped to be a test:" $skipped
echo 'behind each fault the page comes, or a way around leads to it'
