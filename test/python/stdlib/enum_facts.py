"""enum: Enum, IntEnum, StrEnum, Flag, auto, unique, aliases, lookup, members with behaviour, verify, errors."""
from enum import *
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return f"{self.name.lower()} is {self.value}"
    @classmethod
    def default(cls): return cls.GREEN
    @property
    def pretty(self): return self.name.title()
print(Color.RED, repr(Color.RED), Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.__members__, Color.RED.describe(), Color.default().pretty, len(Color), Color.RED in Color, 1 in Color, 9 in Color, isinstance(Color.RED, Color), Color.RED == 1, hash(Color.RED) == hash("RED"), {Color.RED: "x"}[Color(1)], f"{Color.RED}", "%s" % Color.RED, type(Color), Color.RED.__class__)
class Auto(Enum):
    A = auto(); B = auto(); C = 10; D = auto()
print([a.value for a in Auto], Enum("Dyn", "X Y")(2), Enum("Dyn2", {"p": "q"}).p.value, [m.name for m in reversed(Color)])
class I(IntEnum): LOW = 1; HIGH = 10
class S(StrEnum): A = auto(); Other = "else"
print(I.LOW + 1, I.HIGH > 5, repr(I.LOW), str(I.LOW), f"{I.LOW:03d}", sorted([I.HIGH, I.LOW]), S.A, repr(S.A), S.A == "a", S.Other.upper(), I(10), max(I), int(I.LOW), json_like := [I.LOW, S.A])
class F(Flag): R = auto(); W = auto(); X = auto(); RW = R | W
f = F.R | F.X; print(f, repr(f), f.value, F.R in f, F.W in f, ~f, F.RW, list(F.RW), f & F.R, f ^ F.RW, F(0), bool(F(0)), F(5), list(F), len(f), F.R | F.W is F.RW)
class IF(IntFlag): A = 1; B = 2
print(IF.A | IF.B, repr(IF.A | 8), IF.A + 1, IF(3), ~IF.A, IF.A | 4)
class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def g(self): return 6.67300E-11 * self.mass / self.radius ** 2
print(f"{Planet.EARTH.g:.3f}", Planet.MARS.value, Planet((6.421e23, 3.3972e6)))
class M(Enum):
    @classmethod
    def _missing_(cls, v): return cls.DEFAULT if v == "any" else None
    def _generate_next_value_(name, start, count, last): return name * 2
    DEFAULT = auto(); OTHER = auto()
    _ignore_ = ["tmp"]; tmp = 5
    @member
    def func(): pass
    plain = nonmember(7)
print(M("any"), M.OTHER.value, M.plain, list(M)[2].name)
for bad in (lambda: Color(9), lambda: Color["X"], lambda: Color.X, lambda: setattr(Color, "RED", 5), lambda: delattr(Color, "RED"), lambda: Color.RED.__class__("RED"), lambda: type("Sub", (Color,), {}), lambda: Color.RED < Color.GREEN, lambda: F(99), lambda: unique(Color), lambda: Enum("Dup", "A A"), lambda: setattr(Color.RED, "value", 2), lambda: Color.RED.name.x, lambda: Color(), lambda: IntEnum("T", {"a": "x"})):
    try: print(bad())
    except (ValueError, KeyError, AttributeError, TypeError) as e: print(type(e).__name__, e)
import pickle, copy; print(pickle.loads(pickle.dumps(Color.RED)) is Color.RED, copy.deepcopy(Color.RED) is Color.RED)
