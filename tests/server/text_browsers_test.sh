#!/bin/bash
# The site in text browsers: what each page says, and each form sent by keys (text_browsers.py); and from a terminal without any browser, by
# the command that stands under the plain text of each form.
#   usage: text_browsers_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
command -v python3 >/dev/null || { echo 'skipped: python3, which presses the keys here, is not installed'; exit 77; }
command -v curl >/dev/null || { echo 'skipped: curl is not installed'; exit 77; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export TMPDIR=$work  # browsers leave files there when they are ended
. "$root/tests/server/door.sh"

make_docket
"$evenhand" access init --store docket --by c1 --by c2 --at 2026-02-09T00:00:00Z >/dev/null
for n in 11 12 13 14; do add_decision $n; done
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >/dev/null
serve --at 2026-02-12T00:00:00Z
code() { "$evenhand" code show "$1" --store docket --purpose "$2"; }

say 'text browsers'
n=11
for browser in w3m lynx links; do
  echo "code $browser d-1 $(code d-1 appeal) -"
  echo "appeal $browser d-$n $(code d-$n appeal) -"
  echo "comply $browser d-$n $(code d-$n comply) at://ann$n/$n"
  echo "report $browser - - at://bob/$browser"
  echo "challenge $browser - - r-IR-twitter-2"
  n=$((n + 1))
done >codes
python3 "$root/tests/server/text_browsers.py" "$url" site codes || { [ $? = 77 ] || exit 1; }
n=11
for browser in w3m lynx links; do
  if command -v $browser >/dev/null; then
    "$evenhand" appeal words "d-$n/1" --store docket | grep -q "typed in $browser" || die "$browser: the appeal is not on record"
    "$evenhand" access challenges --store docket | grep -q "open, seen in $browser" || die "$browser: the challenge is not on record"
  fi
  n=$((n + 1))
done

say 'the plain text of a form, and the command in it'
send() {  # form, what is filled in
  curl -sS "$url/en/$1.txt" | sed -n '/^curl/,/\.txt$/p' | sed "s|https://…|$url|; $2" >command
  sh command >answer 2>error || die "$1: $(cat command)"
}
send code "s/'decision=/&d-14/; s/'code=/&$(code d-14 appeal)/"
grep -q '^Decision d-14' answer || die "no statement: $(cat answer)"
# The command for the appeal stands under the statement, with the code in it.
printf 'نقل قول بود، نه ادعا\n' >words.txt
sed -n '/^curl/,/\.txt$/p' answer | sed "s|https://…|$url|" | sed "/\/appeal.txt$/q" >command
sh command >answer 2>error
grep -q 'EVENHAND RECEIPT 1' answer || die "no receipt: $(cat command answer)"
"$evenhand" appeal words d-14/1 --store docket | grep -q 'نقل قول بود، نه ادعا' || die 'not on record'
send comply "s/'decision=/&d-14/; s/'code=/&$(code d-14 comply)/; s|'item=|&at://ann14/14|"
grep -q '^Counts from: 2026-02-12' answer || die "not deleted: $(cat answer)"
send report "s|'item=|&at://bob/9|; s/'account=/&bob/"
grep -q '^Report: ' answer || die "no report: $(cat answer)"
printf 'باز است\n' >words.txt
printf 'https://example.org/a\nhttps://example.org/b\n' >sources.txt
send challenge "s/'entry=/&r-IR-twitter-1/"
grep -q '^Challenge: c-' answer || die "no challenge: $(cat command answer)"
echo 'pages and forms hold in text browsers, and as plain text'
