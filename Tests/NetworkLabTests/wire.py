#!/usr/bin/python3
"""A link between a lab's office and its Internet that delays every packet.

usage: wire.py FOLDER

Makes office0 in the present network namespace and internet0 in FOLDER/internet, then FOLDER/wire, and carries packets
between them. FOLDER/delay holds the milliseconds that each takes on its way; no file, no delay.
"""
import fcntl, heapq, os, select, struct, subprocess, sys, time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000


def tun(name):
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return end


def delay(path):
    try:
        with open(path) as file:
            return float(file.read() or 0) / 1000
    except FileNotFoundError:
        return 0


def carry(ends, path):
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    queue, number = [], 0
    while True:
        wait = max(0, queue[0][0] - time.monotonic()) if queue else None
        for end in select.select(ends, [], [], wait)[0]:
            try:
                packet = os.read(end, 65536)
            except OSError:
                continue  # The interface is down.
            number += 1
            heapq.heappush(queue, (time.monotonic() + delay(path), number, other[end], packet))
        while queue and queue[0][0] <= time.monotonic():
            _, _, end, packet = heapq.heappop(queue)
            try:
                os.write(end, packet)
            except OSError:
                pass  # As a cable does: what does not fit is lost.


def main():
    folder = sys.argv[1]
    ends = [tun("office0"), tun("internet0")]
    subprocess.run(["ip", "link", "set", "internet0", "netns", f"{folder}/internet"], check=True)
    open(f"{folder}/wire", "w").close()
    carry(ends, f"{folder}/delay")


main()
