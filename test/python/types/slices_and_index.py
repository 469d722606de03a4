"""slice objects, __index__, __getitem__ in classes, Ellipsis, slice.indices, del and set through slices."""
print(slice(5), slice(1, 2), slice(None, None, -1), slice(1, 10, 2).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(1).start, slice(1, 2) == slice(1, 2), slice(1) < slice(2), hash(slice(1, 2)) == hash(slice(1, 2)))
class G:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
g = G()
print(g[1], g[1:2], g[:, 1], g[...], g[::2, ...], g["a":"b"], g[(1, 2)], g[1, ], g[-1:], g[:])
g[1:2] = 3; g[1, 2:3] = "x"; del g[::], g[5]
class I:
    def __index__(self): return 2
print([0, 1, 2, 3][I()], "abcd"[I():], (1, 2, 3)[:I()], range(10)[I()], b"abc"[I()], [1, 2, 3, 4][::I()], list(range(I())), [9] * I(), bytes(I()), hex(I()), round(2.567, I()), "%d" % I(), chr(I()), int(I()))
class Bad:
    def __index__(self): return "x"
for bad in ("[1][Bad()]", "[1][Bad():]", "range(Bad())", "[1][1.0]", "[1]['a':]", "'a'[None]", "slice()", "slice(1, 2, 3, 4)", "slice(1, 2, 0).indices(3)", "slice(1).indices(-1)", "(1).x[0]", "5[0]", "None[0]", "len[0]", "int[0]", "[1, 2, 3][1:'a']", "{}[1:2, []]", "g[*[]]"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError, AttributeError, KeyError) as e: print(bad, "->", type(e).__name__, e)
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(Seq()), 20 in Seq(), 5 in Seq(), [*Seq()], dict(enumerate(Seq())), max(Seq()), tuple(reversed([*Seq()])), sum(Seq()), list(zip(Seq(), "ab")))
try: reversed(Seq())
except TypeError as e: print(e)
class R(Seq):
    def __len__(self): return 3
print(list(reversed(R())), len(R()), bool(R()), [x for x in iter(R())])
class NoIter(R): __iter__ = None
for f in (iter, list, lambda x: 1 in x, lambda x: [*x]):
    try: f(NoIter())
    except TypeError as e: print(e)
class C:
    def __contains__(self, x): return "yes" if x else ""
print(1 in C(), 0 in C(), 0 not in C())
class Len:
    def __init__(self, v): self.v = v
    def __len__(self): return self.v
for v in (-1, "a", 2 ** 70, 1.0, True, 0):
    try: print(len(Len(v)), bool(Len(v)))
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
