#!/bin/sh
# A verifier that nobody here wrote (Go's golang.org/x/mod/sumdb, the reference implementation, from Debian's
# packages) accepts our checkpoints, tiles, bundles and keys.
#   usage: go_test.sh EVENHAND GO_PROGRAM
set -eu
evenhand=$1 program=$2
export GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS=
if ! command -v go >/dev/null || [ ! -d "$GOPATH/src/golang.org/x/mod/sumdb/tlog" ]; then
  echo 'skipped: golang-go and golang-golang-x-mod-dev are not installed'
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$program" "$work/check.go"
cd "$work"
[ -n "${HOME:-}" ] || export GOCACHE="$work/cache"
go build -o check check.go

"$evenhand" ledger keygen log.example/ledger --out key >vkey
seq -f 'decision %.0f' 1 300 >first
seq -f 'decision %.0f' 1 66000 >all
"$evenhand" ledger append log --key key --lines first >/dev/null
./check log "$(cat vkey)"
cp log/checkpoint seen
"$evenhand" ledger append log --key key --lines all --from 0 --batch 10000 >/dev/null
./check log "$(cat vkey)" seen
# And it is not one that accepts anything.
printf 'D' | dd of=log/tile/entries/x000/007 bs=1 seek=2 conv=notrunc 2>/dev/null ||
  printf 'D' | dd of=log/tile/entries/007 bs=1 seek=2 conv=notrunc 2>/dev/null
if ./check log "$(cat vkey)" >out; then echo 'Go accepts a damaged entry'; exit 1; fi
grep -q 'entry 1792 does not hash to its leaf' out
