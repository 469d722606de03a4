# The interactive mode over pipes: which lines make a statement, what goes to which stream, where tracebacks take the text from.
import subprocess
import sys

SESSION = '''\
1 + 1
_ * 21
def f(x):
    return 1 / x

f(0)
if f(1):
    print("a")
else:
    print("b")

# a comment
for i in range(2): i

class A:
    x = """

    """
    
    def m(self):
        return self.x.isspace()

A().m()
x = [
1,

2]
x
x = 5 +
if 1:
    2
3
if 1:
    2
  3
a = \\
4
a
f.__code__.co_filename
import inspect
print(inspect.getsource(f))
import warnings
warnings.warn("careful")
async def coroutine(): return 3

import asyncio
asyncio.run(coroutine())
with open("/dev/null") as file: file.read()
'''


def session(text, *options):
    done = subprocess.run([sys.executable, "-q", "-i", *options], input=text, capture_output=True, text=True)
    print(done.stdout, "---", done.stderr, "--- exit", done.returncode, sep="\n")


session(SESSION)
session("raise SystemExit(3)\n")
session("if 1:\n    print(2)")
session("x = [1,\n 2")
session('import sys\nsys.ps1, sys.ps2 = "in: ", "more: "\nif 1:\n  3\n\n')
session('1 is 1\n"\\d"\nif 1:\n    2 is 2\n\nimport sys\nx = 1 +\nsys.last_value.filename\n')
