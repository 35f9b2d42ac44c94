"""peak.py COMMAND...: the most memory that a command held, in MiB, without the files that it maps.

The system tells that of a process while it runs: it is asked some two thousand times a second. Of a command that is over sooner than
can be asked, what the system says afterwards counts: that is more, for it has the mapped files in it.
"""

import resource
import subprocess
import sys
import time

process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
begun, most = time.monotonic(), 0
while process.poll() is None:
    try:
        with open(f"/proc/{process.pid}/status") as status:
            most = max([most] + [int(line.split()[1]) for line in status if line.startswith("RssAnon:")])
    except (OSError, ProcessLookupError):
        pass
    time.sleep(0.0005)
if time.monotonic() - begun < 0.02:
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(most / 1024)
