"""set and frozenset: algebra, methods, order of small ints, hashing, subclasses, errors."""
s = {3, 1, 2}
print(s, set(), frozenset(), frozenset([1, 2]), {1, 1.0, True}, set("a"), {*()}, {9, 8, 10}, {5, 33, 1, 65}, {-1, -2, 0}, {100, 3, 50, 7}, set(range(20, 0, -1)), {i * 7 % 31 for i in range(10)}, frozenset({4}) in {frozenset({4})})
print(s.add(5), s.discard(99), s.remove(1), s.update([7], (8,)), s, len(s), 3 in s, s.pop() in (2, 3, 5, 7, 8), s.copy() == s, s.clear(), s)
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a & b, a | b, a - b, a ^ b, a.union([9], "x") >= a, a.intersection(b, [4]), a.difference([1], {2}), a.symmetric_difference([1, 7]), a.isdisjoint({9}), {3} <= a, a < a, a <= a, a > {1}, a.issubset(range(9)), a.issuperset([1]), a == frozenset(a), frozenset(a) == a, a != b, hash(frozenset(a)) == hash(frozenset([4, 3, 2, 1])), type(frozenset(a) | b).__name__, type(a | frozenset(b)).__name__)
c = set(a); c &= b; d = set(a); d |= b; e = set(a); e -= b; f = set(a); f ^= b; g = h = set(a); g |= {100}
print(c, d, e, f, g is h, a.intersection_update(b), a, a.difference_update([3]), a, a.symmetric_difference_update([3, 9]), a, sorted([{1, 2}, {1}], key=len), {1, 2} < {1, 2, 3}, {1} < {2}, {1} > {2}, bool(set()), max({3, 9}), sum({1, 2}), sorted({"b", "a"}), list({1}), [*{2}], min({(2, 1), (1, 5)}))
for bad in ("{[]}", "set().pop()", "{1}.remove(2)", "{1} | [2]", "{1} + {2}", "{1} < [1]", "set(5)", "hash(set())", "frozenset().add(1)", "{1}[0]", "set().union(5)", "{1, {2}}", "set(1, 2)", "{1} & 'a'", "{{}}"):
    try: print(bad, eval(bad))
    except (TypeError, KeyError, AttributeError) as e: print(bad, "->", type(e).__name__, e)
try:
    for x in (q := {1, 2}): q.add(x + 10)
except RuntimeError as e: print(e)
class S(set):
    def add(self, x): super().add(x * 2)
    def __repr__(self): return f"S{sorted(self)}"
t = S([1]); t.add(5); print(t, t | {2}, type(t | {2}).__name__, type(t.copy()).__name__, t == {1, 10}, S() == set(), {1} in [S([1])])
class F(frozenset): pass
print(F([1]), F("a") | {1} >= {1}, type(F([1]) | {2}).__name__, {F([1]): "x"}[frozenset([1])], repr(frozenset({1})), str({1}), {True, 1, 1.0, "1"} == {1, "1"}, {None, ...} == {..., None}, {frozenset(), ()} == {(), frozenset()}, {1, 2, 3} - {2} == {3, 1}, {1: 2}.keys() & {1}, {0.5, 1.5})
