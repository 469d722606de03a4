"""collections: namedtuple, deque, Counter, OrderedDict, defaultdict, ChainMap corner cases; collections.abc checks."""
import collections.abc as abc
from collections import *
N = namedtuple("N", ["x", "class_", "y"], defaults=[9], rename=False)
print(N(1, 2), N(1, 2, 3)._replace(x=0), N.__doc__, N.x.__doc__, N._make("abc"), N(1, 2) == (1, 2, 9), namedtuple("R", "a def a _b", rename=True)._fields, N.__new__.__defaults__, N(1, 2)._asdict(), N.__match_args__)
class P(namedtuple("P", "x y")):
    __slots__ = ()
    def total(self): return self.x + self.y
print(P(1, 2).total(), P(1, 2), hash(P(1, 2)) == hash((1, 2)))
for bad in ("namedtuple('1', 'a')", "namedtuple('A', 'def')", "namedtuple('A', 'a a')", "namedtuple('A', '_a')", "namedtuple('A', 'a', defaults=[1, 2])", "N()", "N(1, 2, 3, 4)", "N(1, 2, z=3)", "deque(maxlen=-1)", "deque(5)", "deque().pop()", "deque([1])[5]", "deque().remove(1)", "deque([1]).index(2)", "Counter(5)", "OrderedDict().popitem()", "OrderedDict().move_to_end(1)", "defaultdict(5)", "defaultdict()[1]", "ChainMap()['a']", "ChainMap().popitem()", "deque([1]) + [1]", "deque([1])[0:1]", "Counter(a=1).fromkeys('a')"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError, IndexError, KeyError, NotImplementedError) as e: print(bad, "->", type(e).__name__, e)
d = deque([1, 2, 3, 4], 5); d.rotate(-1); d.append(9); d.append(10); d.reverse(); d[0] = "x"; del d[1]; d.insert(1, "i"); print(d, d.copy() == d, d.count(2), reversed(d).__next__(), d.index("i", 0, 3), deque("ab") < deque("b"), deque([1]) * 2, deque("abc").__contains__("b"), bool(deque()), deque([deque()]), list(d)[::-1])
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
c = Counter("abca", d=2); c.update({"a": 1}); c["z"] -= 1; print(c, c.most_common(2), +c, -c, c - Counter("a"), c["missing"], list(c.elements())[:3], c.total(), Counter(a=1) == Counter(a=1, b=0), Counter([1, 1.0, True]), c & Counter("ab"), Counter(), repr(Counter({"x": "not a number"})))
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); o.move_to_end("c", last=False); o["b"] = 5; print(o, list(reversed(o)), o.popitem(False), o | {"q": 1}, o == {"b": 5, "a": 1}, list(o.items()), o.copy(), OrderedDict.fromkeys("ab"), type(o | o).__name__)
dd = defaultdict(lambda: defaultdict(int)); dd["x"]["y"] += 1; print(dict(dd["x"]), repr(defaultdict(list, a=[1])), defaultdict(None, {1: 2}), dd.get("q"), "q" in dd, defaultdict(int, a=1) | {"b": 2}, defaultdict(int).copy().default_factory)
m = ChainMap({"a": 1}, {"a": 2, "b": 3}); m["c"] = 4; print(m, m["a"], list(m), len(m), m.parents, dict(m.new_child(a=0)), "b" in m, m.pop("c"), m.get("zz"), m | {"x": 1})
checks = [abc.Hashable, abc.Iterable, abc.Iterator, abc.Sized, abc.Container, abc.Callable, abc.Sequence, abc.MutableSequence, abc.Set, abc.MutableSet, abc.Mapping, abc.MutableMapping, abc.Generator, abc.Reversible, abc.Collection, abc.Awaitable, abc.Buffer]
for v in (1, "a", [], (), {}, set(), frozenset(), iter([]), (x for x in ()), len, range(1), deque(), {}.keys(), {}.items(), b"", bytearray(), memoryview(b""), None, int):
    print(type(v).__name__, "".join("01"[isinstance(v, k)] for k in checks), end=" ")
print()
class Seq(abc.Sequence):
    def __init__(self, *v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
s = Seq(1, 2, 3, 2); print(2 in s, list(reversed(s)), s.index(2), s.count(2), list(s))
class MM(abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k.upper()] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MM(); m.update(a=1); m.setdefault("b", 2); print(dict(m), m.pop("A"), m.popitem(), m.keys().__class__.__name__, m == {}, m.get("x", 5))
try: type("Bad", (abc.Mapping,), {})()
except TypeError as e: print(e)
