"""dict: order, views, methods, merging, mixed keys, mutation during iteration, subclasses, comparison, errors."""
d = {"b": 1, "a": 2, 3: "c", (1,): None, None: 0}
print(d, len(d), d["a"], d.get("z"), d.get("z", 9), "a" in d, list(d), list(d.values()), list(d.items()), {1: "a", 1.0: "b", True: "c"}, {0: 1}.get(False), {"x": 1} == {"x": 1.0})
d["new"] = 5; d["b"] = 10; del d["a"]; d["a"] = 3
print(d, d.pop("b"), d.pop("q", "def"), d.popitem(), d.setdefault("s", []), d.setdefault("s", 1), d)
print(dict(), dict(a=1), dict([("a", 1), "bc"]), dict({"x": 1}, y=2), dict(zip("ab", range(2))), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), {**{"a": 1}, "a": 2}, {"a": 1} | {"b": 2, "a": 3}, dict(a=1).__ior__([("z", 1)]))
e = {"a": 1}; e.update(b=2); e.update([("c", 3)], d=4); e.update({"a": 0}); e |= {"z": 9}; f = e.copy(); f.clear(); print(e, f, list(reversed(e)), list(reversed(e.items()))[:2])
k, v, i = e.keys(), e.values(), e.items(); e["later"] = 1
print(k, v, i, len(k), "a" in k, ("a", 0) in i, 1 in v, k & {"a", "q"} == {"a"}, sorted(k | {"q"})[:2], k - {"a"} == set(e) - {"a"}, k == set(e), k.isdisjoint({"q"}), k.mapping["a"], sorted(k ^ {"a", "zz"})[-1], {"a": 1}.items() <= {"a": 1, "b": 2}.items(), {1: 2}.keys() == {1: 3}.keys(), {1: 2}.values() == {1: 2}.values())
for bad in ("{}['k']", "{}[[]]", "{[]: 1}", "{}.popitem()", "{}.pop('x')", "dict(5)", "dict([1])", "dict(['abc'])", "dict(a=1, **{'a': 2})", "{}.update(5)", "{} < {}", "{} + {}", "{} | []", "dict([('a', 1, 2)])", "{}.fromkeys(5)", "{1: 2}.items()[0]", "hash({})", "{}.get()", "{**5}", "dict.fromkeys([[]])", "{}[1:2]", "{(1, []): 2}", "{}.setdefault([])", "{'a': 1}['a', 'b']", "next({})"):
    try: print(bad, eval(bad))
    except (TypeError, KeyError, ValueError) as e: print(bad, "->", type(e).__name__, e)
g = {1: 1, 2: 2}
for action in (lambda: g.__setitem__(len(g) + 1, 0), lambda: g.pop(next(iter(g)))):
    try:
        for _ in g: action()
    except RuntimeError as e: print(e)
for key in g: g[key] = "changed"
print(g, [g.pop(k) for k in list(g)], g)
class M(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
m = M(a=1); print(m["xy"], m, m.get("none"), "none" in m, M.fromkeys("a").__class__.__name__, type(m | {}).__name__, type(m.copy()).__name__)
class Weird(dict):
    def __getitem__(self, k): return "got"
    def __setitem__(self, k, v): super().__setitem__(k, "set")
    def __contains__(self, k): return True
    def keys(self): return ["fake"]
w = Weird(a=1); w["b"] = 2; w.update(c=3); print(w, w["a"], w.get("a"), "q" in w, dict(w), {**w}, list(w))
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): print("eq", end=" "); return isinstance(o, H) and self.n == o.n
    def __repr__(self): return f"H{self.n}"
h = {H(1): "a", H(2): "b", H(1): "c"}; print(h, h[H(2)], h.get(H(3)), len(h)); del h[H(1)]; print(h, next(iter(h)) in h)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 3): del big[i]
big["s"] = 1; print(len(big), sum(v for k, v in big.items() if k != "s"), list(big)[:4], list(big)[-1], 3 in big, 4 in big)
n = {}; n["self"] = n; n["l"] = [n]; print(n, {"k": {"k2": ()}}, str({1: "a"}), repr({"a'b": 'c"d'}), {1.5: 1, b"b": 2, frozenset(): 3, ...: 4})
from types import MappingProxyType
mp = MappingProxyType({"a": 1}); print(mp, mp["a"], len(mp), mp | {"b": 1}, mp == {"a": 1})
try: mp["b"] = 1
except TypeError as e: print(e)
ns = {}; exec("x = 1; del x; y = 2", ns); ns.pop("__builtins__"); print(ns); print([(k, v) for k, v in sorted({"b": 1, "a": 2}.items())], max({"a": 3, "b": 2}, key={"a": 3, "b": 2}.get), sum({1: 2, 3: 4}), sorted({3: 1, 1: 2}.items(), key=lambda kv: kv[1]))
