#!/bin/sh
# `evenhand detect` as people use it: on the generated set whose truth is known.
#   sh detect_by_hand.sh EVENHAND CORPUS
set -eu
evenhand=$1
corpus=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "detect: $1" >&2; exit 1; }

"$evenhand" detect "$corpus/inputs/syn_100000.csv.gz" --threads 1 -o "$work/one" >"$work/summary"
for file in report.html report.fa.html networks.json ties.csv accounts.csv acts.csv fell_short.csv networks.graphml networks.gexf; do
  [ -s "$work/one/$file" ] || fail "there is no $file"
done

# Who is over the line, against the truth: nobody but planted accounts, and nearly all of those.
gzip -dc "$corpus/inputs/syn_100000.labels.csv.gz" | awk -F, '$2 == "planted" {print $1}' | sort >"$work/planted"
awk -F, 'NR > 1 {print $1}' "$work/one/accounts.csv" | sort >"$work/found"
[ -z "$(comm -13 "$work/planted" "$work/found")" ] || fail "somebody else is over the line"
planted=$(wc -l <"$work/planted")
found=$(wc -l <"$work/found")
[ $((100 * found)) -ge $((95 * planted)) ] || fail "only $found of $planted are found"

# The same bytes on two threads, and with columns that are no evidence.
"$evenhand" detect "$corpus/inputs/syn_100000.csv.gz" --threads 2 -o "$work/two" >/dev/null
diff -r "$work/one" "$work/two" >/dev/null || fail "two threads find something else"
gzip -dc "$corpus/inputs/syn_100000.csv.gz" |
  awk -F, 'NR == 1 {print $0 ",country,ip_address,language,client"; next} {print $0 ",X" NR % 7 ",10.0.0." NR % 3 ",l" NR % 5 ",c" NR % 2}' >"$work/more.csv"
"$evenhand" detect "$work/more.csv" -o "$work/more" >/dev/null
diff -r "$work/one" "$work/more" >/dev/null || fail "a column that is no evidence changed the result"

# The order of rows changes nothing, who is named how changes names alone.
gzip -dc "$corpus/inputs/syn_100000.csv.gz" >"$work/log.csv"
{ head -1 "$work/log.csv"; tail -n +2 "$work/log.csv" | sort -t, -k3.2r; } >"$work/turned.csv"
"$evenhand" detect "$work/turned.csv" -o "$work/turned" >/dev/null
diff -r "$work/one" "$work/turned" >/dev/null || fail "another order of rows finds something else"
awk -F, -v OFS=, 'NR > 1 {$2 = "x" 9999999 - substr($2, 2)} {print}' "$work/log.csv" >"$work/renamed.csv"
"$evenhand" detect "$work/renamed.csv" -o "$work/renamed" >/dev/null
awk -F, -v OFS=, 'NR > 1 {$1 = "x" 9999999 - substr($1, 2)} {print}' "$work/one/accounts.csv" |
  cmp -s - "$work/renamed/accounts.csv" || fail "other names find something else"

# Nobody is a result too, and what cannot be read is said.
"$evenhand" detect "$corpus/inputs/worked1.csv" -o "$work/none" | grep -q 'No account is over the line' || fail "nobody is found, and it is not said"
grep -q 'That is a result' "$work/none/report.html" || fail "the report does not say that nobody was found"
echo 'no,such,columns' >"$work/bad.csv"
if "$evenhand" detect "$work/bad.csv" >/dev/null 2>"$work/why"; then fail "a file without the columns was read"; fi
grep -q 'bad.csv' "$work/why" || fail "the error does not name the file"

# Rows that could not be read are told, and a file of nothing else is an error.
printf 'object_id,account_id,content_id,timestamp_share\no,a,p,1700000000\no,b,q,never\n' >"$work/some.csv"
"$evenhand" detect "$work/some.csv" >/dev/null 2>"$work/why" || fail "one bad row ends it"
grep -q "1 of 2 rows.*some.csv:3: 'never' is not a time" "$work/why" || fail "the bad row is not told"
printf 'object_id,account_id,content_id,timestamp_share\no,b,q,never\n' >"$work/none.csv"
if "$evenhand" detect "$work/none.csv" >/dev/null 2>"$work/why"; then fail "nothing was read, and all was well"; fi
grep -q "none.csv:2: 'never' is not a time" "$work/why" || fail "the error does not name the row"
echo "detect: $found of $planted planted accounts, nobody else"
