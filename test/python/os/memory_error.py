# A heap that reaches its limit is a MemoryError, and the program goes on. (The child has a small heap.)
import os
import subprocess
import sys

program = """
def hog():
    a = []
    while True:
        a.append([1.5, {}])

for work in (hog, hog, lambda: {i: str(i) * 50 for i in range(10**9)}):
    try:
        work()
    except MemoryError as e:
        print(repr(e))
print("alive")
hog()
"""
if sys.implementation.name == "cpython":
    program = "import resource; resource.setrlimit(resource.RLIMIT_AS, (10**9, 10**9))\n" + program
result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ, "NODE_OPTIONS": "--max-old-space-size=120"})
print(result.stdout, result.returncode, result.stderr.splitlines()[-1:])
