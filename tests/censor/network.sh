# client — censor — {abroad, home}, each a network namespace; the censor forwards, resolves names, and does one thing at a time to what
# passes. Sourced inside `unshare -Urnm`; needs die(), $relay, $here (this folder). What was started has its id in $started.
#
#   client 10.66.1.2 — 10.66.1.1 censor 10.66.2.1 — 10.66.2.2, 10.66.2.3 abroad
#                                       10.66.3.1 — 10.66.3.2, 10.66.3.3 home
started=()

wait_for() {  # seconds, what
  local end=$((SECONDS + $1))
  until eval "$2" 2>/dev/null; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.05
  done
}

inside() { ip netns exec "$lane-$1" "${@:2}"; }

start() {  # namespace, its log, what
  inside "$1" "${@:3}" >"$2" 2>&1 &
  started+=($!)
}

stop_all() {
  [ ${#started[@]} -eq 0 ] || kill "${started[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
}

join_by_veth() {  # the censor's end, its address; the other's namespace, its name there, its addresses
  ip -n "$lane-censor" link add "$1" type veth peer name "$4" netns "$lane-$3"
  ip -n "$lane-censor" address add "$2/24" dev "$1"
  ip -n "$lane-censor" link set "$1" up
  local address
  for address in $5; do ip -n "$lane-$3" address add "$address/24" dev "$4"; done
  ip -n "$lane-$3" link set "$4" up
  ip -n "$lane-$3" route add default via "$2"
}

# Further words are those of line_relay: the line from the client to the censor. 1: this system has no device for it.
make_network() {  # lane
  lane=$1
  shift
  local node
  for node in censor abroad home; do ip netns add "$lane-$node"; done
  if [ $# = 0 ]; then
    ip netns add "$lane-client"
    join_by_veth near 10.66.1.1 client far 10.66.1.2
  else
    start censor relay.log "$relay" "$@" -- sh -c 'echo $$ >client.pid && exec sleep 300'
    wait_for 60 'test -s client.pid || grep -q ^skipped relay.log' || die "no line: $(cat relay.log)"
    test -s client.pid || return 1
    ip netns attach "$lane-client" "$(cat client.pid)"
    ip -n "$lane-client" route add default via 10.66.1.1
  fi
  join_by_veth out 10.66.2.1 abroad line '10.66.2.2 10.66.2.3'
  join_by_veth inland 10.66.3.1 home line '10.66.3.2 10.66.3.3'
  for node in client censor abroad home; do ip -n "$lane-$node" link set lo up; done
  inside censor sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
}

# In its mode for debugging it stays the user who it is: a namespace has no other.
resolver() {  # namespace, its address, what it says
  start "$1" "resolver-$1.log" dnsmasq --no-daemon --conf-file=/dev/null --no-hosts --no-resolv --pid-file= \
    --bind-interfaces --listen-address="$2" --cache-size=0 "${@:3}"
}

# What the censor does to what it forwards, instead of what it did before; 1 when the kernel or nft does not take the rule.
forward() { rules "chain forward { type filter hook forward priority 0; $1; }"; }

rules() {
  allow
  printf 'table inet censor {\n%s\n}\n' "$1" | inside censor nft -f - 2>>missing.log
}

# Everything passes.
allow() {
  inside censor nft flush ruleset
  inside censor iptables -F FORWARD 2>/dev/null || true  # where iptables keeps its own tables
}

# The packets that the censor's rule caught.
caught() { inside censor nft list table inet censor | sed -n 's/.*counter packets \([0-9]*\) .*/\1/p' | head -n 1; }
