"""tasks.py N: N pending tasks in Taskwarrior's own format (2.x: one bracketed line a task)."""

import sys
import uuid

for i in range(int(sys.argv[1])):
    name = uuid.uuid5(uuid.NAMESPACE_OID, str(i))
    print(f'[description:"A card charged twice {i}" entry:"{1790000000 + i}" modified:"{1790000000 + i}" status:"pending" uuid:"{name}"]')
