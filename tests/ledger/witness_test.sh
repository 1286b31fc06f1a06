#!/bin/sh
# Witnesses over HTTP by hand, over a real socket: a log asks, grows, asks again; a witness that is killed
# remembers; a fork is refused; cosignatures satisfy a policy; `ledger cosign` knows what the server has seen.
#   usage: witness_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

fail() { echo "$*"; exit 1; }
has() { grep -qF -- "$2" "$1" || { cat "$1"; fail "$1 does not have: $2"; }; }
exits() {
  wanted=$1 code=0
  shift
  "$@" >out 2>&1 || code=$?
  [ "$code" -eq "$wanted" ] || { cat out; fail "exit code $code, not $wanted: $*"; }
}
ledger() { "$evenhand" ledger "$@"; }
start() {
  : >server.log  # what one before it said is not what this one says
  "$evenhand" ledger witness --key witness.key --log log.vkey --listen "${1:-127.0.0.1:0}" >server.log 2>&1 &
  server=$!
  for _ in $(seq 100); do
    grep -q '^witness' server.log && break
    sleep 0.1
  done
  has server.log 'witness witness.example on 127.0.0.1:'
  url=http://$(sed -n 's/^witness .* on \([^;]*\);.*/\1/p' server.log)
}
ask() { ledger ask-witness "$1" --witness "$url" --witness-key witness.vkey; }
add() {
  printf '%s' "$2" >entry
  ledger append "$1" --key log.key --state "$1.state" entry >/dev/null
}

ledger keygen log.example/record --out log.key >log.vkey
ledger keygen witness.example --out witness.key --witness >witness.vkey
printf 'log %s\nwitness w %s\nquorum w\n' "$(cat log.vkey)" "$(cat witness.vkey)" >policy
add log one
add log two
cp -r log fork
cp log.state fork.state
start

exits 1 ledger verify log --policy policy
ledger ask-witness log --witness "$url" --witness-key witness.vkey --add >line
has line '— witness.example '
ledger verify log --policy policy >out
# Once more asks for no second line.
ledger ask-witness log --witness "$url" --witness-key witness.vkey --add >line
[ "$(grep -c '^— witness.example' log/checkpoint)" = 1 ] || fail 'a second line of one witness'

# It is killed at once after its answer, and has it still.
add log three
ask log >line
kill -9 "$server"; wait "$server" 2>/dev/null || true
start
add fork 'another third'
exits 3 ask fork
has out 'does not cosign (422)'
add fork 'another fourth'
exits 3 ask fork
has out 'does not cosign (422)'
for i in $(seq 300); do echo "\"entry $i\""; done >lines
ledger append log --key log.key --state log.state --lines lines >/dev/null
ask log >line
add log more
ask log >line
# An old copy cannot be cosigned, and says why.
exits 3 ask fork
has out 'has seen 304 entries already, and this copy has 4'
# While it runs nobody else signs with what it has seen; afterwards cosign goes on from there.
exits 3 ledger cosign log --key witness.key --log log.vkey
kill -9 "$server"; wait "$server" 2>/dev/null || true
exits 1 ledger cosign fork --key witness.key --log log.vkey
ledger cosign log --key witness.key --log log.vkey >line
has line '— witness.example '
start
ask log >line
# Logs and keys that are not known.
ledger keygen other.example --out other.key >other.vkey
printf x >entry
ledger append other --key other.key entry >/dev/null
exits 3 ask other
has out 'does not cosign (404)'
ledger keygen witness2.example --out witness2.key --witness >witness2.vkey
exits 3 ledger ask-witness log --witness "$url" --witness-key witness2.vkey
has out 'not signed by witness2.example'
exits 2 ledger ask-witness log --witness "$url" --witness-key log.vkey
exits 3 ledger witness --key witness.key --log log.vkey
echo done
