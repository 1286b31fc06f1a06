#!/bin/sh
# `evenhand decide` killed (SIGKILL) again and again, each time started anew with the same cases: no decision is lost,
# none is there twice, store and public record agree, and every decision comes out the same again.
#   usage: kill_test.sh EVENHAND [KILLS]
set -eu
evenhand=$1
most=${2:-25}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$evenhand" rulebook new rules.yaml --from strikes-2022 >/dev/null
awk 'BEGIN {
  srand(7)
  for (i = 0; i < 6000; ++i) {
    printf "{\"decision\":\"d%d\",\"account\":\"a%d\",\"item\":\"i%d\",\"posted\":\"2023-01-01T00:00:00Z\",\"at\":\"2023-01-%02dT00:00:00Z\",", i, rand() * 300, i, 2 + i / 300
    printf "\"judgements\":[{\"question\":\"breaks_rule\",\"answer\":\"%s\",\"by\":\"r%d\"}]}\n", rand() < 0.7 ? "ordinary" : "none", rand() * 9
  }
}' >cases.jsonl
publish() { "$evenhand" rulebook publish rules.yaml --store "$1" --origin example.org/record >/dev/null; }
decide() { exec "$evenhand" decide --store "$1" cases.jsonl --batch 50 --format none; }
publish calm
(decide calm) 2>/dev/null

publish rough
kills=0 step=0 more_ms=0 seen=0
while [ "$kills" -lt "$most" ]; do
  delay_ms=$((4 + step * 11 + more_ms))
  decide rough >out 2>&1 &
  run=$!
  sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
  if kill -9 "$run" 2>/dev/null; then kills=$((kills + 1)); fi
  if wait "$run" 2>/dev/null; then
    rm -rf rough
    publish rough
    more_ms=0
    continue
  fi
  "$evenhand" conformity --store rough >out 2>&1 || { cat out; echo "damaged by kill $kills"; exit 1; }
  now=$(sed -n 's/^\([0-9,]*\) decisions made again.*/\1/p' out | tr -d ,)
  [ "$now" -ne "$seen" ] || more_ms=$((more_ms + 10))
  seen=$now
  step=$(((step + 1) % 9))
done
(decide rough) >out 2>&1 || { cat out; exit 1; }
"$evenhand" conformity --store rough >out 2>&1 || { cat out; exit 1; }
grep -q '^6,000 decisions made again: 6,000 identical' out || { cat out; exit 1; }
for account in a1 a2 a77 a299; do
  "$evenhand" account standing $account --store calm --at 2023-02-01T00:00:00Z >one
  "$evenhand" account standing $account --store rough --at 2023-02-01T00:00:00Z >other
  cmp one other || { echo "$account stands differently"; exit 1; }
done
echo "6,000 decisions, each once, after $kills kills"
