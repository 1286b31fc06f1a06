#!/usr/bin/env bash
# A starter rulebook over its bundled events (or over those of the given files), what fired, and three decisions
# explained; then real cases under published rules, as a table and as a page; at last the public side as a site.
#   usage: demo.sh EVENHAND [FILES...]
set -euo pipefail
evenhand=$(realpath "$1")
events=()
for file in "${@:2}"; do events+=("$(realpath "$file")"); done
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rules=rulebooks/atproto-starter
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ ${#events[@]} -gt 0 ] || events=("$rules/events/sample.jsonl.gz")

echo "\$ evenhand check $rules"
"$evenhand" check "$rules" --no-warnings
echo
echo "\$ evenhand run $rules events.jsonl -o results.jsonl"
"$evenhand" run "$rules" "${events[@]}" --dead-letters "$work/dead-letters.jsonl" -o "$work/results.jsonl" \
  --summary always 2>&1
echo
echo "\$ evenhand explain $rules events.jsonl --most 3"
"$evenhand" explain "$rules" "${events[@]}" --most 3
echo
echo "\$ evenhand rulebook publish $rules --store docket"
"$evenhand" rulebook publish "$rules" --store "$work/docket" --origin demo.example/record
echo
echo "\$ evenhand decide --store docket --findings results.jsonl --at posted --language fa"
"$evenhand" decide --store "$work/docket" --findings "$work/results.jsonl" --at posted --language fa \
  2>"$work/decided" >"$work/statements"
awk '/^$/ { exit } { print }' "$work/statements"
cat "$work/decided"
echo
echo "\$ evenhand docket report rulebooks/policies/docket/cases.json --output build/demo"
"$evenhand" docket report rulebooks/policies/docket/cases.json --output build/demo
echo
echo "\$ evenhand detect conformance/coordination/data/german_urls.csv.gz -o build/demo/networks"
"$evenhand" detect conformance/coordination/data/german_urls.csv.gz -o build/demo/networks
echo
echo "\$ evenhand dossier make build/demo/networks --network 1 --by ann -o build/demo/network-1.json && evenhand dossier check …"
"$evenhand" dossier make build/demo/networks --network 1 --by ann -o build/demo/network-1.json
# Coordination alone is no deception: nobody is over the line, and that is the right answer.
"$evenhand" dossier check build/demo/network-1.json | tail -n 4 || true
"$evenhand" dossier report build/demo/network-1.json -o build/demo/dossier
echo
echo "\$ evenhand access asymmetry at 2021-02-03 --state IR"
"$evenhand" access asymmetry at 2021-02-03 --state IR
echo
echo "\$ evenhand publish build/demo/site --store docket"
# The folder is of this run: the docket before it had another record.
rm -rf build/demo/site
"$evenhand" publish build/demo/site --store "$work/docket"
echo
echo "\$ evenhand bundle make build/demo/site --store docket --kind reader && evenhand bundle verify …"
"$evenhand" bundle make build/demo/site --store "$work/docket" --kind reader --out "$work/reader.zip" >/dev/null
"$evenhand" bundle verify "$work/reader.zip" --key build/demo/site/keys/evenhand.pub
echo
echo "The public side: open $PWD/build/demo/site/index.html"
