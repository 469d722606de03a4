"""Every operator method, reflected and in-place forms, NotImplemented, comparison fallbacks."""
class V:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"V({self.n})"
for op in "add sub mul truediv floordiv mod pow matmul lshift rshift and or xor".split():
    name = op.rstrip("_")
    setattr(V, f"__{name}__", lambda s, o, n=name: f"{n}({s.n}, {getattr(o, 'n', o)})")
    setattr(V, f"__r{name}__", lambda s, o, n=name: f"r{n}({s.n}, {o})")
    if name in ("add", "sub", "matmul"):
        setattr(V, f"__i{name}__", lambda s, o, n=name: V(f"i{n} {s.n} {o}"))
v = V(1)
print(v + 2, v - V(3), v * 2, v / 2, v // 2, v % 2, v ** 2, v @ 2, v << 2, v >> 2, v & 2, v | 2, v ^ 2, sep="\n")
print(2 + v, 2 - v, 2 @ v, 2 ** v, [1] + v, sep="\n")
w = v
w += 1
w @= 5
u = v
u *= 3
print(w, u, v)
class Neg:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n=None): return f"round {n}"
    def __index__(self): return 3
    def __bool__(self): return False
    def __len__(self): return 9
print(-Neg(), +Neg(), ~Neg(), abs(Neg()), round(Neg()), round(Neg(), 2), [0, 1, 2, "x"][Neg()], bin(Neg()), bool(Neg()), not Neg(), range(Neg()), "ab" * Neg())
class Cmp:
    def __init__(self, n): self.n = n
    def __lt__(self, o): print("lt", end=" "); return self.n < o.n
    def __eq__(self, o): print("eq", end=" "); return NotImplemented
    __hash__ = None
a, b = Cmp(1), Cmp(2)
print(a < b, a > b, a == b, a != b, a == a)
print(max([a, b]).n, sorted([b, a])[0].n)
for bad in ("a <= b", "a + 1", "1 + a", "a < 1", "hash(a)", "-a", "a[0]", "a()", "len(a)", "1 in a", "a += 1", "iter(a)", "a ** 2", "a @ a", "divmod(a, 1)", "{}[a]"):
    try:
        exec(bad)
    except (TypeError, AttributeError) as e:
        print("\n" + bad, "->", e, end="")
print()
class Sub(int):
    def __radd__(self, o): return "Sub radd"
    def __rsub__(self, o): return NotImplemented
print(1 + Sub(2), 5 - Sub(2), Sub(1) + 1, type(Sub(1) + Sub(1)).__name__)
class Call:
    def __call__(self, *a, **k): return a, k
    def __getitem__(self, i): return i
    def __contains__(self, x): return x == 1
    def __matmul__(self, o): return NotImplemented
c = Call()
print(c(1, *[2], x=3, **{"y": 4}), c[1], c[1:2], c[1:2, ...], c[::3], c[()], c[*[1, 2], 3], 1 in c, 2 not in c)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 != 1 in [1], not 1 == 2, 1 if 0 else 2, (lambda: 1 or 2)(), [] or {} and 1, None is None is None)
print(2 ** 3 ** 2, -2 ** 2, 2 ** -1, ~5 & 0xF, 1 | 2 ^ 3 & 4, 10 - 2 - 3, 7 // 2 * 2, not True or True, 1 + 2 == 3 and 4)
