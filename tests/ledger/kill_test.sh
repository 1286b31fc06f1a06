#!/bin/sh
# A log whose writer is killed (SIGKILL) again and again, each time started anew with the same entries, is whole
# for a stranger after every kill, never goes back, and ends as one that nobody disturbs.
#   usage: kill_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$evenhand" ledger keygen log.example --out key >vkey
seq -f 'decision %.0f' 1 4000 >entries
append() { exec "$evenhand" ledger append "$1" --key key --state "$1.signed" --lines entries --from 0 --batch 20; }
(append calm) >/dev/null

# Kills come after 3 to 75 ms, and later where nothing gets done in that time; thirty of them.
kills=0 step=0 more_ms=0
while [ "$kills" -lt 30 ]; do
  delay_ms=$((3 + step * 9 + more_ms))
  append rough >out 2>&1 &
  run=$!
  sleep "$(printf '%d.%03d' $((delay_ms / 1000)) $((delay_ms % 1000)))"
  if kill -9 "$run" 2>/dev/null; then kills=$((kills + 1)); fi
  if wait "$run" 2>/dev/null; then break; fi
  if [ -e rough/checkpoint ]; then
    since=
    [ ! -e seen ] || since='--since seen'
    # shellcheck disable=SC2086
    "$evenhand" ledger verify rough --key vkey $since >out || { cat out; echo "damaged by kill $kills"; exit 1; }
    ! cmp -s rough/checkpoint seen || more_ms=$((more_ms + 10))
    cp rough/checkpoint seen
  fi
  step=$(((step + 1) % 9))
done
(append rough) >out 2>&1 || { cat out; exit 1; }
[ -e seen ] || cp rough/checkpoint seen
"$evenhand" ledger verify rough --key vkey --since seen >out || { cat out; exit 1; }
cmp calm/checkpoint rough/checkpoint
# Older partial tiles may lie in one and not in the other; no file differs.
diff -r calm/tile rough/tile | grep -v '^Only in' >out && { cat out; exit 1; }
echo "4000 entries, each once and as signed, after $kills kills"
