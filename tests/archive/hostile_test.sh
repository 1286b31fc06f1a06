#!/bin/sh
# Hostile tables end in a clear refusal or in rejects, within bounded memory: one line, NULs, many columns, broken
# UTF-8, a quote that never closes, a gzip that unpacks to all that.
#   usage: hostile_test.sh EVENHAND [MEBIBYTES]        64 by default; 1024 is the promise
set -eu
evenhand=$1
mib=${2:-64}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ulimit -v 3145728  # 3 GiB of addresses, for any size of file

fail() { echo "FAILED: $1"; cat "$work/out"; exit 1; }
header=object_id,account_id,content_id,timestamp_share

# run NAME FILE EXIT_CODE WORDS: runs over the file, wants the code and the words.
run() {
  code=0
  "$evenhand" shares "$2" --memory 256 > "$work/out" 2>&1 || code=$?
  [ "$code" -eq "$3" ] || fail "$1: exit code $code, not $3"
  grep -qF "$4" "$work/out" || fail "$1: does not say '$4'"
  echo "$1: $4"
}
# fill COMMAND...: its output over and over, up to the size.
fill() { yes "$@" | head -c "${mib}M"; }

fill x | tr -d '\n' > "$work/line.csv"
run "one line" "$work/line.csv" 3 "the first line is longer than"
{ echo "$header"; fill x | tr -d '\n'; printf ',a,p,1\no,a,p,2\n'; } > "$work/row.csv"
run "one row" "$work/row.csv" 0 "longer than 2097152 bytes"
head -c "${mib}M" /dev/zero > "$work/nul.csv"
run "NULs" "$work/nul.csv" 2 "NUL bytes"
{ echo "$header"; head -c "${mib}M" /dev/zero; printf ',a,p,1\no,a,p,2\n'; } > "$work/nulrow.csv"
run "NULs after the header" "$work/nulrow.csv" 2 "NUL bytes"
{ printf '%s' "$header"; awk 'BEGIN { for (i = 0; i < 1000000; ++i) printf ",%d", i }' ; echo; } > "$work/columns.csv"
run "a million columns" "$work/columns.csv" 3 "is longer than"
{ echo "$header"; printf 'o,a,p,1\n'; fill "$(printf 'o\377\376,a,p,1')"; } > "$work/utf8.csv"
run "broken UTF-8" "$work/utf8.csv" 0 "not UTF-8"
{ echo "$header"; printf 'o,a,p,1\n"'; fill o,a,p,1; } > "$work/quote.csv"
run "an open quote" "$work/quote.csv" 0 "a quote opens here and never closes"
gzip -c "$work/row.csv" > "$work/bomb.csv.gz"
run "a packed row" "$work/bomb.csv.gz" 0 "longer than 2097152 bytes"
fill '[' | tr -d '\n' > "$work/deep.json"
run "deep JSON" "$work/deep.json" 2 "JSON"
rm -f "$work"/*
echo "all refused or told"
