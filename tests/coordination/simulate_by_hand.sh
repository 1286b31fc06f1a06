#!/bin/sh
# `evenhand simulate` and `calibrate` as people use them: what the README of a made archive says works.
#   sh simulate_by_hand.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "simulate: $1" >&2; exit 1; }

"$evenhand" simulate --seed 4 --posts 20000 -o made >/dev/null
"$evenhand" simulate --seed 4 --posts 20000 -o again >/dev/null
diff -r made again >/dev/null || fail "the same seed gives other bytes"
"$evenhand" simulate --seed 4 --posts 20000 --format csv -o as_csv >/dev/null
if "$evenhand" simulate --format csv -o made >out 2>&1; then fail "two archives in one folder"; fi

# The two lines of its README.
(
  PATH="$(dirname "$evenhand"):$PATH"
  cd made
  sed -n '/^    evenhand/s/^    //p' README.md >lines
  sed -n '/^    awk/s/^    //p' README.md >>lines
  [ "$(wc -l <lines)" -eq 2 ] || fail "no two lines"
  sh lines >../out
)
tail -8 out
awk '$1 != "planted" && $1 != "hijacked" && NF == 2 && $2 ~ /^[0-9]+$/ {bad = 1} END {exit bad}' out || fail "somebody else is over the line"
grep -q '^planted ' out || fail "nobody is found"
grep -q '"trace": "similar-text", "object"' made/found/networks.json || fail "no texts among the acts"

# CSV holds the same posts, and a crowd's address changes nothing.
"$evenhand" detect as_csv/posts.csv --declared as_csv/declared.csv -o found >/dev/null
cmp -s found/accounts.csv made/found/accounts.csv || fail "CSV and JSON differ"
"$evenhand" detect as_csv --declared as_csv/declared.csv -o folder >out
cmp -s folder/accounts.csv found/accounts.csv || fail "truth.csv was read as an archive"

# Calibration: nothing is found where nobody acts together, the same each time.
"$evenhand" simulate --seed 4 --posts 3000 --vpn-people 30 -o small >/dev/null
code=0
"$evenhand" calibrate small/posts.jsonl --trace link --window 60 --permutations 3 --threads 1 --format json >one || code=$?
[ $code -le 1 ] || fail "calibrate"
"$evenhand" calibrate small/posts.jsonl --trace link --window 60 --permutations 3 --threads 2 --format json >two || true
cmp -s one two || fail "two threads calibrate differently"
grep -q '"permuted": "objects"' one || fail "no curveball"
echo "simulate: as its README says"
