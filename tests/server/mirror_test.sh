#!/bin/bash
# Mirrors over HTTP, each lying in its own way: what `evenhand mirror check URL` says of them.
#   usage: mirror_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
command -v python3 >/dev/null || { echo 'skipped: python3, which hosts the mirrors here, is not installed'; exit 77; }
work=$(mktemp -d)
host=
trap '[ -z "$host" ] || kill "$host" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

make_docket
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >/dev/null
cp site/keys/evenhand.pub .
cp -r site frozen
cp site/record/checkpoint early
add_decision 7
"$evenhand" publish site --store docket --at 2026-02-20T00:00:00Z >/dev/null
cp site/record/checkpoint late
for lie in changed script missing form; do cp -r site $lie; done
sed -i 's/health/wealth/' changed/fa/index.html && printf x >>changed/fa/index.html
sed -i 's|</main>|<img src="http://tracker.example/x.png"></main>|' script/fa/index.html
rm missing/fa/appeal.html
sed -i 's|</main>|<form action="/steal"></form></main>|' form/en/appeal.html
# The same key, another history: what a log that tells two stories has.
mkdir fork && cp docket/record.key docket/record.vkey fork/
"$evenhand" rulebook publish rulebook.yaml --store fork --origin example.org/record >/dev/null
for n in 1 2 3 4 5 6; do case_line "x$n" 5; done >fork.jsonl
"$evenhand" decide --store fork fork.jsonl >/dev/null 2>&1
"$evenhand" publish forked --store fork --at 2026-02-20T00:00:00Z >/dev/null

cat >host.py <<'PY'
import http.server, sys
class Host(http.server.SimpleHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def end_headers(self):
        if self.path.startswith('/cookie/'): self.send_header('Set-Cookie', 'reader=1')
        super().end_headers()
    def translate_path(self, path):
        return super().translate_path(path.replace('/cookie/', '/site/'))
    def do_GET(self):
        if self.path.startswith('/away/'):
            self.send_response(302); self.send_header('Location', 'http://elsewhere.example' + self.path)
            self.send_header('Content-Length', '0'); self.end_headers(); return
        super().do_GET()
    def log_message(self, *a): pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Host)
print(server.server_address[1], flush=True)
server.serve_forever()
PY
python3 host.py >port &
host=$!
for _ in $(seq 1 100); do [ -s port ] && break; sleep 0.05; done
url=http://127.0.0.1:$(cat port)

# What is checked, its exit code, what is said.
check() {
  local name=$1 wanted=$2 said=$3
  shift 3
  set +e
  "$evenhand" mirror check "$url/$name" --key evenhand.pub --at "${at:-2026-02-21T00:00:00Z}" "$@" >out 2>err
  code=$?
  set -e
  [ $code = "$wanted" ] || die "$name: exit $code, not $wanted: $(cat out err)"
  grep -q "$said" out || die "$name does not say '$said': $(cat out err)"
  printf '   %-9s exit %s: %s\n' "$name" $code "$(grep -m 1 "$said" out | tr -s ' ')"
}
say 'each mirror is told by what it does'
check site 0 'begins with the record that was seen before' --since early --samples 100
check frozen 4 'frozen: it has 4 entries, and 5 were seen before' --since late
at=2026-03-01T00:00:00Z check frozen 4 'frozen: it is 19 days old'
check forked 1 'FORKED' --since late
check changed 1 'fa/index.html is not what was published' --since early
check script 1 'fa/index.html has <img'
check form 1 'en/appeal.html has <form'
check missing 1 'fa/appeal.html is missing'
check cookie 1 'sets one'
check away 1 'header [Ll]ocation'
[ "$("$evenhand" mirror check http://127.0.0.1:9 --key evenhand.pub >/dev/null 2>&1; echo $?)" = 2 ] || die 'a mirror that is not there'
[ "$("$evenhand" mirror check ftp://x --key evenhand.pub >/dev/null 2>&1; echo $?)" != 0 ] || die 'ftp'

