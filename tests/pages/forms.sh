#!/bin/bash
# The forms of a served site, and what is answered to them, as files: for the validator, axe and the browser.
#   usage: forms.sh EVENHAND PROJECT_ROOT OUT
set -eu
evenhand=$1
root=$2
out=$3
rm -rf "$out" && mkdir -p "$out"
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"
make_docket
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z --languages en,fa,ar,ru,es >/dev/null
serve --at 2026-02-12T00:00:00Z
appeal=$("$evenhand" code show d-1 --store docket)
comply=$("$evenhand" code show d-2 --store docket --purpose comply)
for language in $(cd site && ls -d ??); do
  mkdir "$out/$language"
  save() { curl -sS -o "$out/$language/$1.html" "${@:3}" "$url/$language/$2"; }
  for form in code appeal comply report nowhere; do save $form $form; done
  save code-by-appeal code -F decision=d-1 -F "code=$appeal"
  save code-by-comply code -F decision=d-2 -F "code=$comply"
  save code-wrong code -F decision=d-9 -F "code=$appeal"
  save appeal-group appeal -F decision=d-1 -F "code=${appeal%?}U" -F 'words=نقل قول بود، نه ادعا. I quoted it.'
  save appeal-filed appeal -F decision=d-1 -F "code=$appeal" -F 'words=نقل قول بود'
  save code-appealed code -F decision=d-1 -F "code=$appeal"
  save comply-done comply -F decision=d-2 -F "code=$comply" -F item=at://ann/2
  save day-form asymmetry
  save day 'asymmetry?at=2026-03-15'
  save day-empty 'asymmetry?at=1990-01-01'
  save day-wrong 'asymmetry?at=2026-02-30'
  save report-done report -F account=bob -F item=at://bob/1 -F words=spam
done
