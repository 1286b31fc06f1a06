#!/bin/sh
# The public record by hand: a log begins, grows, is copied, checked by strangers, proved offline and cosigned;
# damage is named; what was signed once is not signed otherwise.
#   usage: ledger_test.sh EVENHAND
set -eu
evenhand=$1
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
ledger() { "$evenhand" ledger "$@"; }

ledger keygen log.example/record --out log.key >log.vkey
exits 2 ledger keygen log.example/record --out log.key
has out 'a key is never written over'
exits 2 ledger keygen 'two words' --out other.key
[ "$(stat -c %a log.key)" = 600 ] || fail 'others can read the key'
exits 3 ledger verify log --key missing.vkey

# Three entries, then 700 lines; then the same again, which changes nothing.
printf 'نخست' >one; printf '' >two; printf 'three' >three
exits 0 ledger append log --key log.key one two three
has out 'entries 0 to 2 are there; its size is 3'
cp log/checkpoint seen
seq -f 'event %.0f' 1 700 >events
exits 0 ledger append log --key log.key --lines events --from 3 --batch 256 --format json
has out '"first": 3, "appended": 700, "size": 703'
cp log/checkpoint before
exits 0 ledger append log --key log.key --lines events --from 3
cmp log/checkpoint before
echo 'event 9' >other
exits 3 ledger append log --key log.key --lines other --from 3
has out 'entry 3 is there already with other bytes'
exits 2 ledger append log --key log.key --lines other --from 900

# A stranger's copy.
cp -r log mirror
exits 0 ledger verify mirror --key log.vkey --since seen
has out 'log.example/record: 703 entries and 4 tiles, all as signed'
has out 'it begins with the 3 entries of the earlier checkpoint'
exits 0 ledger verify mirror --key "$(cat log.vkey)" --format json
has out '"good": true'
exits 0 ledger show mirror
has out 'entries  703'
exits 0 ledger show mirror 0
has out 'نخست'
exits 2 ledger show mirror 703

# One entry, offline.
ledger prove mirror 702 --out last.tlog-proof
printf 'event 700' >held
exits 0 ledger check-proof last.tlog-proof held --key log.vkey
has out 'these bytes are entry 702 of log.example/record, which had 703 entries'
printf 'event 701' >held
exits 1 ledger check-proof last.tlog-proof held --key log.vkey
has out 'it does not hold'
exits 2 ledger prove mirror 703

# Witnesses.
ledger keygen witness.example --out witness.key --witness >witness.vkey
ledger keygen other.example --out other.key --witness >other.vkey
{
  printf 'log %s\n' "$(cat log.vkey)"
  printf 'witness w %s\nwitness o %s\n' "$(cat witness.vkey)" "$(cat other.vkey)"
  printf 'group two all w o\nquorum two\n'
} >policy
exits 0 ledger cosign log --key witness.key --log log.vkey --at 2026-01-01T00:00:00Z --add
exits 1 ledger verify log --policy policy
has out 'too few witnesses have cosigned this: wanted 2 of w, o'
exits 0 ledger cosign mirror --key other.key --log log.vkey --format json
has out '"size": 703'
exits 0 ledger cosign log --key other.key --log log.vkey --add
exits 0 ledger verify log --policy policy
has out 'cosigned by witness.example, other.example'
exits 0 ledger show log
has out 'signed   witness.example'
has out ' at 2026-01-01T00:00:00'
ledger prove log 0 >first.tlog-proof
exits 0 ledger check-proof first.tlog-proof one --policy policy
exits 2 ledger cosign log --key log.key --log log.vkey
# What a witness has seen does not shrink: the same log, put back.
exits 0 ledger append log --key log.key three
exits 0 ledger cosign log --key witness.key --log log.vkey
exits 1 ledger cosign mirror --key witness.key --log log.vkey
has out 'the log has gone back: it has 703 entries, and had 704'

# Damage is named, with its place.
printf 'E' | dd of=mirror/tile/entries/002.p/191 bs=1 seek=2 conv=notrunc 2>/dev/null
exits 1 ledger verify mirror --key log.vkey
has out 'mirror/tile/entries/002.p/191: entry 512: is damaged'
has out 'mend: copy it anew from another mirror of this log'
exits 1 ledger verify nowhere --key log.vkey
has out 'nowhere/checkpoint: is missing'

# The log refuses to sign on after it was put back.
rm -r log && cp -r mirror log
exits 3 ledger append log --key log.key three
chmod 644 log.key
exits 2 ledger append log --key log.key three
has out 'run `chmod 600 log.key`'
echo 'ledger: all as promised'
