#!/bin/bash
# The walk of somebody whose line is cut: an account is suspended, the line goes, a bundle comes in by hand, an appeal
# goes out as sealed parts through a friend, it is decided, and the answer comes in with a bundle that everybody
# carries. Then again with ninety days.
#   usage: walk_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

# What the desk has (desk/) and what the person has (person/) never touch but by the files that are carried.
walk() {
  local days=$1
  say "$days days"
  rm -rf desk person road && mkdir desk person road
  day() { date -u -d "2026-02-01 + $1 days" +%Y-%m-%dT%H:%M:%SZ; }
  (cd desk
    "$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
    sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
    "$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
    for n in 1 2 3; do
      printf '{"decision": "d-%s", "account": "ann", "item": "at://ann/%s", "posted": "2026-01-%s0T00:00:00Z", "at": "2026-01-%s1T00:00:00Z", "judgements": [{"question": "health_claim", "answer": "deletion_level", "by": "r1"}], "words": "post %s"}\n' $n $n $n $n $n
    done >cases.jsonl
    "$evenhand" decide --store docket cases.jsonl >/dev/null 2>&1
    "$evenhand" account standing ann --store docket --at "$(day 0)" >standing.txt
    grep -q suspend standing.txt || die "the account is not suspended: $(cat standing.txt)"
    printf 'EVENHAND WAYS 1\nDate: 2026-02-01\nMail: appeals@example.org\n' >ways
    "$evenhand" publish site --store docket --ways ways --at "$(day 0)" >/dev/null
    mkdir -p site/bundles
    "$evenhand" bundle make site --store docket --kind reader --at "$(day 0)" --out ../road/reader.zip >/dev/null
    # Its own statement reaches the person before the line goes; from here on only files do.
    "$evenhand" bundle person ann --store docket --language fa --at "$(day 0)" --out ../person/own.zip >/dev/null
    cp site/keys/evenhand.pub ../person)

  (cd person
    cp ../road/reader.zip .
    "$evenhand" bundle verify reader.zip --key evenhand.pub --at "$(day 1)" >/dev/null || die 'the bundle does not hold'
    python3 -m zipfile -e reader.zip reader 2>/dev/null || unzip -q reader.zip -d reader
    python3 -m zipfile -e own.zip own 2>/dev/null || unzip -q own.zip -d own
    grep -l '^تصمیم: d-3$' own/answers/appeal-*.txt >form
    sed -n 's/^رمز: //p' "$(cat form)" >code
    "$evenhand" appeal write --decision d-3 --code "$(cat code)" --words 'نقل قول بود، نه ادعا' --answer bundle \
      --cut-off "$(date -u -d '2026-02-01' +%F) $(date -u -d "2026-02-01 + $days days" +%F)" --seal reader/keys/seal.pub --out parts.txt
    ! grep -qE 'd-3|نقل' parts.txt || die 'the friend can read it'
    # As messengers leave it: wrapped, doubled, in a talk.
    { echo 'سلام، این را برسان:'; tac parts.txt; echo 'ممنون'; cat parts.txt; } | fold -w 60 >../road/message.txt)

  (cd desk
    "$evenhand" appeal import ../road/message.txt --store docket --receipts outbox --at "$(day "$days")" >import.txt || die "$(cat import.txt)"
    grep -q 'is filed' import.txt || die "not filed: $(cat import.txt)"
    "$evenhand" appeal import ../road/message.txt --store docket --receipts again --at "$(day $((days + 1)))" | grep -q 'nothing happened' || die 'a second appeal'
    diff -r outbox again || die 'another receipt'
    "$evenhand" statement check outbox/receipt-*.txt --key ../person/evenhand.pub >receipt.txt
    grep -q "^Received: $(day "$days" | cut -c1-10)" receipt.txt || die "the clock is wrong: $(cat receipt.txt)"
    "$evenhand" appeal assign d-3/1 --reviewer r2 --store docket --at "$(day $((days + 1)))" >/dev/null
    "$evenhand" appeal decide d-3/1 --outcome overturned --reviewer r2 --reason 'نقل قول بود؛ حساب باز می‌شود' --store docket --at "$(day $((days + 2)))" >/dev/null
    week=$(date -u -d "2026-02-01 + $((days + 2)) days" +%G-W%V)
    "$evenhand" bundle answers --store docket --week "$week" --site site --at "$(day $((days + 3)))" --out ../road >/dev/null
    "$evenhand" bundle answers --store docket --week "$week" --site site --at "$(day $((days + 3)))" --out site/bundles >/dev/null
    for zip in ../road/*-answers-*.zip; do cmp "$zip" "site/bundles/$(basename "$zip")" || die 'another bundle for another time'; done
    "$evenhand" publish site --store docket --ways ways --at "$(day $((days + 3)))" >/dev/null
    "$evenhand" bundle make site --store docket --kind reader --at "$(day $((days + 3)))" --out ../road/reader.zip >/dev/null
    "$evenhand" publish site --store docket --ways ways --at "$(day $((days + 3)))" >/dev/null
    cp -r site/record ../road/record)

  (cd person
    "$evenhand" bundle verify ../road/reader.zip --key evenhand.pub --at "$(day $((days + 4)))" --since reader/record/checkpoint --record ../road/record >verify.txt ||
      die "$(cat verify.txt)"
    grep -q 'published.*names it' verify.txt || die 'the record does not name the bundle'
    python3 -m zipfile -e ../road/reader.zip newer 2>/dev/null || unzip -q ../road/reader.zip -d newer
    "$evenhand" code check "$(cat code)" --received newer/received.txt | grep -q 'has arrived' || die 'not in received.txt'
    "$evenhand" bundle verify ../road/*-answers-*.zip --key evenhand.pub --at "$(day $((days + 4)))" --record ../road/record >answers.txt || die "the answers do not hold: $(cat answers.txt)"
    grep -q 'ways *signed, of 2026-02-01' answers.txt || die "the answers come without addresses: $(cat answers.txt)"
    "$evenhand" answer open ../road/*-answers-*.zip --code "$(tr 'A-Z-' 'a-z ' <code)" --key evenhand.pub >answer.txt || die 'no answer'
    "$evenhand" answer open ../road/*-answers-*.zip --code "$(cat code)" --key evenhand.pub --language fa | grep -q 'نتیجه: تصمیم لغو شد' ||
      die 'the answer is not said in Persian'
    grep -q '^Outcome: overturned' answer.txt && grep -q 'حساب باز می‌شود' answer.txt || die "$(cat answer.txt)"
    # Who has the bundle and not the code learns nothing; who has another code neither.
    python3 -m zipfile -e ../road/*-answers-*.zip answers 2>/dev/null || unzip -q ../road/*-answers-*.zip -d answers
    for sealed in answers/answers/*; do
      case $(stat -c %s "$sealed") in 2048 | 4096) ;; *) die 'an answer tells its length' ;; esac
      ! grep -qaE 'overturned|حساب' "$sealed" || die 'an answer can be read'
    done)
  other=$(cd desk && "$evenhand" code show d-1 --store docket)
  ! "$evenhand" answer open road/*-answers-*.zip --code "$other" >/dev/null || die 'another code opens it'
  # What is nobody's own bundle is not a published one.
  set +e
  "$evenhand" bundle verify person/own.zip --key person/evenhand.pub --at "$(day 1)" --record road/record >own.txt
  code=$?
  set -e
  [ $code = 1 ] && grep -q 'not a published bundle' own.txt || die "a bundle for one person passes as published: $(cat own.txt)"
  (cd desk
    "$evenhand" account standing ann --store docket --at "$(day $((days + 3)))" >standing.txt
    ! grep -q '^  suspend' standing.txt || die "the account is still suspended: $(cat standing.txt)"
    "$evenhand" conformity --store docket >/dev/null || die 'store and record differ')
}

walk 7
walk 90
echo 'nothing was lost on the way, there and back'
