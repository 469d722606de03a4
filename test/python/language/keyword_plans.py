# Calls with keywords bind alike however often and from however many places they come: first call, later calls, other names, changed defaults.
import itertools

SHAPES = [
    "a, b=1", "a, b, /, c=2", "a, *, k", "a, *, k=3, l=4", "*a, k=1", "a, *r, k", "**kw", "a, **kw", "*a, **kw",
    "a, b=2, *r, k=5, **kw", "a, b, c, d=4, *, k=5, **kw", "a, /, **kw", "a, b, c, d, e=5, f=6", "a, /, b, *, c",
]
CALLS = [
    "()", "(1)", "(1, 2)", "(1, 2, 3)", "(1, b=9)", "(a=1)", "(a=1, b=2)", "(b=2, a=1)", "(1, k=7)", "(1, 2, k=7)", "(k=7)", "(1, 2, 3, 4, k=7)",
    "(1, x=7)", "(1, x=7, y=8)", "(1, 2, 3, x=7, b=8)", "(1, c=3, b=2)", "(1, 2, c=3, e=9, d=8)", "(*[1, 2])", "(*[1], **{'b': 2})",
    "(*(), **{'a': 1, 'k': 2})", "(1, *[2, 3], k=4, **{'z': 5})", "(1, **{})", "(*range(7))", "(1, **{'c': 1, 'k': 2, 'l': 3})",
]
for shape in SHAPES:
    space = {}
    exec(f"def f({shape}): return sorted(locals().items())\nclass C:\n  def __init__(self, {shape}): self.v = sorted(locals().items())[:-1]", space)
    f, C = space["f"], space["C"]
    for call in CALLS:
        results = []
        caller = eval("lambda f: f" + call)
        for _ in range(3):
            try:
                results.append(caller(f))
            except TypeError as e:
                results.append(str(e))
        assert results[0] == results[1] == results[2], (shape, call, results)
        print(shape, call, results[0])
        try:
            made = [item for item in caller(C).v if item[0] != "self"]
        except TypeError as e:
            made = str(e)
        if isinstance(made, str) or made != results[0]:
            print("  C", made)


def g(a, b=1, *, c=2):
    return a, b, c


def places():
    return g(1, c=3), g(1, b=2), g(b=2, a=0), g(c=1, a=2, b=3), g(1, 2, c=3)


for _ in range(3):
    print(places())
g.__defaults__ = (8, 9)
print(places(), g(c=0))
g.__defaults__ = None
for call in (lambda: g(1, c=3), lambda: g(1, b=2)):
    try:
        print(call())
    except TypeError as e:
        print(e)
g.__kwdefaults__ = {"c": 7}
print(g(1, b=2))
g.__kwdefaults__ = None
try:
    g(1, b=2)
except TypeError as e:
    print(e)


def through(*a, **k):
    return target(*a, **k)


def target(a, b=0, *c, d=1, **e):
    e["new"] = 1
    return a, b, c, d, e


given = {"d": 4, "z": 5}
print(through(1, **given), through(1, 2, 3, d=4), through(a=1), given)
for names in itertools.permutations("abd"):
    print(through(**{n: n.upper() for n in names}), target(**dict.fromkeys(names, 0)))
many = [eval(f"lambda: through(1, {n}=2)") for n in "pqrstuvwxyz"]
print([f()[4] for f in many for _ in range(2)])
try:
    target(**{1: 2}, a=1)
except TypeError as e:
    print(e)
