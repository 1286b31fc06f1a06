#!/bin/sh
# One byte changed anywhere in a docket, in its store or in its tiles, is found by `ledger verify --store`: here each byte of
# the checkpoint, and places all over the tiles, the entries and the store. Each byte of a log, without
# exception, is tried by record's verify_log_test, each that holds something in a store by cases' store_test.
#   usage: tampered_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAILED: $1"; exit 1; }
verify() { "$evenhand" ledger verify --store "$1" >out 2>&1; }

"$evenhand" rulebook new rules.yaml --from health-misinformation-2021 >/dev/null
"$evenhand" rulebook publish rules.yaml --store docket --origin example.org/record >/dev/null
for n in 1 2 3; do
  printf '{"decision":"d%s","account":"ann","item":"i%s","posted":"2026-01-01T00:00:00Z","at":"2026-01-0%sT00:00:00Z","judgements":[{"question":"health_claim","answer":"deletion_level","by":"r1"}],"words":"words %s"}\n' $n $n $((n + 1)) $n
done >cases.jsonl
"$evenhand" decide --store docket cases.jsonl --format none 2>/dev/null
"$evenhand" appeal file d1 --words 'a quotation' --store docket --at 2026-01-05T00:00:00Z >/dev/null
verify docket || { cat out; fail 'a whole docket does not verify'; }

# change FILE OFFSET: one bit of that byte.
change() {
  byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
  printf "\\$(printf %03o $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}
# every FILE STEP: all places of it, STEP apart, each found; nothing else is said to be wrong afterwards.
every() {
  size=$(wc -c <"docket/$1")
  at=0
  while [ "$at" -lt "$size" ]; do
    rm -rf copy
    cp -r docket copy
    change "copy/$1" "$at"
    if verify copy; then fail "byte $at of $1 is changed, and nothing is found"; fi
    grep -q . out || fail "byte $at of $1: found, and not said"
    at=$((at + $2))
  done
  tried=$((tried + (size + $2 - 1) / $2))
}

tried=0
(cd docket && find record -type f) >files
grep -q 'record/checkpoint' files || fail 'no checkpoint'
grep -q 'record/tile/0' files || fail 'no tiles'
while read -r file; do
  case $file in
    *.p/*) every "$file" 7 ;;
    *) every "$file" 1 ;;
  esac
done <files
# Of the store, what people were told and what was decided: each byte of what a decision's event says is covered by the
# chain of events and by a leaf.
for words in 'words 2' 'health_claim' '"decision"' 'a quotation'; do
  place=$(grep -abo -- "$words" docket/cases.sqlite | head -n 1 | cut -d: -f1)
  [ -n "$place" ] || fail "the store has no '$words'"
  for at in "$place" $((place + 1)) $((place + 2)); do
    rm -rf copy
    cp -r docket copy
    change copy/cases.sqlite "$at"
    if verify copy; then fail "byte $at of the store is changed, and nothing is found"; fi
    tried=$((tried + 1))
  done
done
verify docket || { cat out; fail 'the docket itself changed'; }
echo "$tried places changed, each found"
