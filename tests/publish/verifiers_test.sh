#!/bin/bash
# Five programs that are not ours, or one that shares no code with what wrote the files, judge statements, bundles and checkpoints on a
# machine without a network: good ones are accepted, and one with any byte changed is refused by each.
#   usage: verifiers_test.sh EVENHAND PROJECT_ROOT
set -eu
evenhand=$1
root=$2
for tool in signify-openbsd minisign openssl ssh-keygen unzip sha256sum python3; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
if [ -z "${EVENHAND_INSIDE:-}" ]; then
  unshare -Urn true 2>/dev/null || { echo 'skipped: this system gives no namespaces to its users (unshare -Urn)'; exit 77; }
  EVENHAND_INSIDE=1 exec unshare -Urn "$0" "$@"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
. "$root/tests/server/door.sh"

# Not even the loopback is up.
! (exec 3<>/dev/tcp/127.0.0.1/9) 2>error && grep -q 'unreachable' error || die "there is a network: $(cat error)"
[ "$(ls /proc/sys/net/ipv4/conf | grep -vxE 'all|default|lo|(gre|gretap|erspan|sit|tunl|ip_vti)0' || true)" = '' ] || die 'there is a line to somewhere'

make_docket
"$evenhand" publish site --store docket --at 2026-02-10T00:00:00Z >/dev/null
"$evenhand" bundle make site --store docket --kind full --at 2026-02-10T00:00:00Z --out full.zip >/dev/null
"$evenhand" statement write d-1 --store docket --language fa --at 2026-02-03T00:00:00Z --out signed
"$evenhand" statement check signed --key site/keys/evenhand.pub --out text
for form in minisign ssh raw; do "$evenhand" statement sign text --key docket/record.key --form $form --out text.$form; done
cp -r site/keys keys
unzip -q full.zip -d bundle
# The checkpoint is a signed note: its text is what comes before the blank line, its signature 4 bytes of key id and 64 of signature.
note() {  # checkpoint: writes note.text, note.sig
  sed '/^$/q' "$1" | sed '$d' >note.text
  sed -n 's/^— [^ ]* //p' "$1" | head -n 1 | base64 -d 2>/dev/null | tail -c 64 >note.sig
}

# Each takes the folder with what is judged: signed, text, text.*, bundle/, checkpoint.
by_signify() { signify-openbsd -V -q -e -p keys/evenhand.pub -x "$1/signed" -m out; }
by_minisign() { cp "$1/text.minisig" sig && minisign -V -q -p keys/evenhand.pub -m "$1/text" -x sig; }
by_openssl() { openssl pkeyutl -verify -pubin -inkey keys/evenhand.pem -rawin -in "$1/text" -sigfile "$1/text.raw"; }
by_ssh() { ssh-keygen -Y verify -f keys/evenhand.allowed -I log -n evenhand -s "$1/text.ssh" <"$1/text"; }
note_by_openssl() { note "$1/checkpoint" && openssl pkeyutl -verify -pubin -inkey keys/evenhand.pem -rawin -in note.text -sigfile note.sig; }
bundle_by_signify() { (cd "$1/bundle" && signify-openbsd -C -q -p ../../keys/evenhand.pub -x SHA256.sig); }
bundle_by_sums() {
  (cd "$1/bundle" && tail -n +3 SHA256.sig | cmp - SHA256 && sed -n 2p SHA256.sig | base64 -d | tail -c 64 >../sums.sig &&
    openssl pkeyutl -verify -pubin -inkey ../../keys/evenhand.pem -rawin -in SHA256 -sigfile ../sums.sig && sha256sum --quiet -c SHA256)
}
bundle_by_evenhand() { "$evenhand" mirror check "$1/bundle" --key keys/evenhand.pub --at 2026-02-11T00:00:00Z; }
judges='by_signify by_minisign by_openssl by_ssh note_by_openssl bundle_by_signify bundle_by_sums bundle_by_evenhand'
accepts() { "$1" "$2" >said 2>&1; }

fresh() {
  rm -rf "$1" && mkdir "$1" && cp signed text text.minisign text.ssh text.raw "$1" && mv "$1/text.minisign" "$1/text.minisig"
  cp -r bundle "$1/bundle" && cp bundle/record/checkpoint "$1/checkpoint"
}
change() {  # file, byte: another bit
  python3 - "$1" "$2" <<'PY'
import sys
path, at = sys.argv[1], int(sys.argv[2])
with open(path, 'r+b') as file:
    file.seek(at)
    old = file.read(1)[0]
    file.seek(at)
    file.write(bytes([old ^ 1]))
PY
}

say 'good ones, without a network'
fresh good
for judge in $judges; do accepts $judge good || die "$judge refuses what is good: $(cat said)"; done
echo "   $(echo $judges | wc -w) ways of checking accept"

say 'changed ones'
tried=0
refused() {  # judge, file in the folder, byte
  fresh bad
  change "bad/$2" "$3"
  ! accepts "$1" bad || die "$1 accepts a changed $2 (byte $3)"
  tried=$((tried + 1))
}
size=$(stat -c %s text)
for at in 0 $((size / 3)) $((size / 2)) $((size - 2)); do
  refused by_minisign text $at
  refused by_openssl text $at
  refused by_ssh text $at
  refused by_signify signed $(($(stat -c %s signed) - size + at))
done
refused by_openssl text.raw 20
refused by_minisign text.minisig 80
refused by_ssh text.ssh 200
refused by_signify signed 70
lines=$(stat -c %s bundle/record/checkpoint)
for at in 2 $((lines / 3)); do refused note_by_openssl checkpoint $at; done
refused note_by_openssl checkpoint $((lines - 20))
for file in SHA256 fa/index.html register/entries.csv record/checkpoint; do
  [ -f "bundle/$file" ] || file=$(cd bundle && ls */"${file##*/}" light/*/"${file##*/}" 2>/dev/null | head -n 1)
  for judge in bundle_by_signify bundle_by_sums bundle_by_evenhand; do
    [ "$judge $file" = 'bundle_by_signify SHA256' ] || refused $judge "bundle/$file" 30  # signify reads the list out of SHA256.sig
  done
done
for judge in bundle_by_signify bundle_by_sums bundle_by_evenhand; do refused $judge bundle/SHA256.sig 90; done
echo "   $tried changed ones are refused"
echo 'statements, bundles and checkpoints are judged alike by programs of others, without a network'
