"""What the prompt makes of lines: statements of several lines, errors, comments, the end of input."""

import subprocess
import sys


def session(text, *flags):
    p = subprocess.run([sys.executable, "-iq", *flags], input=text, capture_output=True, text=True)
    print(repr(p.stdout), p.returncode)
    print(p.stderr)


session(
    """\
x = 1
while True:
    if x: break

x
def f():
  return 1/0

f.__code__.co_filename
f()
if 1: x = 5

x
if 1:
  x=3
y=4
if 1:
  x=6
  # c
   
  x = 7

x
# comment
   # indented
   
(1,

2)
\"""a

b\"""
x = \\
3
x
1 1
x y
  z
for i in range(2):
  i
else:
  9

@staticmethod
def g(): pass

import jgon
import sys; sys.last_value.name
x = sys.stdout.write
print(5); _
sys.ps1 = 'P> '
raise SystemExit(4)
"""
)
session("if 1:\n  print(3)\n")
session("1\n")
