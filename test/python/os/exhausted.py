"""No descriptor left: an OSError, and dropped files give theirs back."""

import os
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))
files = []
try:
    while True:
        files.append(open("/dev/null"))
except OSError as e:
    print(repr(e), len(files) > 10)
files.clear()
print(repr(open("/dev/null").read()))
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError as e:
    print(repr(e))
try:
    os.pipe()
except OSError as e:
    print(repr(e))
for fd in held:
    os.close(fd)
with open("/dev/full", "w") as f:
    f.write("x")
    try:
        f.flush()
    except OSError as e:
        print(repr(e))
    os.dup2(os.open("/dev/null", os.O_WRONLY), f.fileno())
