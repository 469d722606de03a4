# A debugger session from a script of commands: stepping in, out and over, looking at and changing variables, breakpoints.
import io
import pdb
import sys

COMMANDS = """p a
n
s
s
n
p w
w
r
n
p b
!a = 50
c
"""


def helper(v):
    w = v * 2
    return w


def main(debugger):
    a = 1
    debugger.set_trace()
    b = helper(a)
    c = a + b
    print('result', a, b, c)


class Failing:
    def run(self, n):
        if n == 0:
            raise LookupError('nothing left')
        return self.run(n - 1)


for backend in ('settrace', 'monitoring'):
    print('---', backend)
    main(pdb.Pdb(stdin=io.StringIO(COMMANDS), stdout=sys.stdout, readrc=False, nosigint=True, backend=backend))

out = io.StringIO()
try:
    Failing().run(2)
except LookupError as e:
    post = pdb.Pdb(stdin=io.StringIO('p n\nup\np n\nup\np n\nq\n'), stdout=sys.stdout, readrc=False)
    post.reset()
    try:
        post.interaction(None, e.__traceback__)
    except Exception as error:
        print(type(error).__name__)
