"""Processes that fork while their code is being compiled, and whose children do the same: all of them go on and end."""

import os
import sys


def compiled(k):
    """Functions that nobody has run before."""
    names = {}
    exec(f"def one(n):\n s = 0\n for i in range(n): s += i * {k} % 7\n return s\ndef many(n):\n return [one(i % 50) for i in range(n)]\n", names)
    return names["one"], names["many"]


def work(k, rounds):
    one, many = compiled(k)
    expected = one(30)
    for _ in range(rounds):
        assert one(30) == expected
    many(rounds)


def family(k, depth):
    work(k, 150 * (k % 5))
    pid = os.fork()
    if pid == 0:
        work(k, 300)
        if depth > 0:
            family(k * 3 + 1, depth - 1)
        if k % 2:
            sys.exit(7)
        os._exit(7)
    work(k + 50, 100 * (k % 3))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7


for k in range(12):
    family(k, k % 4)
print("all ended")
