# A program's first descriptors have the numbers they have anywhere: 3 and up.
import os
import socket
import subprocess
import sys

f = open(os.devnull)
r, w = os.pipe()
s = socket.socket()
print(f.fileno(), r, w, s.fileno())
code = "import os; f = open(os.devnull); print(f.fileno(), os.read(%d, 10), sorted(n for n in os.environ if n.startswith('TAIPAN')))" % r
os.write(w, b"inherited")
print(subprocess.run([sys.executable, "-c", code], pass_fds=[r], capture_output=True, text=True).stdout, end="")
s.close()
os.closerange(3, 1000)
print(os.open(os.devnull, os.O_RDONLY))
