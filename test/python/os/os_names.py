"""What `os` has before anything of its own was asked for, and what a change to it then does."""

import os

print(os.getpid() > 0, hasattr(os, "fork"), hasattr(os, "startfile"))
os.putenv("OS_NAMES", "1")
print("OS_NAMES" in os.environ, os.environ is os.environ)
print(list(vars(os))[:12], os.path.join("a", "b"), os.sep)
os.getppid = lambda: 5
print(os.getppid(), os.cpu_count() > 0, os._exit)
