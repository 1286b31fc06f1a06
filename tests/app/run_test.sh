#!/bin/sh
# A run in a pipe is quiet, unless lines held no event: then it says how many and where their reasons are. A full disk
# is said too.
#   usage: run_test.sh EVENHAND RULEBOOK
set -eu
evenhand=$1 rules=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$*"; exit 1; }
# said TEXT COMMAND...: TEXT, or nothing, is all that the command says on standard error.
said() {
  wanted=$1
  shift
  "$@" >results 2>said || fail "exit code $?: $*"
  [ "$(cat said)" = "$wanted" ] || { cat said; fail "not: $wanted"; }
}
event='{"action_id": 1, "action_name": "post", "timestamp": "2025-03-01T10:00:00Z", "data": {"did": "ann"}}'

printf '%s\n' "$event" >good.jsonl
said "" "$evenhand" run "$rules" good.jsonl
[ ! -e dead-letters.jsonl ] || fail "a file of dead letters without any"

printf '{cut off\n%s\n[1, 2]\n' "$event" >mixed.jsonl
said "evenhand: lines without an event: 2; place and reason of each: rejected.jsonl" \
  "$evenhand" run "$rules" mixed.jsonl --dead-letters rejected.jsonl
[ "$(wc -l <results)" -eq 1 ] || fail "the good line has no result"
[ "$(wc -l <rejected.jsonl)" -eq 2 ] || fail "not two dead letters"
said "" "$evenhand" run "$rules" mixed.jsonl --dead-letters rejected.jsonl --summary never

# What cannot be written is said, and no success.
full() {
  code=0
  "$@" >/dev/full 2>said || code=$?
  [ "$code" -eq 3 ] || fail "exit code $code with a full disk: $*"
  grep -q "cannot write" said || { cat said; fail "it does not say why: $*"; }
}
full "$evenhand" check "$rules"
full "$evenhand" run "$rules" good.jsonl
full "$evenhand" run "$rules" good.jsonl --state state
