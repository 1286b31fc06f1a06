#!/bin/sh
# Every ```python block of a document is a whole main.sml that `evenhand check --strict` accepts, beside the
# document's ```yaml block as config.yaml.
#   usage: check_examples.sh EVENHAND DOCUMENT
set -eu
evenhand=$1 document=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The blocks, one file each: python-1, python-2, ..., yaml-1.
awk -v work="$work" '
  /^```[a-z]+$/ { kind = substr($0, 4); file = work "/" kind "-" ++count[kind]; next }
  /^```$/ { file = ""; next }
  file != "" { print > file }' "$document"

checked=0
for example in "$work"/python-*; do
  mkdir "$example.d"
  mv "$example" "$example.d/main.sml"
  cp "$work/yaml-1" "$example.d/config.yaml"
  "$evenhand" check --strict "$example.d" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
  checked=$((checked + 1))
done
[ "$checked" -gt 0 ] || { echo "no examples in $document"; exit 1; }
echo "$checked examples of $document"
