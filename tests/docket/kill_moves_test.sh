#!/bin/sh
# Every move after a decision killed (SIGKILL) at some moment and made again: an appeal filed, assigned, asked, replied to,
# answered, referred, closed; lapses, deletions, notes, reports, demands, sweeps. In the end all stands as if nobody had
# ever been killed, and store and public record agree.
#   usage: kill_moves_test.sh EVENHAND [ROUNDS]
set -eu
evenhand=$1
rounds=${2:-6}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$evenhand" rulebook new rules.yaml --from public-interest-2019 >/dev/null
at() { echo "2026-01-$1T00:00:00Z"; }
for d in 1 2 3 4; do
  printf '{"decision":"d%d","account":"a%d","item":"p%d","posted":"%s","at":"%s","judgements":[{"question":"health_claim","answer":"deletion_level","by":"r1"}],"words":"the same"}\n' $d $d $d "$(at 01)" "$(at 02)"
done >cases.jsonl
printf '{"decision":"d5","account":"a5","item":"p5","posted":"%s","at":"%s","judgements":[{"question":"act","answer":"hateful_conduct","by":"r1"}],"words":"words","language":"fa","attributes":{"office":"holder","verified":true,"followers":200000},"review":{"tests_met":true,"first_reviewer":"r1","approvers":["r2","r3"]}}\n' "$(at 01)" "$(at 02)" >>cases.jsonl

# One move a line.
cat >moves <<END
appeal file d1 --at $(at 03)
appeal file d2 --words A-quotation --at $(at 03)
appeal file d3 --at $(at 03)
appeal assign d1/1 --reviewer r9 --at $(at 04)
appeal assign d2/1 --reviewer r8 --at $(at 04)
appeal ask d1/1 --reviewer r9 --question Whom --at $(at 04)
appeal reply d1/1 --words A-paper --at $(at 04)
item deleted p4 --account a4 --at $(at 05)
account cut-off a4 --from 2026-01-03 --to 2026-01-09 --at $(at 10)
appeal decide d2/1 --reviewer r8 --outcome overturned --reason quoted --at $(at 04)
appeal withdraw d3/1 --at $(at 05)
appeal file d3 --words More --new-facts Printed --at $(at 06)
appeal lapse --at $(at 11)
appeal decide d1/1 --reviewer r9 --outcome upheld --reason no --at $(at 12)
appeal refer d1/1 --body Body --at $(at 13)
appeal outside d1/1 --outcome overturned --reason quoted --at $(at 14)
appeal close d1/1 --follow --reason follow --at $(at 15)
report file p4 --account a4 --reporter q1 --at $(at 16)
counts --from 2026-01-01 --to 2026-01-17 --publish --at $(at 17)
account cut-off a4 --from 2026-02-01 --to 2026-05-01 --at 2026-05-02T00:00:00Z
account cut-off-review a4 --from 2026-02-01 --to 2026-05-01 --decision accept --reviewer r3 --reason All --at 2026-05-03T00:00:00Z
exception sweep --at 2026-06-01T00:00:00Z
END

prepare() {
  rm -rf "$1"
  "$evenhand" rulebook publish rules.yaml --store "$1" --origin example.org/record >/dev/null
  "$evenhand" decide --store "$1" cases.jsonl --format none 2>/dev/null
}
show() {
  for a in 1 2 3 4 5; do "$evenhand" account standing a$a --store "$1" --at 2026-07-01T00:00:00Z --format json; done
  "$evenhand" appeal list --store "$1" --at 2026-07-01T00:00:00Z --format json
  "$evenhand" exception list --store "$1" --at 2026-07-01T00:00:00Z --format json
}

prepare calm
while read -r move; do
  # shellcheck disable=SC2086
  "$evenhand" $move --store calm >out 2>&1 || { cat out; echo "not possible: $move"; exit 1; }
done <moves
show calm >calm.txt

kills=0
for round in $(seq "$rounds"); do
  prepare rough
  step=0
  while read -r move; do
    step=$((step + 1))
    delay_ms=$(((round * 7 + step * 5) % 45))
    # shellcheck disable=SC2086
    "$evenhand" $move --store rough >out 2>&1 &
    run=$!
    sleep "$(printf '0.%03d' $delay_ms)"
    kill -9 "$run" 2>/dev/null || true
    wait "$run" 2>/dev/null && continue
    kills=$((kills + 1))
    # Again; where it had happened before the kill, it is refused or changes nothing.
    # shellcheck disable=SC2086
    "$evenhand" $move --store rough >out 2>&1 || true
  done <moves
  "$evenhand" conformity --store rough >out 2>&1 || { cat out; echo "damaged in round $round"; exit 1; }
  show rough >rough.txt
  cmp calm.txt rough.txt || { diff calm.txt rough.txt | head -20; echo "round $round ends elsewhere"; exit 1; }
done
echo "$(wc -l <moves) moves, $rounds times, after $kills kills: all stands as without"
