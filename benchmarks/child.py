"""`python -I child.py COMMAND…`: run a command, print as JSON how long it took and its peak memory in MB.

A process of its own: a child counts as its own peak that of the process it was started from, so that one must be small.
"""

import json
import os
import subprocess
import sys
import time

began = time.perf_counter()
with subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL) as process:
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
unit = 1024 * 1024 if sys.platform == "darwin" else 1024
print(json.dumps({"seconds": time.perf_counter() - began, "peak": used.ru_maxrss / unit, "code": process.returncode}))
