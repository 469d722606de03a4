"""list: every method, slices, sorting with keys and stability, comparison, repetition, recursion in repr, errors."""
l = [3, 1, 2]
print(l.append(4), l, l.extend("ab"), l, l.insert(1, "x"), l.insert(-1, "y"), l.insert(99, "z"), l, l.pop(), l.pop(0), l.pop(-2), l, l.remove("x"), l.index(2), l.count(1), l.reverse(), l, l.copy() == l, l.clear(), l)
a = list(range(10))
print(a[2:5], a[:-3], a[::3], a[::-1], a[8:2:-2], a[100:], a[-100:2], a[5:2], a[slice(1, 8, 3)], a[-1], a[True])
a[2:5] = [20]; a[:0] = [-1]; a[::4] = "wxy"[:len(a[::4])]; del a[1::3]; a[len(a):] = (1, 2); print(a)
a *= 2; a += "!"; print(a, a * 0, [0] * -1, [[]] * 2, 2 * [1], [1] + [2], a == a[:], a is a[:])
print([1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [1, "a"] == [1.0, "a"], [1] != (1,), [[1]] > [[0, 5]], [float("nan")] == [float("nan")], sorted([[2], [1, 5], [1]]))
words = "banana Apple cherry apple Banana date".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), sorted(words, key=lambda w: (len(w), w)), sorted({"b": 1, "a": 2}), sorted("hello", reverse=True))
pairs = [(i % 3, i) for i in range(10)]
pairs.sort(key=lambda p: p[0]); print(pairs); pairs.sort(key=lambda p: p[0], reverse=True); print(pairs)
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v > o.v
    def __repr__(self): return f"K{self.v}"
print(sorted([K(1), K(3), K(2)]), max(K(1), K(3)), sorted([3, 1.5, True, -2]), sorted([(1, "b"), (1, "a"), (0, "z")]), list(reversed([1, 2])), sorted(range(5), key=lambda x: -x), sorted(["b", "B", "a"], key=str.swapcase))
from functools import cmp_to_key
print(sorted([5, 2, 9], key=cmp_to_key(lambda a, b: b - a)))
r = [1]; r.append(r); r.append((r,)); print(r, [r] == [r], list("ab"), list({1: 2}), list(), [*r[:1]], repr([None, True, "s", b"b", 1.0]))
for bad in ("[][0]", "[1][1.5]", "[1]['a']", "[].pop()", "[1].pop(5)", "[].remove(1)", "[1].index(2)", "[1] + (1,)", "[1] * 1.5", "[1] * []", "[1] < 1", "sorted([1, 'a'])", "[3, None].sort()", "hash([])", "list(5)", "[1].insert('a', 1)", "list(1, 2)", "[].sort(1)", "[1].extend(5)", "[].index()", "max([])", "min([], [1], key=5)", "sum(['a'])", "sum(1)", "[1, 2][::0]", "reversed(5)", "len([].__iter__())", "[1].count()", "iter([1])[0]", "sorted([1], key=5)", "sorted()", "sorted([2, 1], lambda x: x)"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError, IndexError) as e: print(bad, "->", type(e).__name__, e)
for stmt in ("a[99] = 1", "del a[99]", "a[0:4:2] = [1]", "a[:] = 5", "a['x'] = 1", "del a['x']", "a += 5", "a[1:2:0] = []"):
    try: exec(stmt, {"a": [1, 2, 3, 4]})
    except (TypeError, ValueError, IndexError) as e: print(stmt, "->", type(e).__name__, e)
def mutate(x): m.append(x) if len(m) < 6 else None; return x
m = [3, 2, 1]
try: m.sort(key=mutate)
except ValueError as e: print(e, m)
out = []
for x in (n := [1, 2, 3]):
    out.append(x)
    if len(n) < 6: n.append(x * 10)
print(out, n)
class L(list):
    def __getitem__(self, i): return "item" if isinstance(i, int) else super().__getitem__(i)
    def append(self, x): super().append(x * 2)
    def __iter__(self): return iter("LL")
q = L([1, 2]); q.append(5); print(q, q[0], q[1:], type(q[1:]).__name__, type(q + [1]).__name__, len(q), list(q), [*q], q == [1, 2, 10], sorted(q), tuple(q), 10 in q, q.copy().__class__.__name__)
it = iter([1, 2, 3]); next(it); print(it.__length_hint__(), list(it), list(it), it.__reduce__()[0].__name__)
