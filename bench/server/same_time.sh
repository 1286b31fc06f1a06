#!/bin/bash
# A wrong code and a decision that is not there: the same bytes, and the same time within 5 %, over HTTP and under it, where nothing waits.
#   usage: same_time.sh EVENHAND DOOR_TIMES PROJECT_ROOT [TRIES [AT_ONCE]]      TRIES of each; default 1,000
set -eu
evenhand=$1 times=$2 root=$3 tries=${4:-1000}
command -v python3 >/dev/null || { echo 'skipped: python3, which asks here, is not installed'; exit 77; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

make_docket
# After a hundred wrong ones a day for one decision the answers come later: so there are enough decisions, of each kind.
decisions=$(((tries + 99) / 100 + 1))
for n in $(seq 100 $((99 + decisions))); do case_line "$n" 4 | sed "s/\"ann\"/\"ann$n\"/"; done >cases.jsonl
"$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >/dev/null
code=$("$evenhand" code show d-1 --store docket)
for n in $(seq 100 $((99 + decisions))); do
  echo "d-$n $code" >>wrong
  echo "d-$((n + 500)) $code" >>none
done
cp -r docket under
"$times" under "$tries"
serve --at 2026-02-12T00:00:00Z
python3 "$root/bench/server/same_time.py" "$url" wrong none "$tries" "${5:-16}"
