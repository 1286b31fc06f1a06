#!/bin/sh
# `evenhand follow` as people use it: posts through a pipe, some twice, some late.
#   sh follow_by_hand.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "follow: $1" >&2; exit 1; }

share() { printf '{"object_id":"%s","account_id":"%s","content_id":"%s","timestamp_share":%s}\n' "$1" "$2" "$3" "$4"; }
{
  for act in 1 2 3 4; do
    share "o$act" ali "a$act" $((1700000000 + 1000 * act))
    share "o$act" sara "s$act" $((1700000005 + 1000 * act))
    share "o$act" far "f$act" $((1700000030 + 1000 * act))
    share "o$act" ali "a$act" $((1700000000 + 1000 * act))
  done
  share o4 late l4 1700000000
} >"$work/posts.jsonl"

"$evenhand" follow - --min-objects 3 --every 1 <"$work/posts.jsonl" >"$work/told" 2>"$work/summary"
[ "$(wc -l <"$work/told")" = 2 ] || fail "the tie is to be told at three objects and at four: $(cat "$work/told")"
grep -q 'ali + sara  3 objects, 3 times, 5.0 s apart' "$work/told" || fail "$(cat "$work/told")"
grep -q 'ali + sara  4 objects, 4 times, 5.0 s apart' "$work/told" || fail "$(cat "$work/told")"
grep -q '17 shares; 4 delivered before; 1 too late' "$work/summary" || fail "$(cat "$work/summary")"

# Any order within the lateness, the same ties in the end.
grep -v '"late"' "$work/posts.jsonl" | tac >"$work/other.jsonl"
"$evenhand" follow "$work/other.jsonl" --min-objects 4 --lateness 10000 --format json >"$work/json" 2>/dev/null
grep -q '"account_id": "ali", "account_id_y": "sara", "objects": 4, "weight": 4, "avg_time_delta": 5.000' "$work/json" ||
  fail "$(cat "$work/json")"

if "$evenhand" follow - --window -1 </dev/null 2>"$work/error"; then fail "a window before its time is taken"; fi
grep -q -- '--window' "$work/error" || fail "$(cat "$work/error")"
