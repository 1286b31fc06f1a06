#!/bin/sh
# The door by hand: a site, bundles, statements and carried appeals, from the command line, killed on the way.
#   usage: by_hand_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
say() { printf '== %s\n' "$*"; }
die() { printf 'FAILED: %s\n' "$*"; exit 1; }
# Exit code of a command that may fail.
code_of() { set +e; "$@" >out 2>err; code=$?; set -e; printf '%s' "$code"; }

"$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
"$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
for n in 1 2 3; do
  printf '{"decision": "d-%s", "account": "ann", "item": "at://ann/%s", "posted": "2026-02-0%sT00:00:00Z", "at": "2026-02-0%sT12:00:00Z", "judgements": [{"question": "health_claim", "answer": "deletion_level", "by": "r1"}], "words": "secret words %s"}\n' $n $n $n $n $n
done >cases.jsonl
"$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1

say 'a site, which says nothing of people'
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >publish.txt
grep -q 'nearest to its budget' publish.txt || die 'no budgets'
if grep -rqE 'secret words|at://ann|"ann"|d-[123]' site; then die 'the site tells of a person'; fi
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z | grep -q '^0 of' || die 'a second run writes'
"$evenhand" mirror check site --key site/keys/evenhand.pub --at 2026-02-11T00:00:00Z >check.txt || die "$(cat check.txt)"

say 'bundles, and what is wrong with one'
"$evenhand" bundle make site --store docket --kind full --out full.zip >/dev/null
"$evenhand" bundle make site --store docket --kind reader --at 2026-02-10T00:00:00Z --out reader.zip >/dev/null
"$evenhand" bundle person ann --store docket --language fa --at 2026-02-10T00:00:00Z --out ann.zip >/dev/null
cp site/keys/evenhand.pub .
# A reader's copy is of the site as it was made: each language, and the witnesses whose signatures readers should ask for.
{ cat site/keys/policy; echo '# of the site'; } >policy
"$evenhand" publish wide --store docket --languages ar,es --policy policy --at 2026-02-10T00:00:00Z >/dev/null
"$evenhand" bundle make wide --store docket --kind reader --at 2026-02-10T00:00:00Z --out wide.zip >/dev/null
python3 -m zipfile -e wide.zip wide-reader 2>/dev/null || unzip -q wide.zip -d wide-reader
[ "$(cd wide-reader && ls -d ?? | tr '\n' ' ')" = 'ar en es fa ' ] || die "languages of the reader: $(ls wide-reader)"
cmp wide-reader/keys/policy policy || die 'the reader asks for no witnesses'
[ "$(code_of "$evenhand" bundle make nowhere --store docket --kind reader)" = 3 ] && grep -q 'there is no site here' err || die "a reader of no site: $(cat err)"
printf 'EVENHAND WAYS 1\nDate: 2026-02-10\nUntil: 2026-02-20\nMail: appeals@example.org\n' >ways
"$evenhand" publish with-ways --store docket --ways ways --at 2026-02-10T00:00:00Z >/dev/null
"$evenhand" bundle make with-ways --store docket --kind reader --at 2026-02-10T00:00:00Z --out ways-reader.zip >/dev/null
"$evenhand" bundle person ann --store docket --language fa --site with-ways --at 2026-02-10T00:00:00Z --out ways-ann.zip >/dev/null
for zip in ways-reader ways-ann; do
  [ "$(code_of "$evenhand" bundle verify $zip.zip --key evenhand.pub --at 2026-02-11T00:00:00Z)" = 0 ] || die "$zip: $(cat out err)"
  grep -q 'ways *signed, of 2026-02-10, 1 day old$' out || die "$zip has no list of addresses: $(cat out)"
  # One that is over is better than none, and says since when.
  [ "$(code_of "$evenhand" bundle verify $zip.zip --key evenhand.pub --at 2026-02-22T00:00:00Z)" = 0 ] || die "$zip: $(cat out err)"
  grep -q '12 days old, over since 2 days' out || die "$zip does not say that its list is over: $(cat out)"
