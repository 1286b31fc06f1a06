#!/bin/sh
# The folders of src/ include only from folders of a lower level (docs/architecture.md). Reads the
# levels from cmake/folders.cmake, so that there is one table.
#   usage: check.sh PROJECT_ROOT
root=$1
levels=$(tr '\n' ' ' < "$root/cmake/folders.cmake" | sed -n 's/.*set(EVENHAND_LEVELS\([^)]*\)).*/\1/p')
[ -n "$levels" ] || { echo "no levels found in cmake/folders.cmake"; exit 2; }
grep -rn '^#include "' "$root/src" --include='*.h' --include='*.cc' |
awk -v levels="$levels" -v root="$root/src/" '
  BEGIN {
    n = split(levels, pairs, " ")
    for (i = 1; i <= n; i++) { split(pairs[i], p, "="); level[p[1]] = p[2] }
  }
  {
    file = $0; sub(/:.*/, "", file); sub(root, "", file)
    folder = file; sub(/\/.*/, "", folder)
    target = $0; sub(/^[^"]*"/, "", target); sub(/".*/, "", target)
    if (target !~ /\//) { print file ": include \"" target "\" is not written from src/"; bad = 1; next }
    other = target; sub(/\/.*/, "", other)
    if (other == folder) next
    if (!(other in level) || !(folder in level)) { print file ": unknown folder in " target; bad = 1; next }
    if (level[other] + 0 >= level[folder] + 0) {
      print file " (level " level[folder] ") includes " target " (level " level[other] ")"; bad = 1
    }
  }
  END { if (bad) exit 1; print "includes agree with the levels" }'
