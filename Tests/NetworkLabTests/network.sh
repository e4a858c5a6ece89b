#!/bin/sh
# The first process of a lab: an office and an Internet, each a network namespace, with a link between them.
#
# usage: network.sh FOLDER LINK FAMILY
#
# Runs as the first process of namespaces of its own (unshare --net --mount --pid), which are the office's; the
# Internet's is FOLDER/internet, for `nsenter --net`. LINK is `veth`, or `wire`: a link whose delay can be set.
# FAMILY is 4, 6 or both: what the office has addresses of. FOLDER/ready appears when all of it is there. Ends when
# standard input does, and every process of the lab with it.
set -eu
folder=$1 link=$2 family=$3

ip link set lo up
touch "$folder/internet"
unshare --net="$folder/internet" ip link set lo up

internet() { nsenter --net="$folder/internet" "$@"; }

case $link in
veth)
  ip link add office0 type veth peer name internet0
  ip link set internet0 netns "$folder/internet"
  ;;
wire)
  python3 "$(dirname "$0")/wire.py" "$folder" &
  until [ -e "$folder/wire" ]; do sleep 0.02; done
  ;;
esac

# Every address of the documentation's prefixes is the Internet's own.
internet ip address add 10.1.0.1/24 dev internet0
for host in 3 53 80; do internet ip address add "10.1.0.$host/24" dev internet0; done
internet ip address add 2001:db8:1::1/64 dev internet0 nodad
internet ip address add 2001:db8:1::53/64 dev internet0 nodad
internet ip link set internet0 up
internet ip route add local 192.0.2.0/24 dev lo
internet ip -6 route add local 2001:db8:2::/64 dev lo

ip link set office0 up
case $family in 4 | both)
  ip address add 10.1.0.2/24 dev office0
  ip route add default via 10.1.0.1
  ;;
esac
case $family in 6 | both)
  ip address add 2001:db8:1::2/64 dev office0 nodad
  ip -6 route add default via 2001:db8:1::1
  ;;
esac

for file in resolv.conf hosts; do
  [ ! -e "$folder/$file" ] || mount --bind "$folder/$file" "$(readlink -f "/etc/$file")"
done
touch "$folder/ready"
cat >/dev/null