done
say 'the newest list of addresses counts, and says how old it is'
grep -q 'It is of 10 February 2026 and lasts until 20 February 2026' with-ways/en/ways.txt || die "no age: $(cat with-ways/en/ways.txt)"
# What a copy says of its list is still true years later.
grep -q 'From 20 February 2026 on it is over' with-ways/en/ways.txt || die 'a list does not say from when it is over'
"$evenhand" publish with-ways --store docket --ways ways --at 2026-02-25T00:00:00Z >/dev/null
grep -q 'over since then, and is 15 days old or more' with-ways/en/ways.txt || die "an expired list does not say so: $(cat with-ways/en/ways.txt)"
grep -q '۱۵ روز یا بیشتر' with-ways/fa/ways.txt || die 'no age in Persian'
cp with-ways/ways.txt old-ways.txt
printf 'EVENHAND WAYS 1\nDate: 2026-02-20\nUntil: 2026-03-20\nMail: appeals@example.org\n' >new-ways
cp -r with-ways older
"$evenhand" publish with-ways --store docket --ways new-ways --at 2026-02-25T00:00:00Z >/dev/null
"$evenhand" bundle verify ways-reader.zip --key evenhand.pub --at 2026-02-25T00:00:00Z --ways with-ways/ways.txt --ways old-ways.txt >out || [ $? = 4 ] || die "$(cat out)"
grep -q 'use with-ways/ways.txt, which is of 2026-02-20, 5 days old' out || die "the newer list is not named: $(cat out)"
"$evenhand" mirror check with-ways --key evenhand.pub --at 2026-02-25T00:00:00Z --since older/record/checkpoint >out || die "$(cat out)"
grep -q 'ways *signed, of 2026-02-20, 5 days old; no other is newer' out || die "the list of the older copy: $(cat out)"
"$evenhand" mirror check older --key evenhand.pub --at 2026-02-25T00:00:00Z --since with-ways/record/checkpoint >out || die "$(cat out)"
grep -q 'use with-ways/ways.txt' out || die "an older copy hides the newer list: $(cat out)"
"$evenhand" mirror check older --key evenhand.pub --at 2026-02-25T00:00:00Z --ways ways >out || die "$(cat out)"
grep -q 'ways does not count' out || die "a list that is not signed counts: $(cat out)"
printf 'EVENHAND WAYS 1\nDate: 2026-02-10\n' >ways
[ "$(code_of "$evenhand" publish with-ways --store docket --ways ways)" = 2 ] && grep -q 'no address in it' err || die 'a list without an address'
for zip in full reader ann; do
  [ "$(code_of "$evenhand" bundle verify $zip.zip --key evenhand.pub --at 2026-02-11T00:00:00Z)" = 0 ] || die "$zip: $(cat out err)"
done
# What a ZIP has beside its files is in no list: a mark there is told, and packing anew takes it off.
"$evenhand" bundle verify full.zip --key evenhand.pub --at 2026-02-11T00:00:00Z | grep -q 'container *packed byte for byte as here' || die 'our own bundle'
{ cat full.zip; } >marked.zip && python3 - <<'PY'
zip = bytearray(open('marked.zip', 'rb').read())
at = zip.rfind(b'PK\x01\x02')
zip[at + 40] ^= 1  # a right of others to the last file
open('marked.zip', 'wb').write(zip)
PY
[ "$(code_of "$evenhand" bundle verify marked.zip --key evenhand.pub --at 2026-02-11T00:00:00Z)" = 0 ] && grep -q 'container *PACKED OTHERWISE.*marked' out || die "a mark in the container: $(cat out)"
[ "$(code_of "$evenhand" bundle verify full.zip --key evenhand.pub --at 2026-03-11T00:00:00Z)" = 4 ] || die 'old is not 4'
[ "$(code_of "$evenhand" bundle verify full.zip --key evenhand.pub --at 2026-01-11T00:00:00Z)" = 1 ] || die 'the future is not 1'
[ "$(code_of "$evenhand" bundle verify rulebook.yaml --key evenhand.pub)" = 2 ] || die 'no ZIP is not 2'
"$evenhand" ledger keygen example.org/other --out other.key >/dev/null
printf 'EVENHAND TEST 1\n' >note.txt
"$evenhand" rulebook publish rulebook.yaml --store other --origin example.org/other >/dev/null
"$evenhand" publish other-site --store other >/dev/null
[ "$(code_of "$evenhand" bundle verify full.zip --key other-site/keys/evenhand.pub --at 2026-02-11T00:00:00Z)" = 3 ] || die 'another key is not 3'

