"""What the medium takes of an import: appends as many bytes as a project's log and private side have to two files, in pieces as commits
are, each synced, and prints the seconds.

    medium.py DESK FOLDER
"""
import os
import sys
import time
from pathlib import Path

desk, folder = map(Path, sys.argv[1:])
size = {side: sum(f.stat().st_size for f in (desk / side).rglob("*.jsonl")) for side in ("private", "log")}
commits = max(1, size["log"] // (4 << 20) * 3)
pieces = [(side, os.urandom(size[side] // commits)) for side in size]
files = {side: os.open(folder / f"medium.{side}", os.O_CREAT | os.O_WRONLY | os.O_TRUNC) for side in size}
begin = time.time()
for _ in range(commits):
    for side, piece in pieces:
        os.write(files[side], piece)
        os.fdatasync(files[side])
print(f"{time.time() - begin:.2f}")
for side in size:
    os.close(files[side])
    os.unlink(folder / f"medium.{side}")
