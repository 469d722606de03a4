"""Subclasses of str: construction, overridden methods, what results are."""
class S(str):
    def __new__(cls, v, extra=None):
        self = super().__new__(cls, v)
        self.extra = extra
        return self
    def __repr__(self): return f"S({str(self)!r})"
    def __eq__(self, o): return str.__eq__(self, o) and True
    def __hash__(self): return str.__hash__(self)
    def upper(self): return S(super().upper(), "up")
    def __getitem__(self, i): return f"[{str.__getitem__(self, i)}]"
    def __len__(self): return 99
    def __add__(self, o): return "added"
    def __format__(self, spec): return f"fmt {spec}"
s = S("abc", 5)
print(s, repr(s), s.extra, s.upper(), s.upper().extra, s[0], len(s), s + "x", "x" + s, f"{s:q} {s!r} {s!s}", "%s %r" % (s, s))
print(type(s.lower()).__name__, type(s[1:]).__name__, type(str(s)).__name__, type(s * 1).__name__, {"abc": 1}[s], {s: 2}["abc"], s == "abc", "abc" == s, s in ("abc",), "b" in s, s.find("c"), "-".join([s, s]), sorted([S("b"), "a"]), s < "b", list(s), hash(s) == hash("abc"))
class Shown:
    def __str__(self): return "shown"
    def __repr__(self): return S("sub repr")
print(str(Shown()), repr(Shown()), [Shown()], f"{Shown()}")
class Bad:
    def __str__(self): return 5
    def __repr__(self): return None
for f in (str, repr, "{}".format, lambda b: f"{b}", lambda b: f"{b!r}"):
    try: f(Bad())
    except TypeError as e: print(e)
class D(dict):
    def __missing__(self, k): return f"<{k}>"
print("%(a)s %(b)s" % D(a=1), "{a} {b}".format_map(D(a=1)), "{0[x]}".format(D()))
import string
class F(string.Formatter):
    def get_value(self, key, args, kw): return kw.get(key, f"?{key}") if isinstance(key, str) else args[key]
print(F().format("{0} {a} {b}", 1, a=2), string.Template("$x ${y}z $$").safe_substitute(x=1), list(string.Formatter().parse("a{b!r:c}d")))
