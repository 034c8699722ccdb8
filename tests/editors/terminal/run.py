"""Runs a program in a terminal of its own, presses keys, and prints everything the terminal would have shown.

Usage: run.py COLUMNS ROWS STEPS PROGRAM ARGUMENT...
STEPS, as JSON, is a list of: a text to type; a number of seconds to wait; {"until": WORDS}, to wait for words that are
shown; {"picture": NAME}, which marks the moment in what is printed (draw.mjs draws it). Behind them, the program is ended.
A program may print such a mark itself: ESC ] 7777 ; NAME BEL.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

LONGEST = 60.0
CONTROLS = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[\[0-9;?<>=]*[ -/]*[@-~]")

columns, rows, steps = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
size = struct.pack("HHHH", rows, columns, 0, 0)
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
    os.execvp(sys.argv[4], sys.argv[4:])
shown = b""


def copy(seconds: float, until: bytes | None = None) -> bool:
    """Copies what is shown for so long, or until words are shown; False when the program has ended."""
    global shown
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if until is not None and until in CONTROLS.sub(b"", shown):
            return True
        if select.select([terminal], [], [], left)[0]:
            try:
                new = os.read(terminal, 65536)
            except OSError:
                return False
            if not new:
                return False
            shown += new
            sys.stdout.buffer.write(new)
            sys.stdout.buffer.flush()
    if until is not None:
        sys.exit(f"never shown: {until.decode()}")
    return True


running = True
try:
    for step in steps:
        if isinstance(step, dict) and "picture" in step:
            # What is drawn in a moment belongs to the picture; of a program that has ended it is all there.
            running = running and copy(0.4)
            sys.stdout.buffer.write(b"\x1b]7777;" + step["picture"].encode() + b"\x07")
        elif not running:
            continue
        elif isinstance(step, str):
            shown = b""
            os.write(terminal, step.encode())
        elif isinstance(step, (int, float)):
            running = copy(float(step))
        else:
            running = copy(LONGEST, step["until"].encode())
finally:
    if running:
        os.kill(child, signal.SIGTERM)
        copy(2.0)
    try:
        os.kill(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.waitpid(child, 0)
