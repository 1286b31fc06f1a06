#!/bin/sh
# `evenhand ties` and `networks` as people use them: against the peers' recorded networks, and on what is no network.
#   sh ties_by_hand.sh EVENHAND CORPUS
set -eu
evenhand=$1
corpus=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "ties: $1" >&2; exit 1; }
refused() {
  want=$1
  shift
  if "$@" >out 2>&1; then fail "not refused: $*"; fi
  grep -q -- "$want" out || { cat out; fail "expected: $want"; }
}
posts=$corpus/inputs/text_posts.csv.gz

# The QUT toolkit's networks, row by row. Its co-tweet ties between messages of nothing but mentions are a known defect.
same() {
  gzip -dc "$corpus/qut/networks/$1.csv.gz" | sort >wanted
  shift
  "$evenhand" ties "$posts" --least-words 0 --keep-loops -o got.csv "$@" >/dev/null
  sort got.csv | cmp -s - wanted || fail "not the toolkit's network: $*"
}
same text_co_retweet_tw60_mw1 --method qut-co-retweet --window 60 --min-weight 1
same text_co_reply_tw120_mw1 --method qut-co-reply --window 120 --min-weight 1
same text_co_post_tw30_mw2 --method qut-co-post --window 30
same text_co_similar_tweet_tw60_mw1_t0.8_d1 --method qut-co-similar-tweet --window 60 --min-weight 1
same text_co_similar_tweet_tw300_mw2_t0.6_d5 --method qut-co-similar-tweet --window 300 --similarity 0.6 --min-words 5
"$evenhand" ties "$posts" --method qut-co-link --window 60 --min-weight 1 >out
grep -q '170 directed ties' out || fail "messages without links share one"

# CooRTweet: its numbers and ours on the worked example whose columns are not swapped.
"$evenhand" ties "$corpus/inputs/worked6.csv" --method coortweet -o ours.csv >/dev/null
grep -q '^A,B,4,4.5,3,3,1.0,0,2$' ours.csv || fail "our numbers"
"$evenhand" ties "$corpus/inputs/worked6.csv" --method coortweet --as-peer -o theirs.csv >/dev/null
grep -q '^A,B,4,4.5,2,4,0.5,0,"t1,t2"$' theirs.csv || fail "the peer's numbers"
"$evenhand" ties "$corpus/inputs/worked5.csv" --method coortweet --as-peer --fast 3 -o fast.csv >/dev/null
head -1 fast.csv | grep -q 'weight_full,weight_fast' || fail "no fast network"

# Every recipe and method makes something of an archive that has its trace, or says why not.
"$evenhand" ties --list >list
for recipe in $(awk '/^--method/ {exit} /^  [a-z]/ {print $1}' list); do
  "$evenhand" ties "$corpus/inputs/syn_100000.csv.gz" --trace object --recipe "$recipe" --max-accounts 60 -o recipe.csv >out 2>&1 || {
    cat out
    fail "$recipe"
  }
  head -1 recipe.csv | grep -q '^account_id,account_id_y,weight$' || fail "$recipe: no table"
done
for method in validated backbone; do
  "$evenhand" ties "$corpus/inputs/syn_100000.csv.gz" --method $method --max-accounts 60 -o $method.csv >/dev/null
done
head -1 validated.csv | grep -q '^account_id,account_id_y,weight,log10_p,q$' || fail "validated"

# Threads and formats: the same network.
"$evenhand" ties "$corpus/inputs/syn_100000.csv.gz" --method coortweet --window 60 --threads 1 -o one.csv >/dev/null
"$evenhand" ties "$corpus/inputs/syn_100000.csv.gz" --method coortweet --window 60 --threads 2 -o two.csv >/dev/null
cmp -s one.csv two.csv || fail "two threads make another network"
"$evenhand" ties "$corpus/inputs/syn_100000.csv.gz" --method coortweet --window 60 -o one.parquet >/dev/null
"$evenhand" ties "$posts" --recipe window-repeated,link-cosine --fuse maximum -o fused.graphml --format json >out
grep -q '"directed": false' out || fail "fused"
grep -q '<key id="networks"' fused.graphml || fail "in how many networks a tie is"

# Communities: of tables by their column names, CSV and Parquet alike, and straight from an archive.
"$evenhand" networks one.csv -o of_csv --min-size 4 --dismantle >out
"$evenhand" networks one.parquet -o of_parquet --min-size 4 --dismantle >out
diff -r of_csv of_parquet >/dev/null || fail "Parquet has other communities than CSV"
for file in accounts.csv communities.csv networks.json networks.graphml networks.gexf; do [ -s of_csv/$file ] || fail "no $file"; done
head -1 of_csv/accounts.csv | grep -q 'dense_core' || fail "no dense core"
gzip -dc "$corpus/qut/networks/text_co_tweet_tw3600_mw2.csv.gz" >qut.csv
"$evenhand" networks qut.csv | grep -q 'read as QUT network' || fail "the toolkit's table"
gzip -dc "$corpus/coortweet/de_domains_tw30_mp2/edges.csv.gz" >edges.csv
"$evenhand" networks edges.csv | grep -q 'read as CooRTweet network' || fail "CooRTweet's table"
gzip -dc "$corpus/coortweet/de_domains_tw30_mp2/pairs.csv.gz" >pairs.csv
"$evenhand" networks pairs.csv | grep -q 'read as CooRTweet pairs' || fail "CooRTweet's pairs"
"$evenhand" networks "$posts" --recipe window-repeated | grep -q 'communities' || fail "straight from an archive"
printf 'user_1,user_2,weight\na,b,3\nb,a,1\nb,c,2\n' >directed.csv
"$evenhand" networks directed.csv --min-size 2 --format json -o directed >out
grep -q '"strength": 2.0, ' out || fail "half the sum of both directions"

# What cannot be done is said.
refused 'say which network' "$evenhand" ties "$posts"
refused 'there is no such recipe' "$evenhand" ties "$posts" --recipe co-lonk
refused 'say which with --trace' "$evenhand" ties "$posts" --recipe window-nearest
refused 'nothing of the trace quote' "$evenhand" ties "$posts" --recipe co-quote
refused '--trace object takes them' "$evenhand" ties "$corpus/inputs/worked1.csv" --recipe co-link
refused 'goes with --method coortweet' "$evenhand" ties "$posts" --recipe co-link --as-peer
refused 'end the name in' "$evenhand" ties "$posts" --recipe co-link -o ties.xlsx
refused 'no table of ties' "$evenhand" networks "$corpus/inputs/worked1.csv"
printf 'user_1,user_2,weight\na,b,many\n' >bad.csv
refused "bad.csv: row 1: 'many' is not a weight" "$evenhand" networks bad.csv
printf 'Source,Target\na,b\nb,a\n' >twice.csv
refused 'row 2: the pair stands in row 1 already' "$evenhand" networks twice.csv
printf 'Source,Target\n' >none.csv
"$evenhand" networks none.csv | grep -q '0 communities' || fail "an empty table"
echo "ties: as the peers'"
