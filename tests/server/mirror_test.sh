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
echo 'mirrors are told apart'
