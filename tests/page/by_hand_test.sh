#!/bin/sh
# Readable pages from the command line: a draft, a published version and what it changed, the docket of
# real cases; and what is refused.
#   usage: by_hand_test.sh EVENHAND PROJECT
set -eu
evenhand=$1 project=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "$1"; exit 1; }
expect() { grep -q -- "$1" "$2" || { cat out; fail "expected in $2: $1"; }; }

"$evenhand" rulebook new one.yaml --from three-strikes >out
"$evenhand" rulebook page one.yaml --output draft >out
expect 'can be read at draft/index.html in en, fa' out
expect 'Not published here' draft/en.html
expect '<html lang="fa" dir="rtl">' draft/fa.html
expect 'href="fa.html"' draft/index.html

"$evenhand" rulebook publish one.yaml --store docket --origin example.org/record --pages pages >out
hash=$(sed -n 2p out | tr -d ' ')
expect "$hash" pages/en.html
expect 'This is the first version' pages/en.html

# The second version says what it changed, and which version it follows.
sed -e 's/^version: 1/version: 2/' -e 's/item: remove/item: hide/' -e 's/at: 2023-08-29/at: 2023-09-29/' one.yaml >two.yaml
"$evenhand" rulebook publish two.yaml --store docket --pages pages >out
expect 'What changed' pages/en.html
expect 'changed: the post' pages/en.html
expect "$hash" pages/en.html

# A version is found again by its text; a text that was never published is none.
"$evenhand" rulebook page one.yaml --store docket --output again >out
expect "$hash" again/en.html
sed 's/P7D/P8D/' two.yaml >three.yaml
! "$evenhand" rulebook page three.yaml --store docket --output again >out 2>&1 || fail 'a text that was not published passed'
expect 'three.yaml: docket has no version with this text' out
! "$evenhand" rulebook page none.yaml --output x >out 2>&1 || fail 'no file passed'
expect 'none.yaml' out
touch file
! "$evenhand" rulebook page one.yaml --output file >out 2>&1 || fail 'a file was taken for a directory'
expect 'file: is no directory' out

"$evenhand" docket report "$project/rulebooks/policies/docket/cases.json" --output cases >out
expect 'rushdie-2019 .*threats-2022 4.11 .*hide, lock until deleted  *hide, lock until deleted + 12 hours  *the same  *milder' out
expect 'To read: cases/index.html' out
expect '<html lang="fa" dir="rtl">' cases/fa.html
# Each link to a rule leads to one.
grep -o 'href="[a-z0-9-]*/en.html#[^"]*"' cases/en.html | sort -u | sed 's/href="//; s/"$//' >links
[ -s links ] || fail 'no rule is linked'
while IFS='#' read -r page place; do
  grep -q "id=\"$place\"" "cases/$page" || fail "no $place in $page"
done <links
