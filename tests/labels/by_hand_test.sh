#!/bin/sh
# Labels set by hand in the state of a run: a person's word stands against the rules of later runs, until it
# ends; a state in use is left alone; a change that was reported outlives SIGKILL, and one that was cut short
# is there as a whole or not at all.
#   usage: by_hand_test.sh EVENHAND RULEBOOK
set -eu
evenhand=$1 rules=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() { echo "$*"; exit 1; }
has() { grep -qF -- "$2" "$1" || { cat "$1"; fail "$1 does not have: $2"; }; }
# exits WANTED COMMAND...: its outputs go to `out`.
exits() {
  wanted=$1 code=0
  shift
  "$@" >out 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || { cat out; fail "exit code $code, not $wanted: $*"; }
}
# post HOUR: ann posts a link at that hour; what comes of it goes to `result`.
post() {
  printf '{"action_id": %d, "action_name": "post", "timestamp": "2025-03-01T%s:00:00Z", "data": %s}\n' \
    "$1" "$1" '{"did": "ann", "text": "https://a.shop"}' >"post-$1.jsonl"
  "$evenhand" run "$rules" "post-$1.jsonl" --state state -o result
}
labels() { "$evenhand" labels "$@"; }

exits 3 labels show state Account/ann
has out 'there is no state in state'
[ ! -e state ] || fail 'looking made a state'

post 12
exits 0 labels show state Account/ann
has out 'link-spammer: added'
has out 'ann posted a link'

# Slips are refused, and change nothing.
exits 2 labels remove state Account/ann link-spamer --reason x --rulebook "$rules"
has out 'did you mean link-spammer?'
exits 2 labels add state Account/ann shop --reason x --rulebook "$rules"
has out 'valid for Domain, not for Account'
exits 2 labels remove state ann link-spammer --reason x
exits 2 labels remove state Account/ann link-spammer --reason ''
exits 2 labels remove state Account/ann link-spammer --reason x --expires-in soon
exits 2 labels remove state Account/ann link-spammer

# The appeal is granted for three hours: the rule fires again, and is not heard.
exits 0 labels remove state Account/ann link-spammer --reason 'درخواست پذیرفته شد' --by kim --rulebook "$rules" \
  --at 2025-03-01T13:00:00Z --expires-in 3h
has out 'Account/ann: link-spammer is manually removed until 2025-03-01T16:00:00+00:00'
post 14
has result '"IsSpammer": false, "WasCleared": true, "LinkPost": true'
exits 0 labels show state Account/ann --at 2025-03-01T14:00:00Z
has out 'link-spammer: manually removed'
has out 'Manual update by kim: درخواست پذیرفته شد'
has out '_ManuallyUpdated, since 2025-03-01T13:00:00+00:00, until 2025-03-01T16:00:00+00:00'
has out 'before that: added'

# After that it is the rules' again.
post 17
exits 0 labels show state Account/ann --format json
has out '{"entity": "Account/ann", "labels": {"link-spammer": {"status": "added", "in_force": true, '
post 18
has result '"IsSpammer": true, "WasCleared": false'

# A run has the state: nobody else may.
mkfifo events
"$evenhand" run "$rules" - --state state -o other <events &
run=$!
exec 3>events
cat post-12.jsonl >&3
tries=0
until [ -s other ]; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] || fail 'the run never began'
  sleep 0.05
done
exits 3 labels show state Account/ann
has out 'the state in state is in use by another process'
exits 3 labels add state Account/ann shop --reason x
exec 3>&-
wait "$run"

# Killed at any moment.
kills=0 n=0
while [ "$n" -lt 20 ]; do
  n=$((n + 1))
  "$evenhand" labels add state "Account/u$n" link-spammer --reason 'a report' --by kim >"done-$n" 2>&1 &
  change=$!
  sleep "0.0$((n % 10))"
  if kill -9 "$change" 2>/dev/null; then kills=$((kills + 1)); fi
  wait "$change" 2>/dev/null || true
  labels show state "Account/u$n" >out
  if [ -s "done-$n" ] || [ "$(wc -l <out)" -ne 1 ]; then has out 'Manual update by kim: a report'; fi
done
exits 0 labels show state Account/ann
echo "by hand: all as promised, after $kills kills"
