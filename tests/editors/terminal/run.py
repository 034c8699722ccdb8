"""Runs a program in a terminal of its own, presses keys, and prints everything the terminal would have shown.

Usage: terminal.py COLUMNS ROWS KEYS PROGRAM ARGUMENT...
KEYS: texts and pauses in turn, as JSON, such as ["ggK", 2.0]
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios
import time

columns, rows, keys = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
child, terminal = pty.fork()
if child == 0:
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.execvp(sys.argv[4], sys.argv[4:])
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def copy(seconds: float) -> bool:
    """Copies what is shown for so long; False when the program has ended."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                shown = os.read(terminal, 65536)
            except OSError:
                return False
            if not shown:
                return False
            sys.stdout.buffer.write(shown)
            sys.stdout.buffer.flush()
    return True


running = copy(1.0)
for step in keys:
    if not running:
        break
    if isinstance(step, str):
        os.write(terminal, step.encode())
    else:
        running = copy(float(step))
if running:
    os.kill(child, 15)
os.waitpid(child, 0)
