#!/bin/bash
# The light path over bad lines: a public page, the reasons behind a code, an appeal filed; and the same with the
# line cut, by files. Prints what each took in bytes and seconds.
#   usage: line_test.sh EVENHAND LINE_RELAY PROJECT_ROOT [all]     "all" adds the worst lines, which take minutes
set -eu
evenhand=$1 relay=$2 root=$3 which=${4:-}
command -v curl >/dev/null || { echo 'skipped: curl is not installed'; exit 77; }
command -v unshare >/dev/null || { echo 'skipped: unshare (util-linux) is not installed'; exit 77; }
if [ -z "${EVENHAND_INSIDE:-}" ]; then
  unshare -Urnm true 2>/dev/null || { echo 'skipped: this system gives no namespaces to its users (unshare -Urnm)'; exit 77; }
  EVENHAND_INSIDE=1 exec unshare -Urnm "$0" "$@"
fi
work=$(mktemp -d)
line=
trap '[ -z "$line" ] || kill "$line" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

"$relay" -- true >relay.log || { code=$?; cat relay.log; exit $code; }
make_docket
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >/dev/null
code=$("$evenhand" code show d-1 --store docket)
cp -r docket docket.before
url=http://10.66.1.2:8080

# One request over the line: what for, the longest it may take, and what curl is told.
ask() {
  local what=$1 most=$2
  shift 2
  curl -sS -o answer --max-time "$most" -w '%{http_code} %{size_header} %{size_download} %{time_total}\n' "$@" >took 2>error || die "$what: $(cat error)"
  read -r status head body seconds <took
  [ "$status" = 200 ] || die "$what: $status"
  printf '   %-26s %6d bytes %7.2f s\n' "$what" $((head + body)) "$seconds"
}

walk() {
  local name=$1 most=$2
  shift 2
  say "$name"
  rm -rf docket && cp -r docket.before docket
  : >server.log  # of the walk before it would say too early that this one serves
  "$relay" --count count "$@" -- "$evenhand" serve --site site --store docket --listen 10.66.1.2:8080 --at 2026-02-12T00:00:00Z >server.log 2>&1 &
  line=$!
  for _ in $(seq 1 200); do grep -q '^serving' server.log && break; sleep 0.05; done
  ask 'a public page' "$most" -H 'Accept-Encoding: gzip' "$url/fa/index.html"
  ask 'the reasons, by code' "$most" -F decision=d-1 -F "code=$code" "$url/fa/code"
  grep -q 'd-1' answer || die 'no reasons'
  ask 'an appeal and its receipt' "$most" -F decision=d-1 -F "code=$code" -F 'words=نقل قول بود' "$url/fa/appeal"
  grep -q 'EVENHAND RECEIPT 1' answer || die 'no receipt'
  kill "$line" && wait "$line" 2>/dev/null || true
  line=
  sed 's/^/   /' count
  "$evenhand" appeal words d-1/1 --store docket | grep -q 'نقل قول بود' || die 'the appeal is not on record'
}

# A round trip of 2 s: one to connect and one to ask; a public page may take three, with time for a slow machine.
walk 'a good line' 30
walk '32 kbit/s' 30 --rate 32000
walk '2 s there and back' 30 --delay 1000
walk 'every fifth packet lost' 60 --loss 20 --seed 3
if [ "$which" = all ]; then
  walk '32 kbit/s, 2 s there and back, every fifth packet lost each way' 300 --rate 32000 --delay 1000 --loss 20 --seed 5
  walk '8 kbit/s, 4 s there and back' 300 --rate 8000 --delay 2000
fi

say 'the line is cut: by files'
rm -rf docket && cp -r docket.before docket
"$relay" --loss 100 -- "$evenhand" serve --site site --store docket --listen 10.66.1.2:8080 >server.log 2>&1 &
line=$!
sleep 0.7
! curl -s -o answer --max-time 2 "$url/fa/" || die 'the line is not cut'
kill "$line" && wait "$line" 2>/dev/null || true
line=
"$evenhand" bundle make site --store docket --kind reader --at 2026-02-10T00:00:00Z --out reader.zip >/dev/null
"$evenhand" bundle verify reader.zip --key site/keys/evenhand.pub --at 2026-02-11T00:00:00Z >/dev/null || die 'the bundle does not hold'
"$evenhand" statement write d-1 --store docket --language fa --at 2026-02-10T00:00:00Z --out d-1.sig
"$evenhand" statement parts d-1.sig >reasons.txt
"$evenhand" appeal write --decision d-1 --code "$code" --words 'نقل قول بود' --seal site/keys/seal.pub --out appeal.txt
"$evenhand" appeal import appeal.txt --store docket --receipts receipts --at 2026-02-20T00:00:00Z | grep -q 'is filed' || die 'not filed'
printf '   %-26s %6d bytes\n' 'all public pages, one file' "$(stat -c %s reader.zip)" 'the reasons, as parts' "$(stat -c %s reasons.txt)" \
  'the appeal, sealed, as parts' "$(stat -c %s appeal.txt)" 'its receipt' "$(cat receipts/* | wc -c)"
echo 'the light path goes over every line, and without one'
