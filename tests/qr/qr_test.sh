#!/bin/bash
# A statement of reasons as QR codes on paper: printed, spoiled in each way that a level of correction is for, and read by a reader that is
# not ours: the same bytes. Where a code is beyond reading, the number of the part to be sent again is told.
#   usage: qr_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
for tool in zbarimg python3; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

make_docket
"$evenhand" statement write d-1 --store docket --language fa --at 2026-02-03T00:00:00Z --out d-1.sig
"$evenhand" statement parts d-1.sig >parts.txt
"$evenhand" statement qr d-1.sig --out d-1.svg
mkdir seen
count=$(python3 "$root/tests/qr/spoil.py" d-1.svg seen 100)
[ "$count" = "$(wc -l <parts.txt)" ] && [ "$count" -ge 3 ] || die "$count codes for $(wc -l <parts.txt) parts"

scan() { zbarimg --nodbus --quiet --raw -Sdisable -Sqr.enable "$@" 2>scan.log || true; }
joins() { "$evenhand" statement join "$1" --out joined.sig >join.out 2>join.err && cmp -s joined.sig d-1.sig; }

say "$count codes at 100 dots an inch, 8 cm wide"
for kind in untouched blots noise turned pale blurred covered everything; do
  scan seen/$kind-*.pgm >scanned.txt
  joins scanned.txt || die "$kind: $(wc -l <scanned.txt) of $count codes are read: $(cat join.out join.err)"
  printf '   %-12s the same bytes\n' $kind
done
scan seen/page.pgm >scanned.txt
joins scanned.txt || die "a page at once: $(wc -l <scanned.txt) of $count codes are read"
printf '   %-12s the same bytes\n' 'in one shot'

say 'one code is torn, each in turn'
for lost in $(seq 1 "$count"); do
  [ -z "$(scan "seen/torn-$lost.pgm")" ] || die 'half a code is read'
  for n in $(seq 1 "$count"); do [ "$n" = "$lost" ] || scan "seen/everything-$n.pgm"; done >scanned.txt
  ! "$evenhand" statement join scanned.txt >join.out 2>join.err || die 'a part is missing, and nobody says so'
  grep -q "send again number $lost of $count" join.err || die "the number $lost is not told: $(cat join.err)"
  # It is sent again, as a message, and that is enough.
  { cat scanned.txt; sed -n "${lost}p" parts.txt | fold -w 40; } >again.txt
  joins again.txt || die 'the part that was sent again does not help'
done
printf '   its number is told, and that part alone by message is enough\n'
echo 'codes on paper are read again, or say which is to be sent again'