say 'statements: signed, as parts, as codes'
"$evenhand" statement write d-1 --store docket --language fa --ways 'appeals@example.org' --at 2026-02-03T00:00:00Z --out d-1.sig
"$evenhand" statement check d-1.sig --key evenhand.pub --out d-1.txt
[ "$(wc -c <d-1.txt)" -le 4000 ] || die 'a statement over 4,000 bytes'
"$evenhand" statement parts d-1.sig >parts.txt
{ tac parts.txt; cat parts.txt; } | fold -w 40 >wrapped.txt
"$evenhand" statement join wrapped.txt --out joined.sig
cmp d-1.sig joined.sig || die 'parts give another statement'
head -n 1 parts.txt >one.txt
if [ "$(wc -l <parts.txt)" -gt 1 ]; then [ "$(code_of "$evenhand" statement join one.txt)" = 1 ] || die 'a missing part is not told'; fi
"$evenhand" statement qr d-1.sig --out d-1.svg
"$evenhand" statement qr d-1.sig --format pbm --out code
if command -v zbarimg >/dev/null; then
  for image in code-*.pbm; do zbarimg --quiet --raw -Sdisable -Sqr.enable "$image"; done >scanned.txt 2>/dev/null
  "$evenhand" statement join scanned.txt --out scanned.sig
  cmp d-1.sig scanned.sig || die 'a scanner reads another statement'
fi

say 'tools that others have'
if command -v signify-openbsd >/dev/null; then
  signify-openbsd -V -q -e -p evenhand.pub -x d-1.sig -m signify.txt || die 'signify refuses a statement'
  cmp d-1.txt signify.txt
  (cd site && signify-openbsd -C -q -p ../evenhand.pub -x SHA256.sig) || die 'signify refuses the list'
  sed 's/.$//' d-1.sig >bad.sig
  ! signify-openbsd -V -q -e -p evenhand.pub -x bad.sig -m bad.txt 2>/dev/null || die 'signify accepts a changed statement'
fi
if command -v minisign >/dev/null; then
  "$evenhand" statement sign d-1.txt --key docket/record.key --form minisign --out d-1.txt.minisig
  minisign -V -q -p evenhand.pub -m d-1.txt -x d-1.txt.minisig || die 'minisign refuses a statement'
fi
if command -v ssh-keygen >/dev/null; then
  "$evenhand" statement sign d-1.txt --key docket/record.key --form ssh --out d-1.sshsig
  ssh-keygen -Y verify -f site/keys/evenhand.allowed -I log -n evenhand -s d-1.sshsig <d-1.txt >/dev/null || die 'ssh-keygen refuses a statement'
fi
if command -v openssl >/dev/null; then
  "$evenhand" statement sign d-1.txt --key docket/record.key --form raw --out d-1.raw
  openssl pkeyutl -verify -pubin -inkey site/keys/evenhand.pem -rawin -in d-1.txt -sigfile d-1.raw >/dev/null || die 'openssl refuses a statement'
fi
[ "$(code_of "$evenhand" statement sign cases.jsonl --key docket/record.key)" = 2 ] || die 'the key signs anything'

