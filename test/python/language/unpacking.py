"""Star-unpacking and assignment targets in every place, evaluation order, errors."""
a, b = 1, 2
a, b = b, a
(c, [d, *e]), f = (1, "xyz"), 5
print(a, b, c, d, e, f)
*a, b = range(4)
a, *b, c = "ab"
print(a, b, c)
*a, = "hi"
[x, y] = {"k": 1, "l": 2}
print(a, x, y)
print([*range(3), *"ab"], (*[1], *[2]), {*[1, 2], *[2, 3]}, {**{"a": 1}, "b": 2, **{"a": 3}}, *[1, 2], sep="|")
for i, (j, *k) in enumerate([(1, 2, 3), "ab"]): print(i, j, k)
print([p + q for p, (q, *_) in [(1, (2, 3)), (4, [5])]])
d = {}
d["a"], d["b"], *d["rest"] = 1, 2, 3, 4
print(d)
class O: pass
o = O()
o.x, (o.y, d["z"]) = 1, (2, 3)
print(o.x, o.y, d["z"])
i = 0
l = [0, 0, 0]
i, l[i] = 2, "set"
print(i, l)
x = y = z = []
x.append(1)
print(y is z, z)
l = [1, 2, 3, 4, 5]
l[1:3] = "abc"
l[::2] = [0] * 3
print(l)
del l[0], l[-1]
del l[1:], d["a"], o.x
print(l, sorted(d), vars(o))
for bad in ("a, b = 1", "a, b = [1]", "a, b = 1, 2, 3", "a, *b, c = [1]", "(a, b), c = 1, 2", "[*5]", "{**5}", "a, b = None", "l[0:2:2] = 1, 2, 3", "x, y = {1}", "print(*1)"):
    try: exec(bad)
    except (ValueError, TypeError) as e: print(bad, "->", e)
def f(): return 1, *[2, 3]
print(f(), (lambda: (yield 1, *[2]))().__next__())
def order(tag, v): print(tag, end=" "); return v
order("t", [0, 0])[order("i", 0)], order("o", o).attr = order("v", (1, 2))
print()
n = 1
n += n * 2; n <<= 2; n //= 5; n **= 3; n %= 5
s = "a"; s *= 3; s += "b"
l = [1]; m = l; l += (2,); l *= 2
print(n, s, l, m is l)
t = ([1],)
try: t[0] += [2]
except TypeError as e: print(e, t)
for o.attr in range(3): pass
for d["it"] in "xy": pass
with open(__file__) as d["file"]: pass
print(o.attr, d["it"], d["file"].closed)
if (m := [y := 1, y ** 2])[1]: print(m, y)
