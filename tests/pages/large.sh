#!/bin/bash
# A site of many decisions and many networks in five languages, as files: a sample of its pages for the validator, axe and the browser. Prints
# how many pages of each kind there are and how many of them were looked at; the same ones each time.
#   usage: large.sh EVENHAND PROJECT_ROOT [DECISIONS [NETWORKS [SCREENSHOTS]]]
set -eu
evenhand=$1
root=$2
decisions=${3:-100000}
networks=${4:-1000}
screenshots=${5:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

"$evenhand" rulebook new rulebook.yaml --from health-misinformation-2021 >/dev/null
sed -i 's/^published_at:.*/published_at: 2026-01-01T00:00:00Z/; s/^effective_at:.*/effective_at: 2026-01-01T00:00:00Z/' rulebook.yaml
"$evenhand" rulebook publish rulebook.yaml --store docket --origin example.org/record >/dev/null
# An account of its own for each: nothing is left to chance, and no two pages are alike.
awk -v count="$decisions" 'BEGIN { for (n = 1; n <= count; ++n) {
  day = int(n * 30 / count); at = sprintf("2026-02-%02dT12:00:00Z", 1 + (day > 27 ? 27 : day))
  printf "{\"decision\": \"d-%d\", \"account\": \"a-%d\", \"item\": \"i-%d\", \"posted\": \"2026-01-31T00:00:00Z\", \"at\": \"%s\", \"judgements\": [{\"question\": \"health_claim\", \"answer\": \"%s\", \"by\": \"r1\"}]}\n", n, n, n, at, n % 3 ? "deletion_level" : "label_level" } }' >cases.jsonl
"$evenhand" decide --store docket cases.jsonl >decided.txt 2>&1 || die "$(tail -n 3 decided.txt)"

# One network that was found, reviewed and accepted, published under as many names.
"$evenhand" detect "$root/conformance/coordination/inputs/syn_100000.csv.gz" -o found >/dev/null
"$evenhand" dossier make found --network 3 --by ann --at 2026-01-01T00:00:00Z -o one.json >/dev/null
accounts=$("$evenhand" dossier show one.json --format json | tr '{' '\n' | sed -n 's/^"account": "\([^"]*\)", "over".*/\1/p')
echo account,kind,number,null,from,to,posts,rests_on,hidden,reviewer,note >evidence.csv
echo account,role,followers >roles.csv
for account in $accounts; do
  echo "$account,K4,1,\"0 of 1,000 random profiles\",2024-01-01,2024-01-02,https://archive.example/$account,,,ben,stock photo" >>evidence.csv
  echo "$account,fake_persona,9000" >>roles.csv
done
"$evenhand" dossier review one.json --by ben --at 2026-01-02T00:00:00Z --evidence evidence.csv --roles roles.csv >/dev/null
"$evenhand" dossier accept one.json --by cem --at 2026-01-03T00:00:00Z >accepted.txt || die "$(cat accepted.txt)"
"$evenhand" dossier export one.json -o exported --key hashes.key >/dev/null
mkdir public
for n in $(seq 1 "$networks"); do sed "s/\"name\": *\"network-3\"/\"name\": \"network-$n\"/" exported/network-3.json >"public/network-$n.json"; done

"$evenhand" publish site --store docket --dossiers public --at 2026-03-10T00:00:00Z --languages en,fa,ar,ru,es >publish.txt || die "$(tail -n 3 publish.txt)"
head -n 1 publish.txt

# Of each kind and in each language the first page, the last, and one at every quarter of the way; single pages all.
kind_of() { case $1 in
  */decisions/*) echo decisions ;; */networks/*) echo networks ;; */networks-p*) echo 'lists of networks' ;;
  */asymmetry/*) echo 'states' ;; */rules/*-[0-9]*) echo rulebooks ;; */rules/*) echo rules ;; *) echo single ;;
  esac; }
(cd site && find . -name '*.html' | sed 's|^\./||' | sort -V) >all.txt
while read -r path; do printf '%s\t%s\t%s\n' "$(kind_of "$path")" "${path%%/*}" "$path"; done <all.txt |
  awk -F '\t' '{ pages[$1 FS $2, ++count[$1 FS $2]] = $3 }
    END { for (kind in count) { all = count[kind]; split(kind, part, FS)
      step = all > 5 ? int((all - 1) / 4) : 1; for (i = 1; i <= all; ++i) {
        if (part[1] == "single" || i == all || (i - 1) % step == 0) print part[1] FS pages[kind, i] } } }' | sort >sample.txt
for kind in single rulebooks rules states decisions 'lists of networks' networks; do
  in_all=0
  while read -r path; do [ "$(kind_of "$path")" = "$kind" ] && in_all=$((in_all + 1)); done <all.txt
  printf '   %-20s %6d pages, %4d looked at\n' "$kind" "$in_all" "$(grep -c "^$kind	" sample.txt || true)"
done
cd "$root/tests/pages"
cut -f 2 "$work/sample.txt" | xargs node check.mjs "$work/site" ${screenshots:+--screenshots "$screenshots"}