say 'appeals that are carried'
code=$("$evenhand" code show d-1 --store docket)
grep -q "$code" d-1.txt || die 'the statement has another code'
"$evenhand" appeal write --decision d-1 --code "$code" --words 'نقل قول بود' --out appeal.txt
"$evenhand" appeal seal-key --store docket >seal.pub
"$evenhand" appeal pack appeal.txt --seal seal.pub >sealed.txt
! grep -q d-1 sealed.txt || die 'a sealed letter can be read'
"$evenhand" appeal read sealed.txt --store docket | grep -q 'Decision: d-1' || die 'the desk cannot read it'
"$evenhand" appeal import sealed.txt --store docket --receipts outbox --at 2026-02-12T00:00:00Z | grep -q 'is filed' || die 'not filed'
cp -r outbox before
for n in 1 2 3; do "$evenhand" appeal import appeal.txt sealed.txt --store docket --receipts outbox --at 2026-02-1${n}T00:00:00Z >again.txt; done
[ "$(grep -c 'nothing happened' again.txt)" = 2 ] || die 'it counted twice'
diff -r before outbox || die 'another receipt for the same words'
"$evenhand" statement check outbox/receipt-*.txt --key evenhand.pub >receipt.txt
[ "$(wc -c <receipt.txt)" -lt 1000 ] || die 'a receipt over 1,000 bytes'
! grep -q "$code" receipt.txt || die 'a receipt with a code'
# A letter that says its language gets its receipt said in it too; the signed one is the same.
"$evenhand" appeal write --decision d-1 --code "$code" --words 'نقل قول بود' --language fa --out fa.txt
"$evenhand" appeal import fa.txt --store docket --receipts outbox-fa --at 2026-02-13T00:00:00Z | grep -q 'nothing happened' || die 'the language makes another appeal'
diff before outbox-fa | grep -v '^Only in outbox-fa: receipt-[0-9a-f]*\.fa\.txt$' && die 'another signed receipt for another language'
grep -q '۲۳ بهمن ۱۴۰۴' outbox-fa/receipt-*.fa.txt || die "no receipt in Persian: $(cat outbox-fa/*)"
"$evenhand" statement check outbox/receipt-*.txt --key evenhand.pub --language fa | cmp - outbox-fa/receipt-*.fa.txt || die 'two ways to say a receipt'
# A language in which no receipt can be said is refused where the letter is written, with those that are.
for language in xx en-x fa-IR; do
  [ "$(code_of "$evenhand" appeal write --decision d-1 --code "$code" --words x --language $language)" = 2 ] || die "a letter in $language"
  grep -q "'$language'.*en, fa, ar, ru, es" err || die "the languages are not listed: $(cat err)"
done
# A wrong code and a decision that is not there are told alike.
"$evenhand" appeal write --decision d-2 --code "$code" --words x --out wrong.txt
"$evenhand" appeal write --decision nowhere --code "$code" --words x --out nowhere.txt
[ "$(code_of "$evenhand" appeal import wrong.txt --store docket)" = 1 ] || die 'a wrong code is taken'
sed 's/^[^:]*//' out >wrong.out
"$evenhand" appeal import nowhere.txt --store docket >out || true
sed 's/^[^:]*//' out | cmp - wrong.out || die 'a wrong code and no decision are told apart'
"$evenhand" code reissue d-1 --store docket >/dev/null
"$evenhand" appeal write --decision d-1 --code "$code" --words 'more' --out old.txt
[ "$(code_of "$evenhand" appeal import old.txt --store docket)" = 1 ] || die 'an old code is taken'

