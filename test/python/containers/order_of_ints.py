# The order of sets of ints, and of ints among other things, is CPython's: whatever was added, removed and merged in between.
import random

r = random.Random(3)


def change(steps):
    a = set()
    seen = []
    for i in range(steps):
        k = r.randrange(12)
        v = r.choice([r.randrange(-20, 60), r.randrange(2**40), -1, True, 2.0, (1, 2), 2**70]) if r.random() < 0.25 else r.randrange(-30, 90)
        if k < 5:
            a.add(v)
        elif k == 5:
            a.discard(v)
        elif k == 6:
            a |= set(range(r.randrange(20)))
        elif k == 7:
            a -= {1, 2, 3, v}
        elif k == 8:
            seen.append(v in a)
        elif k == 9 and len(a) > 50:
            seen.append(a.pop())
        elif k == 10:
            seen.append(sorted(map(str, a ^ {5, 6, v}))[:3])
        elif k == 11:
            seen.append(list(a & set(range(0, 100, 3))))
        if i % 7 == 0:
            seen += [list(a), list(frozenset(x for x in a if type(x) is int)), a == set(list(a)), hash(frozenset(a))]
        if r.random() < 0.02:
            a = a.copy()
        if r.random() < 0.01:
            a.clear()
    return seen, a


for n in range(60):
    seen, a = change(300)
    print(n, sum(i * ord(c) for i, c in enumerate(str(seen))) % 1000003, len(str(seen)), list(a))
