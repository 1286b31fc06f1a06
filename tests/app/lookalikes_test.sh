#!/bin/sh
# `evenhand lookalikes` as people use it.
#   sh lookalikes_test.sh EVENHAND
set -eu
evenhand=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fail() { echo "lookalikes: $1" >&2; exit 1; }
expect() { grep -qF -- "$1" found.csv || { cat found.csv; fail "expected: $1"; }; }
without() { ! grep -qF -- "$1" found.csv || { cat found.csv; fail "not expected: $1"; }; }
refused() {
  want=$1
  shift
  if "$@" >out 2>&1; then fail "not refused: $*"; fi
  grep -q -- "$want" out || { cat out; fail "expected: $want"; }
}

cat >offices.csv <<'TEXT'
office,account,name,handle,affiliated
Ministry of Health,o1,Ministry of Health,min_health,o1a o1b
وزارت بهداشت,o2,وزارت بهداشت,,
Министерство культуры,o3,Министерство культуры,mincult,
وزارة الصحة,o4,وزارة الصحة,,
TEXT
cat >accounts.csv <<'TEXT'
account,name,handle,profile
o1,Ministry of Health,min_health,the ministry
o1a,Ministry of Health,min_health_press,
x1,Ministry of Hеalth,someone,
x2,وزارت بهداشت,,
x3,وزارت بهداشث,,
x4,Министерствo культуры,,
x5,وزارة الصحه,,
p1,Ministry of Health Parody,,A parody account. Nobody is healed here.
p2,Ministry of Health Parody,,Official news
p3,Ministry of Health,,This is satire
p4,طنز وزارت بهداشت,,حساب طنز
z1,Sara,sara_k,I like tea
z2,Ali,ali77,
TEXT
"$evenhand" lookalikes accounts.csv --protected offices.csv -o found.csv >out
expect 'question,looks_alike,x1,name,'
expect 'question,same,x2,name,'
expect 'question,one_away,x3,name,'
expect 'question,looks_alike,x4,name,'
expect 'question,looks_alike,x5,name,'
expect 'vouched_for,same,o1a,name,'
expect 'declared_parody,same,p1,name,'
expect 'question,same,p2,name,'
expect 'the name says parody, comment or fan; the profile does not'
expect 'question,same,p3,name,'
expect 'the profile says parody, comment or fan; the name does not'
expect 'declared_parody,same,p4,name,'
without ',o1,'
without ',z1,'
without ',z2,'
grep -q 'a question for people' out || fail "it does not say what it is"
"$evenhand" lookalikes accounts.csv --protected offices.csv --format json >out
grep -q '"protected": 4' out || fail "json"

# Never without a list of those who asked, and never for people.
refused 'protected is required' "$evenhand" lookalikes accounts.csv
printf 'office,account,name\n' >none.csv
refused 'nobody is on the list' "$evenhand" lookalikes accounts.csv --protected none.csv
printf 'office,account,name\n,o9,Sara\n' >people.csv
refused 'row 2: no office' "$evenhand" lookalikes accounts.csv --protected people.csv
refused 'no column office' "$evenhand" lookalikes accounts.csv --protected accounts.csv
printf 'name\nSara\n' >no_account.csv
refused 'no_account.csv: there is no column account' "$evenhand" lookalikes no_account.csv --protected offices.csv
echo "lookalikes: questions only"
