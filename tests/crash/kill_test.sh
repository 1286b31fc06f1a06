#!/bin/sh
# A run with --state that is killed (SIGKILL) again and again, and each time started anew, ends with the same
# output, byte for byte, as one that nobody disturbs: no result is lost, none is doubled, and labels are as if
# each event had been seen once.
#   usage: kill_test.sh EVENHAND RULEBOOK
set -eu
evenhand=$1 rules=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk 'BEGIN {
  for (i = 0; i < 60000; i++)
    printf "{\"action_id\": %d, \"action_name\": \"post\", \"timestamp\": \"2025-03-01T12:00:00Z\", " \
           "\"data\": {\"who\": \"u%d\", \"n\": %d}}\n", i, (i * 7919) % 5000, i % 100
}' >"$work/events.jsonl"

now_ms() { echo $(($(date +%s%N) / 1000000)); }
begin=$(now_ms)
"$evenhand" run "$rules" "$work/events.jsonl" --state "$work/calm" -o "$work/calm.jsonl"
calm_ms=$(($(now_ms) - begin))

# The time until a kill is a part of what an undisturbed run takes here; it grows if nothing gets done.
kills=0 step=1
while :; do
  delay_ms=$((calm_ms * (step + kills / 10) / 50 + 1))
  "$evenhand" run "$rules" "$work/events.jsonl" --state "$work/rough" -o "$work/rough.jsonl" 2>"$work/err" &
  run=$!
  sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
  if kill -9 "$run" 2>/dev/null; then kills=$((kills + 1)); fi
  if wait "$run" 2>/dev/null; then break; fi
  [ "$kills" -lt 400 ] || { echo "never finished"; cat "$work/err"; exit 1; }
  step=$((step % 9 + 1))
done

cmp "$work/calm.jsonl" "$work/rough.jsonl"
lines=$(wc -l <"$work/rough.jsonl")
[ "$lines" -eq 60000 ] || { echo "$lines results of 60000"; exit 1; }
echo "60000 results, each once, after $kills kills"
