"""Reads what a program wrote to a terminal; prints the screen that a VT100 kin would show, and its cursor and title.

usage: emulator.py WIDTH HEIGHT < bytes. Needs Debian's python3-pyte, an emulator by other hands than ours.
"""
import re, sys
import pyte

width, height = int(sys.argv[1]), int(sys.argv[2])
screen = pyte.Screen(width, height)
stream = pyte.ByteStream(screen)
data = sys.stdin.buffer.read()
# pyte takes no character set designation while in UTF-8, nor the save and restore of the title.
stream.feed(re.sub(rb"\x1b\[2[23];\dt|\x1b\[>\d*[cn]", b"", data))
for line in screen.display:
    print(line)
print(f"cursor {screen.cursor.x} {screen.cursor.y} {'hidden' if screen.cursor.hidden else 'shown'}")
print(f"title {screen.title}")