say 'why a letter was not taken in is written back in its language'
cp -r docket late-docket && mkdir refused
appeal2=$("$evenhand" code show d-2 --store late-docket)
comply2=$("$evenhand" code show d-2 --store late-docket --purpose comply)
letter() { printf 'EVENHAND %s 1\nتصمیم: %s\nرمز: %s\n%s\n' "$2" "$3" "$4" "$5" >refused/"$1"; }
letter wrong APPEAL d-9 "$code" '
چرا'
letter short APPEAL d-2 7K4MQ '
چرا'
letter no-words APPEAL d-2 "$appeal2" ''
letter no-text APPEAL d-2 "$appeal2" 'از من نیست: 7'
letter no-numbers APPEAL d-2 "$appeal2" 'از من نیست: همه'
letter other-item COMPLY d-2 "$comply2" 'مطلب: at://ann/9'
letter no-item COMPLY d-2 "$comply2" ''
letter long-item COMPLY d-2 "$comply2" "مطلب: $(head -c 4000 /dev/zero | tr '\0' x)"
printf 'EVENHAND CHALLENGE 1\nثبت: r-IR-twitter-3\n\nنادرست\n' >refused/no-register
letter late APPEAL d-2 "$appeal2" '
دیر'
{ sed '/^دیر/d' refused/late && head -c 2400 /dev/urandom | base64; } >long.txt
"$evenhand" appeal pack long.txt --out parts.txt && sed '$d' parts.txt >refused/part
for file in refused/*; do
  "$evenhand" appeal import $file --store late-docket --receipts back/${file#*/} --at 2027-03-01T00:00:00Z --format json >>back.jsonl || true
  name=$(ls back/${file#*/}) || die "$file: nothing is written back"
  case $file in */part) continue ;; esac
  case $name in answer-*.fa.txt) ;; *) die "$file: $name" ;; esac
  ! grep -q '[A-Za-z]' back/${file#*/}/$name || die "$file is answered in English: $(cat back/${file#*/}/$name)"
done
[ "$(grep -c '"answer": "answer-' back.jsonl)" = 11 ] || die "$(cat back.jsonl)"
grep -q 'قطع بودم' back/late/* || die "a late letter is not asked: $(cat back/late/*)"
grep -q 'again, all together: of .*, number .* of ' back/part/answer-*.en.txt || die "which part is missing is not said: $(cat back/part/*)"
# The question has no answer in time: then it is refused, with the day.
"$evenhand" appeal import refused/late --store late-docket --receipts back/over --at 2027-09-01T00:00:00Z >/dev/null || true
grep -q '۱۲ مرداد ۱۴۰۵\|۱۱ مرداد ۱۴۰۵' back/over/answer-*.fa.txt || die "over: $(cat back/over/*)"
# What travels with a person is in that person's language, with English for whoever helps.
python3 -m zipfile -e ann.zip ann-files 2>/dev/null || unzip -q ann.zip -d ann-files
grep -q 'وضع حساب: .ann' ann-files/standing.txt || die "standing: $(cat ann-files/standing.txt)"
! grep -q 'strike\|lock\|weight' ann-files/standing.txt || die "standing in English: $(cat ann-files/standing.txt)"
grep -q 'این بسته برای یک نفر است' ann-files/VERIFY.txt && grep -q 'This bundle is for one person' ann-files/VERIFY.txt || die 'VERIFY.txt of a person'
for words in 'راه وارسی این نسخه' 'How to check this copy' 'كيف تتحقق من هذه النسخة' 'Cómo comprobar esta copia'; do
  grep -q "$words" wide/VERIFY.txt || die "VERIFY.txt lacks: $words"
done
! grep -q 'Как проверить' wide/VERIFY.txt || die 'VERIFY.txt in a language that the site has not'
# Its commands do what they are expected to do.
( cd wide && sed -n '/^1\. /,/^3\. /p' VERIFY.txt | sed -n '1,/^3\. /p' | grep -E '^   (tail|sed|openssl|sha256sum)' >../commands && sh -e ../commands >../commands.out ) || die "the commands of VERIFY.txt: $(cat commands.out)"
grep -q 'Signature Verified Successfully' commands.out || die "$(cat commands.out)"

say 'a letter sealed with age'
if command -v age >/dev/null; then
  "$evenhand" appeal seal-key --store docket --form age --at 2026-02-12T00:00:00Z >seal.age
  "$evenhand" publish aged --store docket --at 2026-02-12T00:00:00Z >/dev/null
  cmp seal.age aged/keys/seal.age || die 'the site has another key for age'
  "$evenhand" appeal write --decision d-2 --code "$("$evenhand" code show d-2 --store docket)" --words 'با age' --out plain.txt
  age -R aged/keys/seal.age -o letter.age plain.txt || die 'age does not know the key'
  age -a -R aged/keys/seal.age plain.txt >letter.asc
  { echo 'Dear desk,'; cat letter.asc; echo 'Sent from my phone'; } >mail.txt
  for file in letter.age letter.asc mail.txt; do
    "$evenhand" appeal read $file --store docket | cmp - plain.txt || die "$file cannot be read"
    "$evenhand" appeal import $file --store docket --at 2026-02-12T12:00:00Z >out || die "$(cat out)"
  done
  grep -q 'nothing happened' out || die 'three ways make three appeals'
  [ "$(code_of "$evenhand" appeal read letter.age)" = 1 ] && grep -q 'no key here' err || die 'it opens without a key'
  head -c -5 letter.age >cut.age
  [ "$(code_of "$evenhand" appeal import cut.age --store docket)" = 1 ] && grep -q 'damaged' out || die 'a cut file is taken'
  age-keygen -o other.txt 2>/dev/null
  age -r "$(age-keygen -y other.txt)" -o others.age plain.txt
  [ "$(code_of "$evenhand" appeal import others.age --store docket)" = 1 ] && grep -q 'other keys' out || die 'a file to another key'
  head -c 40000 /dev/zero | age -R seal.age -o large.age
  [ "$(code_of "$evenhand" appeal import large.age --store docket)" = 1 ] && grep -q 'more than' out || die 'a large file is opened'
fi

say 'a deletion order from afar'
comply=$("$evenhand" code show d-3 --store docket --purpose comply)
"$evenhand" appeal write --decision d-3 --code "$comply" --item at://ann/3 --out comply.txt
"$evenhand" appeal import comply.txt --store docket --at 2026-02-14T00:00:00Z | grep -q 'counts as deleted since 2026-02-14' || die 'not deleted'
"$evenhand" appeal import comply.txt --store docket --at 2026-02-15T00:00:00Z | grep -q 'since 2026-02-14.*nothing happened' || die 'deleted twice'

say 'whether it arrived'
"$evenhand" publish site --store docket --at 2026-02-16T00:00:00Z >/dev/null
"$evenhand" code check "$code" --received site/received.txt | grep -q 'has arrived' || die 'received.txt lacks it'

say 'killed on the way'
for n in 2 3; do
  "$evenhand" appeal write --decision d-$n --code "$("$evenhand" code show d-$n --store docket)" --words "words of $n" --out letter-$n.txt
done
for delay in 0.002 0.005 0.01 0.02 0.03 0.05 0.08; do
  "$evenhand" appeal import letter-2.txt letter-3.txt appeal.txt --store docket --receipts killed --at 2026-02-17T00:00:00Z >/dev/null 2>&1 &
  sleep $delay
  kill -9 $! 2>/dev/null || true
  wait $! 2>/dev/null || true
  # A receipt that exists is of an appeal that is kept.
  for receipt in killed/receipt-*.txt; do
    [ -e "$receipt" ] || continue
    appeal=$("$evenhand" statement check "$receipt" --key evenhand.pub | sed -n 's/^Appeal: //p')
    "$evenhand" appeal words "$appeal" --store docket >/dev/null || die 'a receipt without its appeal'
  done
  "$evenhand" publish killed-site --store docket --at 2026-02-17T00:00:00Z >/dev/null 2>&1 &
  sleep $delay
  kill -9 $! 2>/dev/null || true
  wait $! 2>/dev/null || true
done
"$evenhand" appeal import letter-2.txt letter-3.txt --store docket --receipts killed --at 2026-02-18T00:00:00Z >/dev/null
for n in 2 3; do [ "$("$evenhand" appeal words d-$n/1 --store docket | grep -c "words of $n")" = 1 ] || die "letter $n is not there once"; done
"$evenhand" publish killed-site --store docket --at 2026-02-18T00:00:00Z >/dev/null
"$evenhand" publish clean-site --store docket --at 2026-02-18T00:00:00Z --all >/dev/null
diff -r killed-site clean-site || die 'a run that was killed left another site'
"$evenhand" conformity --store docket >/dev/null || die 'store and record differ'

say 'no trace of who carried it'
if grep -rqaE 'outbox|letter-2|sealed\.txt' docket; then die 'the docket has names of files'; fi
echo 'the door: site, bundles, statements and carried appeals hold'
