"""dataclasses: fields, defaults, ordering, frozen, slots, kw_only, inheritance, replace, post-init, InitVar, make_dataclass."""
from dataclasses import *
from typing import ClassVar
@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 0
    z: InitVar[int] = 5
    def __post_init__(self, z): self.total = self.x + self.y + z
p = P(1, 2)
print(p, p == P(1, 2, ["t"]), p < P(1, 3), P(2) >= P(1, 9), p.total, P(1, z=100).total, [f.name for f in fields(P)], asdict(p), astuple(p), replace(p, x=9, z=1), is_dataclass(P), P.__match_args__, P.z, p.__hash__, P.__doc__)
@dataclass(frozen=True)
class F:
    a: int = field(default=1, metadata={"unit": "m"})
    b: tuple = ()
print(F(), hash(F()) == hash(F()), {F(): 1}[F(1)], fields(F)[0].metadata["unit"])
try: F().a = 2
except FrozenInstanceError as e: print(e)
@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: str = "b"
print(S(a=1), hasattr(S(a=1), "__dict__"), S.__slots__)
@dataclass
class Base: a: int; b: int = 2
@dataclass
class Child(Base): c: int = 3; a: str = "overridden"
print(Child("x"), Child(), [f.name for f in fields(Child)])
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 1
    c: int
print(K(1, c=2), make_dataclass("M", [("x", int), ("y", int, 7)], namespace={"s": lambda self: self.x})(1).s())
@dataclass
class R:
    name: str
    next: "R | None" = None
r = R("a"); r.next = r; print(r, asdict(R("a", R("b"))))
@dataclass(eq=False, repr=False)
class Plain: a: int
print(Plain(1) == Plain(1), "object at" in repr(Plain(1)))
@dataclass(unsafe_hash=True)
class U: a: int
print(hash(U(1)) == hash(U(1)), U(1))
for src in ("@dataclass\nclass A:\n a: int = 1\n b: int", "@dataclass\nclass A:\n a: list = []", "@dataclass(frozen=True)\nclass A(Base): pass", "@dataclass(order=True, eq=False)\nclass A: pass", "P()", "P(1, 2, 3, 4, 5)", "S(1)", "K(1, 2)", "replace(p, q=1)", "fields(5)", "asdict(5)", "@dataclass\nclass A:\n a: int = field(default=1, default_factory=list)", "@dataclass(order=True)\nclass A:\n def __lt__(self, o): pass", "P(1) < 5"):
    try: exec(src)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
match P(3, 4):
    case P(x, y=4): print("matched", x)