say 'a reader who remembers: on the network, from a folder and as a bundle, one file for all'
check frozen 0 'history *not compared' --seen seen
[ "$(head -1 seen)" = 'EVENHAND COPY 1' ] || die "what is remembered: $(cat seen)"
check site 0 'begins with the record that was seen before' --seen seen
cp seen newest
check frozen 4 'frozen: it has 4 entries, and 5 were seen before (it is of 2026-02-10, that one of 2026-02-20)' --seen seen
check forked 1 'FAIL history *FORKED' --seen seen
cmp -s seen newest || die 'what did not hold is remembered'
# The log's keeper takes entries back, and signs the rest anew.
mkdir back && cp docket/record.key docket/record.vkey back/
"$evenhand" rulebook publish rulebook.yaml --store back --origin example.org/record >/dev/null
case_line z1 5 >back.jsonl
"$evenhand" decide --store back back.jsonl >/dev/null 2>&1
"$evenhand" publish rolled --store back --at 2026-02-21T00:00:00Z >/dev/null
"$evenhand" bundle make rolled --store back --kind full --out rolled.zip >/dev/null
"$evenhand" bundle make forked --store fork --kind full --out forked.zip >/dev/null
"$evenhand" bundle make frozen --store docket --kind full --out frozen.zip >/dev/null
"$evenhand" bundle make site --store docket --kind full --out site.zip >/dev/null
# What is asked, its exit code, what is said.
remember() {
  local wanted=$1 said=$2
  shift 2
  set +e
  "$evenhand" "$@" --key evenhand.pub --at 2026-02-22T00:00:00Z --seen seen >out 2>err
  code=$?
  set -e
  [ $code = "$wanted" ] || die "$*: exit $code, not $wanted: $(cat out err)"
  grep -q "$said" out || die "$* does not say '$said': $(cat out err)"
  printf '   %-12s exit %s: %s\n' "${3##*/}" $code "$(grep -m 1 "$said" out | tr -s ' ')"
}
remember 0 'ok *history *it begins with the record' bundle verify site.zip
remember 4 'FAIL history *frozen: it has 4 entries' bundle verify frozen.zip
remember 4 'FAIL history *frozen: it has 4 entries' mirror check frozen
remember 1 'FAIL history *ROLLED BACK: it is of 2026-02-21 and has 2 entries, and a copy of 2026-02-20 had 5' bundle verify rolled.zip
remember 1 'FAIL history *ROLLED BACK' mirror check rolled
remember 1 'FAIL history *ROLLED BACK' mirror check "$url/rolled"
remember 1 'FAIL history *FORKED' bundle verify forked.zip
remember 1 'FAIL history *FORKED' mirror check forked
cmp -s seen newest || die 'what did not hold is remembered'
# Also what a mirror has is not taken from it by an older bundle.
cp -r site own
[ "$("$evenhand" mirror update own frozen.zip --key evenhand.pub --at 2026-02-22T00:00:00Z >out 2>&1; echo $?)" = 4 ] || die "an older bundle: $(cat out)"
grep -q 'frozen' out || die "an older bundle: $(cat out)"
diff -r site own >/dev/null || die 'an older bundle took something from the mirror'
[ "$("$evenhand" mirror update own rolled.zip --key evenhand.pub --at 2026-02-22T00:00:00Z >out 2>&1; echo $?)" = 1 ] || die "a record that went back: $(cat out)"
# A file that says nothing judges nobody; one that cannot be written is told; nothing is left where nothing is asked for.
echo nonsense >seen
remember 3 'FAIL history *the earlier checkpoint cannot be compared' bundle verify site.zip
[ "$("$evenhand" bundle verify site.zip --key evenhand.pub --seen nowhere/seen >out 2>err; echo $?)" = 3 ] || die "nowhere: $(cat out err)"
grep -q nowhere/seen err || die "nowhere: $(cat err)"
mkdir clean && cp site.zip evenhand.pub clean/
(cd clean && "$evenhand" bundle verify site.zip --key evenhand.pub --at 2026-02-22T00:00:00Z >/dev/null && [ "$(ls | tr '\n' ' ')" = 'evenhand.pub site.zip ' ]) || die 'a check leaves something'
echo 'mirrors are told apart'
