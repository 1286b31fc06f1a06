#!/bin/bash
# Every page of a served site in five languages, and its forms, as a browser gets them from the server: with nothing decided, one decision,
# a full page and one more; with a published network and bundles.
#   usage: served.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

make_rulebook() {
  rm -rf docket site rulebook.yaml
  "$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
  sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
  "$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
}

for count in ${EVENHAND_COUNTS:-0 1 50 51}; do
  make_rulebook
  for n in $(seq 1 $count); do case_line "$n" 4 | sed "s/\"ann\"/\"ann$n\"/"; done >cases.jsonl
  [ $count = 0 ] || "$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1
  mkdir -p site/bundles
  publish() { "$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z --languages en,fa,ar,ru,es --onion door.onion >publish.txt || die "$(cat publish.txt)"; }
  publish
  "$evenhand" bundle make site --store docket --kind reader --at 2026-02-10T00:00:00Z --out site/bundles/evenhand-reader.zip >/dev/null
  publish
  # The forms stand where a copy has instructions; those of the server are what a browser gets.
  for language in en fa ar ru es; do
    for form in code comply; do : >"site/$language/$form.html"; done
  done
  serve --at 2026-02-12T00:00:00Z --onion door.onion
  for language in en fa ar ru es; do
    for form in code appeal comply report asymmetry; do curl -sS -o "site/$language/$form.html" "$url/$language/$form"; done
  done
  say "$count decisions"
  # All pages once; before that those that show how many there are.
  paths=
  [ $count = 51 ] || paths=$(cd site && ls {en,fa,ar,ru,es}/{index,decisions,record,decisions/1}.html 2>/dev/null || true)
  (cd "$root/tests/pages" && node check.mjs "$work/site" --served "$url" $paths) || die "$count decisions"
  kill "$server" && wait "$server" || true
  server=
done
