#!/bin/sh
# A second appeal on new facts that is carried by hand: written without a line, in Persian, imported twice and
# in another order, decided by another person, reinstated; with receipts and a record that verify.
#   usage: second_appeal_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "FAILED: $1"; exit 1; }
expect() { grep -q -- "$1" out || { cat out; fail "expected: $1"; }; }
at() { printf '2026-02-%sT%s:00:00Z' "$1" "${2:-00}"; }
# What must be refused: the exit code, the rule in the message, and that nothing changed.
refused() {
  why=$1
  want=$2
  shift 2
  sum=$(cksum <docket/cases.sqlite)
  if "$evenhand" "$@" >out 2>&1; then ended=0; else ended=$?; fi
  [ "$ended" = "$want" ] || { cat out; fail "$* ended with $ended, not $want"; }
  expect "$why"
  [ "$sum" = "$(cksum <docket/cases.sqlite)" ] || fail "$* changed the store"
}
import() { "$evenhand" appeal import "$@" --store docket; }

"$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
"$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
printf '{"decision": "d-1", "account": "ann", "item": "at://ann/1", "posted": "%s", "at": "%s", "judgements": [{"question": "health_claim", "answer": "deletion_level", "by": "r1"}], "words": "گفتند"}\n' "$(at 01)" "$(at 02)" >case.jsonl
"$evenhand" decide --store docket case.jsonl --format none 2>/dev/null
"$evenhand" publish site --store docket --at "$(at 02)" >/dev/null
cp site/keys/evenhand.pub .
code=$("$evenhand" code show d-1 --store docket)

# The first appeal: written offline, carried, decided.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'نقل قول بود' --language fa --out first.txt
grep -q 'Decision: d-1' first.txt || fail 'no letter'
import first.txt --receipts outbox --at "$(at 03)" >out
expect 'appeal d-1/1 is filed'
# A second one while the first is open is further words of the first, not another appeal.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'پیش از پاسخ' --new-facts 'خبری هست' --out early.txt
import early.txt --receipts outbox --at "$(at 03 01)" >out
expect 'appeal d-1/1 has newer words'
"$evenhand" appeal assign d-1/1 --reviewer r2 --store docket --at "$(at 03 02)" >/dev/null
"$evenhand" appeal decide d-1/1 --reviewer r2 --outcome upheld --reason 'نقل قولی دیده نمی‌شود' --store docket --at "$(at 03 03)" >/dev/null

# Without new facts there is no second one (policy.md 13), by letter or by form.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'باز هم نقل قول بود' --language fa --out again.txt
refused 'is upheld: nothing can be added (13)' 1 appeal import again.txt --store docket --receipts refused --at "$(at 04)"
! ls refused/receipt-* >/dev/null 2>&1 || fail 'a receipt for what was refused'
grep -q . refused/answer-*.txt || fail 'why it was refused is not written back'
refused 'a second appeal says which facts are new (13)' 2 appeal file d-1 --words 'again' --store docket --at "$(at 04)"
# The letter that was early has its answer already: the same words again are not another appeal.
import early.txt --receipts early --at "$(at 04)" >out
expect 'd-1/1 has these words already; nothing happened'

# With new facts, in Persian; sealed too, so that its carrier cannot read it.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'روزنامه همان جمله را چاپ کرده است' \
  --new-facts 'روزنامهٔ ۱۴ بهمن آن را چاپ کرد' --language fa --out second.txt
"$evenhand" appeal seal-key --store docket >seal.pub
"$evenhand" appeal pack second.txt --seal seal.pub --out sealed.txt
tac sealed.txt >reversed.txt
"$evenhand" appeal read second.txt >out
expect 'New facts: روزنامهٔ ۱۴ بهمن آن را چاپ کرد'

# By four ways, twice, the old letter among them, the parts in another order: filed once.
import reversed.txt first.txt second.txt sealed.txt second.txt --receipts outbox --at "$(at 05)" >out
[ "$(grep -c 'appeal d-1/2 is filed' out)" = 1 ] || { cat out; fail 'not filed once'; }
[ "$(grep -c 'd-1/2 has these words already; nothing happened' out)" = 3 ] || { cat out; fail 'the copies did something'; }
[ "$(grep -c 'd-1/1 has these words already; nothing happened' out)" = 1 ] || { cat out; fail 'the old letter did something'; }
cp -r outbox before
import second.txt --receipts outbox --at "$(at 06)" >out
expect 'nothing happened'
diff -r before outbox || fail 'another receipt for the same letter'
"$evenhand" appeal words d-1/2 --store docket >out
expect 'روزنامه همان جمله'
for receipt in outbox/receipt-*.txt; do
  case $receipt in *.fa.txt) continue ;; esac
  "$evenhand" statement check "$receipt" --key evenhand.pub >out || fail "$receipt does not verify"
done
ls outbox/receipt-*.fa.txt >/dev/null || fail 'no receipt in Persian'
grep -q 'd-1/2' outbox/receipt-*.fa.txt || fail 'no Persian receipt of the second appeal'

# Decided by somebody who had no part before: not the first reviewer, nor who answered the first appeal.
refused 'another person decides, not a machine alone (13)' 2 appeal assign d-1/2 --reviewer r1 --store docket --at "$(at 05 01)"
refused 'another person decides, not a machine alone (13)' 2 appeal assign d-1/2 --reviewer r2 --store docket --at "$(at 05 01)"
"$evenhand" appeal assign d-1/2 --reviewer r3 --store docket --at "$(at 05 01)" >/dev/null
"$evenhand" appeal decide d-1/2 --reviewer r3 --outcome overturned --reason 'روزنامه را دیدیم: نقل قول است' --store docket --at "$(at 05 02)" >out
expect 'item at://ann/1 is shown again'
expect 'its strikes are void'
"$evenhand" account standing ann --store docket --at "$(at 05 03)" >out
if grep -q 'health: [1-9]' out; then cat out; fail 'a strike is left'; fi
# Nothing more: it is void.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'سوم' --new-facts 'باز هم' --out third.txt
refused 'it is void already\|nothing can be added' 1 appeal import third.txt --store docket --at "$(at 07)"

# Store and record agree, and a stranger can check the record.
"$evenhand" conformity --store docket >out || { cat out; fail 'conformity'; }
expect '1 identical, 0 different, 0 not recomputable'
expect 'the public record says the same'
"$evenhand" ledger verify docket/record --key docket/record.vkey >out || { cat out; fail 'the record does not verify'; }
for n in 0 1 2 3 4 5 6 7 8 9; do "$evenhand" ledger show docket/record $n 2>/dev/null || true; done >leaves
[ "$(grep -c 'appeal-opened' leaves)" = 2 ] || { cat leaves; fail 'not two appeals on record'; }
[ "$(grep -c 'appeal-decided' leaves)" -ge 2 ] || { cat leaves; fail 'not two answers on record'; }
if grep -q 'روزنامه' leaves; then fail 'words in the public record'; fi
echo "two appeals, carried; the second on new facts, in Persian; reinstated, proved"
