"""table.py RESULTS CASES: the results as a Markdown table. A line of RESULTS: job, peer, ours, theirs, ratio at most."""

import os
import platform
import sys


def shown(job, value):
    if job.startswith("memory"):
        return f"{value:.0f} MiB"
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


rows = [line.rstrip("\n").split("\t")[:5] for line in open(sys.argv[1])]
model = next((l.split(":")[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), "") if os.path.exists("/proc/cpuinfo") else ""
print(f"{int(sys.argv[2]):,} cases; {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {model}\n")
print("| job | against | redress | peer | ratio | at most | |\n|---|---|---|---|---|---|---|")
for job, peer, ours, theirs, most in rows:
    ours, theirs, most = float(ours), float(theirs), float(most)
    ratio = ours / theirs if theirs else 0
    verdict = "ok" if ratio <= most else "**over**"
    print(f"| {job} | {peer} | {shown(job, ours)} | {shown(job, theirs)} | {ratio:.2f} | {most:g} | {verdict} |")
