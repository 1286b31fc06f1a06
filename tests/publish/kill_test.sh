#!/bin/bash
# A site that is being written, and a bundle that is being made, killed at many moments: whoever reads the folder finds each file as it was
# or as it will be, and never a bundle that is none; the next run ends what was begun.
#   usage: kill_test.sh EVENHAND PROJECT_ROOT [KILLS]
set -eu
evenhand=$1
root=$2
kills=${3:-12}
work=$(mktemp -d)
child=
trap '[ -z "$child" ] || kill -9 "$child" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

# ---- two editions of one site

at='--at 2026-02-10T00:00:00Z'
publish=(publish site --store docket --at 2026-02-20T00:00:00Z --languages en,fa,ar,ru,es)
make_docket
"$evenhand" publish site --store docket $at --languages en,fa,ar,ru,es >/dev/null
cp -r site old && cp -r docket docket.old
for n in $(seq 10 29); do case_line "$n" 4 | sed "s/\"ann\"/\"ann$n\"/; s/at:\/\/ann/at:\/\/ann$n/"; done >more.jsonl
"$evenhand" decide --store docket more.jsonl >/dev/null 2>&1
# The moment of the kill is a share of what a whole run takes here.
clock() { date +%s%N; }
cp -r docket docket.more
begun=$(clock)
"$evenhand" "${publish[@]}" >/dev/null
whole=$(($(clock) - begun))
mv site new && rm -rf docket

killed_at() {  # share of a thousand, the nanoseconds of a whole run, what
  "$evenhand" "${@:3}" >/dev/null 2>&1 &
  child=$!
  local wait=$(($2 / 1000 * $1))
  sleep "$(printf '%d.%09d' $((wait / 1000000000)) $((wait % 1000000000)))"
  kill -9 "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  child=
}

# Every file but those that nobody is shown yet, with its sum.
sums_of() { (cd "$1" && find . -type f -not -path '*/.*/*' | LC_ALL=C sort | xargs sha256sum); }
sums_of old >old.sums
sums_of new >new.sums

say "a site, killed $kills times within $((whole / 1000000)) ms"
between=0
for kill in $(seq 1 "$kills"); do
  rm -rf site docket && cp -r old site && cp -r docket.more docket
  killed_at $((kill * 1000 / kills)) $whole "${publish[@]}"
  sums_of site >site.sums
  # As it was alone, as it will be alone, or neither.
  awk 'FILENAME == "old.sums" { old[$0] = 1; next } FILENAME == "new.sums" { new[$0] = 1; next }
    old[$0] && !new[$0] { ++was } new[$0] && !old[$0] { ++will } !old[$0] && !new[$0] { print "neither as it was nor as it will be: " $2 }
    END { if (was && will) print "between" }' old.sums new.sums site.sums >found
  ! grep neither found || die "kill $kill: a half file"
  ! grep -q between found || between=$((between + 1))
done
printf '   %s of them between its first file and its last\n' $between
[ $between -gt 0 ] || die 'no kill came while it was writing: this is no test'
"$evenhand" "${publish[@]}" >/dev/null
diff -r site new || die 'the run after it left another site'

say 'a bundle, killed as often'
for kind in full reader; do
  mkdir -p out
  begun=$(clock)
  "$evenhand" bundle make site --store docket --kind $kind --at 2026-02-20T00:00:00Z --out "$kind.zip" >/dev/null
  whole=$(($(clock) - begun))
  there=0
  for kill in $(seq 1 "$kills"); do
    rm -f out/*
    killed_at $((kill * 1000 / kills)) $whole bundle make site --store docket --kind $kind --at 2026-02-20T00:00:00Z --out out
    for zip in out/*.zip; do
      [ -e "$zip" ] || continue
      there=$((there + 1))
      "$evenhand" bundle verify "$zip" --key new/keys/evenhand.pub --at 2026-02-21T00:00:00Z >verify.txt || die "kill $kill: a bundle that is none: $(cat verify.txt)"
    done
  done
  printf '   %-7s %s of %s killed runs had one, and it holds\n' $kind $there "$kills"
  [ $there -lt "$kills" ] || die 'no kill came while it was made: this is no test'
  # A name without a bundle, which a killed run may leave in the record, is no harm: the next is published as any other.
  rm -rf out
  "$evenhand" bundle make site --store docket --kind $kind --at 2026-02-20T00:00:00Z --out "$kind.zip" >/dev/null
  "$evenhand" bundle verify "$kind.zip" --key new/keys/evenhand.pub --at 2026-02-21T00:00:00Z --record docket/record >verify.txt || die "$(cat verify.txt)"
done
"$evenhand" conformity --store docket >/dev/null || die 'store and record differ'
echo 'whoever reads meanwhile finds whole files, and the next run ends what was begun'
