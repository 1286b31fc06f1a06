#!/bin/sh
# `evenhand parity report`: the same bytes for the same rows in any order, in a file or compressed; a
# bad row is named by file and line; the page runs from right to left when asked.
#   usage: report_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

awk 'BEGIN {
  for (i = 0; i < 300; i++) {
    removed = i % 7 < 3 || (i % 2 == 0 && i % 5 == 0)
    printf "{\"case\": \"c%d\", \"clause\": \"health\", \"severity\": \"low\", \"finding\": \"violation\", ", i
    printf "\"role\": \"%s\", \"language\": \"%s\", ", i % 2 ? "ordinary" : "public_office", i % 3 ? "fa" : "en"
    printf "\"reported\": \"2026-01-01T00:00:00Z\", \"decided\": \"2026-01-01T%02d:00:00Z\", ", i % 24
    printf "\"action\": \"%s\", \"sev\": %d}\n", removed ? "remove" : "none", removed ? 4 : 0
  }
}' >rows.jsonl
sort -r rows.jsonl | gzip >turned.jsonl.gz

"$evenhand" parity report rows.jsonl --out one >out
"$evenhand" parity report turned.jsonl.gz --out two --language fa >/dev/null
cmp one/report.json two/report.json
grep -q '^role public_office / ordinary: ' out
grep -q '"verdict"' one/report.json
grep -q 'lang="fa" dir="rtl"' two/report.html
if grep -q '<script' one/report.html; then echo 'a script in the page'; exit 1; fi

echo '{"case": "x", "clause": "health", "severity": "low", "role": "king"}' >>rows.jsonl
if "$evenhand" parity report rows.jsonl --out three 2>err; then echo "a bad row passed"; exit 1; fi
grep -q "rows.jsonl:301: 'role' should be" err || { cat err; exit 1; }
if [ -e three ]; then echo 'written in spite of the error'; exit 1; fi
