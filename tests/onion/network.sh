# A private Tor network on this machine alone: three authorities, four relays, an obfs4 bridge, all on loopback, each in a folder of
# $net. Sourced; needs tor, tor-gencert, obfs4proxy. Everything that was started has its id in $tors.
net=$PWD/net
tors=()

# Ports are taken from a stretch that nobody listens on.
find_ports() {
  for _ in $(seq 1 50); do
    base=$((20000 + RANDOM % 1000 * 10))
    local taken=
    for port in $(seq $base $((base + 39))); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then taken=1; fi
    done
    [ -n "$taken" ] || return 0
  done
  die 'no free ports'
}

common() {  # name: what every node has
  cat <<RC
DataDirectory $net/$1
PidFile $net/$1/pid
Log notice file $net/$1/log
RunAsDaemon 0
TestingTorNetwork 1
AssumeReachable 1
PathsNeededToBuildCircuits 0.67
Nickname $1
RC
}

start_tor() {  # name
  tor --defaults-torrc /dev/null -f "$net/$1/torrc" >"$net/$1/out" 2>&1 &
  tors+=($!)
}

stop_tors() {
  [ ${#tors[@]} -eq 0 ] || kill "${tors[@]}" 2>/dev/null || true
  tors=()
}

# The authorities, and the lines by which all others know them, in $authorities.
make_authorities() {
  authorities=
  for n in 1 2 3; do
    local name=auth$n or=$((base + 2 * n)) dir=$((base + 2 * n + 1)) keys fingerprint identity
    keys=$net/$name/keys
    mkdir -p -m 700 "$net/$name" "$keys"
    printf 'evenhand-test\n' | tor-gencert --create-identity-key -m 12 -a "127.0.0.1:$dir" -i "$keys/authority_identity_key" \
      -s "$keys/authority_signing_key" -c "$keys/authority_certificate" --passphrase-fd 0 >"$net/$name/gencert" 2>&1 || die "$(cat "$net/$name/gencert")"
    identity=$(sed -n 's/^fingerprint //p' "$keys/authority_certificate")
    # With TestingTorNetwork and no authority it refuses to say its fingerprint.
    printf 'DataDirectory %s\nORPort 127.0.0.1:%s\nNickname %s\nAddress 127.0.0.1\nAssumeReachable 1\n' "$net/$name" "$or" "$name" >"$net/$name/torrc.first"
    fingerprint=$(tor --defaults-torrc /dev/null -f "$net/$name/torrc.first" --list-fingerprint 2>"$net/$name/first" | sed -n "s/^$name //p" | tr -d ' ')
    [ ${#fingerprint} = 40 ] || die "no fingerprint of an authority: $(cat "$net/$name/first")"
    authorities+="DirAuthority $name orport=$or no-v2 v3ident=$identity 127.0.0.1:$dir $fingerprint"$'\n'
  done
  for n in 1 2 3; do
    { common auth$n
      cat <<RC
$authorities
AuthoritativeDirectory 1
V3AuthoritativeDirectory 1
ContactInfo nobody@example.org
Address 127.0.0.1
ORPort 127.0.0.1:$((base + 2 * n)) IPv4Only
DirPort 127.0.0.1:$((base + 2 * n + 1))
SocksPort 0
ExitRelay 0
TestingV3AuthInitialVotingInterval 20
TestingV3AuthInitialVoteDelay 4
TestingV3AuthInitialDistDelay 4
V3AuthVotingInterval 20
V3AuthVoteDelay 4
V3AuthDistDelay 4
V3AuthNIntervalsValid 3
TestingDirAuthVoteExit *
TestingDirAuthVoteGuard *
TestingDirAuthVoteHSDir *
TestingMinExitFlagThreshold 0
RC
    } >"$net/auth$n/torrc"
    start_tor auth$n
  done
}

make_relays() {
  for n in 1 2 3 4; do
    mkdir -p -m 700 "$net/relay$n"
    { common relay$n
      printf '%s\nAddress 127.0.0.1\nORPort 127.0.0.1:%s IPv4Only\nSocksPort 0\nExitRelay 0\n' "$authorities" $((base + 10 + n))
    } >"$net/relay$n/torrc"
    start_tor relay$n
  done
}

# The bridge; the line by which a client finds it, in $bridge.
make_bridge() {
  mkdir -p -m 700 "$net/bridge"
  { common bridge
    cat <<RC
$authorities
Address 127.0.0.1
ORPort 127.0.0.1:$((base + 16)) IPv4Only
SocksPort 0
ExitRelay 0
BridgeRelay 1
PublishServerDescriptor 0
ExtORPort auto
ServerTransportPlugin obfs4 exec $(command -v obfs4proxy)
ServerTransportListenAddr obfs4 127.0.0.1:$((base + 17))
RC
  } >"$net/bridge/torrc"
  start_tor bridge
  local line=$net/bridge/pt_state/obfs4_bridgeline.txt
  wait_until 60 "test -s $line -a -s $net/bridge/fingerprint" || die "no bridge: $(tail -n 5 "$net/bridge/log")"
  bridge=$(sed -n 's/^Bridge //p' "$line" | sed "s/<IP ADDRESS>:<PORT>/127.0.0.1:$((base + 17))/; s/<FINGERPRINT>/$(sed 's/.* //' "$net/bridge/fingerprint")/")
}

# The onion service before the socket $1; its address, in $onion.
make_service() {
  mkdir -p -m 700 "$net/service" "$net/service/hs"
  { common service
    printf '%s\nSocksPort 0\nHiddenServiceDir %s\nHiddenServicePort 80 unix:%s\nHiddenServicePoWDefensesEnabled 1\n' "$authorities" "$net/service/hs" "$1"
  } >"$net/service/torrc"
  start_tor service
  wait_until 30 "test -s $net/service/hs/hostname" || die "no onion service: $(tail -n 5 "$net/service/log")"
  onion=$(cat "$net/service/hs/hostname")
}

# A client whose SOCKS port is $2, with further lines of its configuration.
make_client() {
  mkdir -p -m 700 "$net/$1"
  { common "$1"
    printf '%s\nSocksPort 127.0.0.1:%s\nControlPort 127.0.0.1:%s\nCookieAuthentication 0\n%s\n' "$authorities" "$2" $(($2 + 1)) "${3:-}"
  } >"$net/$1/torrc"
  start_tor "$1"
}

# The relays that a client has connections to, by its control port.
relays_of() {  # SOCKS port
  exec 3<>"/dev/tcp/127.0.0.1/$(($1 + 1))"
  printf 'AUTHENTICATE\r\nGETINFO orconn-status\r\nQUIT\r\n' >&3
  sed -n 's/^\(250[+-]orconn-status=\)\{0,1\}\(\$[0-9A-F]\{40\}\).* CONNECTED.*/\2/p' <&3
  exec 3>&-
}

wait_until() {  # seconds, what
  local end=$((SECONDS + $1))
  until eval "$2"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.3
  done
}
