#!/bin/sh
# The program beside a second, slow reading of the published rules (reference.py): rows drawn at random.
#   usage: reference_test.sh EVENHAND REFERENCE [ROWS [SEED]]
set -eu
evenhand=$1 reference=$2
command -v python3 >/dev/null || { echo 'skipped: python3 is not installed'; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$reference" "${4:-1}" "${3:-300}" >"$work/rows.json"
"$evenhand" conformance policy "$work/rows.json"
