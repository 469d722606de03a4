"""How many calls fit under the recursion limit."""

import sys

deepest = 0


def f(n):
    global deepest
    deepest = n
    f(n + 1)


def even(n):
    return odd(n + 1)


def odd(n):
    global deepest
    deepest = n
    return even(n + 1)


def through_sort(n):
    global deepest
    deepest = n
    return sorted([1], key=lambda x: through_sort(n + 1))


def generator(n):
    global deepest
    deepest = n
    yield from generator(n + 1)


for start in f, even, through_sort, lambda n: list(generator(n)):
    for limit in 1000, 60:
        sys.setrecursionlimit(limit)
        try:
            start(1)
        except RecursionError as e:
            print(limit, deepest, e)
try:
    sys.setrecursionlimit(1)
except RecursionError as e:
    print(e)
