#!/usr/bin/env bash
# One screen: a starter rulebook over bundled events (and recorded ones, if they lie beside the project), what
# fired, and three decisions explained.
#   usage: demo.sh EVENHAND
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
evenhand=$1
rules=rulebooks/atproto-starter
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shopt -s nullglob
events=("$rules"/events/*.jsonl "$rules"/events/*.jsonl.gz "$rules"/events/*.jsonl.zst
        ../shared/conformance/jetstream/v1.jsonl)

echo "\$ evenhand check $rules"
"$evenhand" check "$rules" --no-warnings
echo
echo "\$ evenhand run $rules events.jsonl -o results.jsonl"
"$evenhand" run "$rules" "${events[@]}" --dead-letters "$work/dead-letters.jsonl" -o "$work/results.jsonl" \
  --summary always 2>&1
echo
echo "\$ evenhand explain $rules events.jsonl --most 3"
"$evenhand" explain "$rules" "${events[@]}" --most 3
