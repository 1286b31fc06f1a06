#!/usr/bin/env bash
# ROOST Osprey 1.1.0, for comparison. Everything it fetches (Osprey from GitHub, its pinned dependencies from PyPI) stays
# in build/peers.
#   osprey.sh [SETS_DIR]               its speed on one core, over the rule sets synth10, synth100 and synth1000 of a
#                                      directory and the events of its ev_synth.jsonl.gz; default: ../shared/bench/sml
#   osprey.sh differ [COUNT [FIRST]]   where it and Evenhand differ over rulebooks drawn at random (osprey_differ.py)
#   OSPREY_SOURCE=PATH_OR_URL takes Osprey from elsewhere
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
sets=$(realpath -m "${1:-../shared/bench/sml}")
[ "${1:-}" = differ ] || [ -f "$sets/ev_synth.jsonl.gz" ] ||
  { echo "osprey.sh: no rule sets in $sets; give their directory" >&2; exit 2; }
home=$PWD/build/peers
source=${OSPREY_SOURCE:-https://github.com/roostorg/osprey}

mkdir -p "$home"
[ -d "$home/osprey" ] || git clone -q --depth 1 --branch 1.1.0 "$source" "$home/osprey"
if [ ! -x "$home/venv/bin/python" ]; then
  python3 -m venv "$home/venv"
  "$home/venv/bin/pip" install -q uv
fi
export UV_PROJECT_ENVIRONMENT=$home/osprey-venv
(cd "$home/osprey" && "$home/venv/bin/uv" sync -q --frozen --group common)

if [ "${1:-}" = differ ]; then
  exec "$home/osprey-venv/bin/python" bench/peers/osprey_differ.py "$PWD/build/release/src/evenhand" "${3:-0}" "${2:-1000}"
fi
for set in synth10 synth100 synth1000; do
  PYTHONPATH=$home/osprey/example_plugins/src taskset -c 0 "$home/osprey-venv/bin/python" \
    bench/peers/osprey_bench.py "$sets/$set" "$sets/ev_synth.jsonl.gz"
done
