"""tuple and range: construction, hashing, comparison, methods, named access through subclasses, range arithmetic."""
print((), (1,), (1, 2), tuple("ab"), tuple([1]), 1, (1, (2, [3])), (1,) + (2,), (1, 2) * 2, (1, 2, 3)[::-1], (1, 2, 3)[1:], (1, 2).index(2), (1, 1).count(1), 2 in (1, 2), len(()), (1, 2) < (1, 3), (1,) < (1, 0), () == [], hash((1, 2)) == hash((1, 2)), hash(()) == hash(()), {(1, "a"): 5}[1.0, "a"])
t = (1, [2]); t[1].append(3); print(t, t[1] is t[1:][0], tuple(t) is t, t[:] is t, max((1, 5), (1, 6)), sorted([(2, 1), (1, 2)]), *(1, 2), (lambda *a: a)(1))
for bad in ("(1, 2)[5]", "(1,)['a']", "hash(([],))", "(1, 2).index(9)", "(1,) + [1]", "(1,) * 'a'", "tuple(5)", "(1,) < 1", "tuple(1, 2)", "range(1.5)", "range(1, 2, 0)", "range(3)[5]", "range(3).index(7)", "range()", "range(1, 2, 3, 4)", "range('a')", "len(range(10 ** 30))", "range(3) + range(2)", "range(3) < range(4)"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError, IndexError, OverflowError) as e: print(bad, "->", type(e).__name__, e)
for stmt in ("t[0] = 1", "del t[0]", "t.append(1)", "range(3)[0] = 1", "t += [1]", "range(3).start = 1"):
    try: exec(stmt, {"t": (1, 2)})
    except (TypeError, AttributeError) as e: print(stmt, "->", e)
r = range(2, 20, 3)
print(r, list(r), len(r), r[1], r[-1], r[1:3], r[::-1], 8 in r, 9 in r, 8.0 in r, "x" in r, r.index(11), r.count(5), r.start, r.stop, r.step, range(0) == range(2, 1), range(0, 3, 2) == range(0, 4, 2), hash(range(0)) == hash(range(5, 5)), list(range(5, 0, -2)), list(range(3, 3)), bool(range(0)), range(10)[2:8][::2], max(range(5)), sum(range(101)), list(reversed(range(3))), range(10 ** 30)[-1], 10 ** 29 in range(10 ** 30), range(True), list(range(-3)))
class P(tuple):
    __slots__ = ()
    def __new__(cls, x, y): return super().__new__(cls, (x, y))
    x = property(lambda self: self[0])
    def __repr__(self): return f"P({self[0]}, {self[1]})"
    def __add__(self, o): return P(self[0] + o[0], self[1] + o[1])
p = P(1, 2); print(p, p.x, p + (3, 4), p == (1, 2), type(p[:]).__name__, hash(p) == hash((1, 2)), [p], tuple(p), p * 2, isinstance(p, tuple), len(p), [*p], dict([p]))
import time; s = time.gmtime(0); print(s.tm_year, s[0], s[:3], len(s), isinstance(s, tuple), s == tuple(s))
