#!/bin/sh
# `evenhand shares` as people use it: a folder in, a table out, rejects told, mistakes explained.
#   usage: by_hand_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "FAILED: $1"; exit 1; }
says() { grep -qF -- "$2" "$1" || { cat "$1"; fail "no '$2'"; }; }
# wants CODE COMMAND...: what it says is in ./out.
wants() {
  code=0
  wanted=$1; shift
  "$evenhand" "$@" > out 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || { cat out; fail "$* ended with $code, not $wanted"; }
}

mkdir archive
{ echo object_id,account_id,content_id,timestamp_share
  echo https://a.example/,ann,p1,1700000000
  echo https://a.example/,bob,p2,1700000003
  echo https://a.example/,bob,p3,soon; } | gzip > archive/log.csv.gz
echo '{"did":"did:plc:a","time_us":1725911162329308,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.repost","rkey":"k","record":{"subject":{"uri":"at://x"}}}}' > archive/bluesky.jsonl
echo notes > archive/notes.txt

wants 0 shares archive -o shares.csv --rejects rejects.jsonl
says out "CooRTweet shares"
says out "Jetstream"
says out "passed over: archive/notes.txt"
says rejects.jsonl "{\"file\": \"archive/log.csv.gz\", \"line\": 4, \"reason\": \"'soon' is not a time\"}"
[ "$(wc -l < rejects.jsonl)" -eq 1 ] || fail "more than one reject"
cat > wanted.csv <<'CSV'
object_id,account_id,content_id,timestamp_share,trace
https://a.example/,ann,p1,1700000000.0,object
https://a.example/,bob,p2,1700000003.0,object
at://x,did:plc:a,at://did:plc:a/app.bsky.feed.repost/k,1725911162.329,repost
CSV
cmp shares.csv wanted.csv || { cat shares.csv; fail "other shares"; }

# What was written comes back, as any of the two kinds of table.
wants 0 shares shares.csv -o again.parquet
wants 0 shares again.parquet -o again.csv
cmp shares.csv again.csv || fail "not the same after Parquet"
wants 0 shares shares.csv --trace repost -o reposts.csv
[ "$(wc -l < reposts.csv)" -eq 2 ] || fail "--trace repost"
wants 0 shares archive --format json
says out '"repost": {"shares": 1, "accounts": 1, "objects": 1, "posts": 1}'
"$evenhand" shares - < archive/bluesky.jsonl > out || fail "standard input"
says out "repost"

# Others need a schema.
printf 'who;said;when;nr\nann;one two three four five;9/21/2017 22:05;1\n' > forum.txt
wants 2 shares forum.txt
says out "describe them with --schema"
printf 'account: who\ncontent: nr\ntime: when\ntext: said\n' > forum.yaml
wants 0 shares forum.txt --schema forum.yaml
says out "from 2017-09-21T22:05:00+00:00"
printf 'account: ip\n' > bad.yaml
wants 2 shares forum.txt --schema bad.yaml
says out "bad.yaml:1:10: 'ip' is never read"

# Mistakes.
wants 2 shares archive -o shares.xls
says out "end the name in .csv or .parquet"
wants 2 shares archive --trace links
says out "there is no such trace"
wants 3 shares nowhere.csv
says out "nowhere.csv: there is no such file"
wants 3 shares archive -o nowhere/shares.csv
says out "nowhere/shares.csv"
[ ! -e shares.csv.part ] || fail "a part is left"
echo "shares: all as wanted"
