# What tests of a served site share; sourced with $evenhand set and the work folder current.
say() { printf '== %s\n' "$*"; }
die() { printf 'FAILED: %s\n' "$*"; exit 1; }

case_line() {  # number, day
  printf '{"decision": "d-%s", "account": "ann", "item": "at://ann/%s", "posted": "2026-02-0%sT00:00:00Z", "at": "2026-02-0%sT12:00:00Z", "judgements": [{"question": "health_claim", "answer": "deletion_level", "by": "r1"}], "words": "secret words %s"}\n' \
    "$1" "$1" "$2" "$2" "$1"
}

make_docket() {
  "$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
  sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
  "$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
  for n in 1 2 3; do case_line $n $n; done >cases.jsonl
  "$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1
}

add_decision() {
  case_line "$1" 4 | sed "s/\"ann\"/\"ann$1\"/; s/at:\/\/ann/at:\/\/ann$1/" >case.jsonl
  "$evenhand" decide --store docket case.jsonl >/dev/null 2>&1
}

# Serves site and docket; sets $server and $url.
serve() {
  : >server.log
  "$evenhand" serve --site site --store docket --listen 127.0.0.1:0 "$@" >server.log 2>&1 &
  server=$!
  for _ in $(seq 1 200); do
    url=$(sed -n 's/^serving .* on \(127[^;]*\);.*/http:\/\/\1/p' server.log)
    [ -z "$url" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  cat server.log
  die 'the server does not start'
}

# The signed receipt that stands in a page.
receipt_in() { sed -n '/<pre dir="ltr">untrusted/,/<\/pre>/{s/.*<pre dir="ltr">//;s/<\/pre>.*//;s/<[^>]*>//g;p}' "$1" | sed -e '$ { /^$/d }'; }
