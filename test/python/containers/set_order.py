# Sets of ints and tuples come in an order that follows from their history: the tables grow, probe and pop as CPython's do.
import random


def value(r):
    kind = r.randrange(10)
    if kind < 6:
        return r.randrange(-50, 200)
    if kind < 8:
        return r.randrange(-2**40, 2**40)
    if kind == 8:
        return (r.randrange(5), r.randrange(5))
    return r.choice([None, True, False, 1.5, 0.5, 2**70])


for seed in range(40):
    r = random.Random(seed)
    a, b = set(), set()
    for step in range(60):
        choice = r.randrange(14)
        if choice < 5:
            a.add(value(r))
        elif choice < 7:
            a.discard(value(r))
        elif choice == 7 and a:
            a.pop()
        elif choice == 8:
            a |= b
        elif choice == 9:
            a -= b
        elif choice == 10:
            a = a ^ b
        elif choice == 11:
            a, b = b & a, a
        elif choice == 12:
            a.update([value(r) for _ in range(r.randrange(30))])
        else:
            b = set(frozenset(a))
    print(seed, list(a), list(b), hash(frozenset(a)))
