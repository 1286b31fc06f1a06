#!/bin/sh
# The first rulebook of the README is one, and the commands below it run as printed.
#   usage: readme_test.sh EVENHAND PROJECT
set -eu
evenhand=$1 project=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ln -s "$project/rulebooks" .
mkdir -p rules/tests bin
ln -s "$evenhand" bin/evenhand

# block TEXT: the indented block after the first line that begins with this text.
block() {
  awk -v start="$1" '
    index($0, start) == 1 { found = 1; next }
    found && /^    / { print substr($0, 5); any = 1; next }
    found && /^$/ && !any { next }
    any { exit }' "$project/README.md"
}

block '`rules/main.sml`' >rules/main.sml
block 'and `rules/config.yaml`' >rules/config.yaml
block 'A test of it' >rules/tests/links.yaml
block 'Then, with posts' >commands
grep -q '^evenhand run' commands
PATH=$work/bin:$PATH XDG_CACHE_HOME=$work/cache sh -ex commands >out 2>&1 || { cat out; exit 1; }
for wanted in 'ok   a bare link' 'label +link-spammer on' '0 of 2,908 events change' 'BareLink, since'; do
  grep -qF -- "$wanted" out || { cat out; echo "no: $wanted"; exit 1; }
done
[ "$(wc -l <results.jsonl)" -eq 2908 ]

block 'Rules find; a published rulebook' >cases.jsonl
block 'With a rulebook that is there' >commands
grep -q '^evenhand decide' commands
PATH=$work/bin:$PATH XDG_CACHE_HOME=$work/cache sh -ex commands >out 2>&1 || { cat out; exit 1; }
for wanted in 'can be read at pages/index.html' 'قفل تا پاک‌شدن مطلب' 'strike of weight 1 in conduct' 'granted' 'appeal d1/1 is filed' '1 decisions made again: 1 identical'; do
  grep -qF -- "$wanted" out || { cat out; echo "no: $wanted"; exit 1; }
done
