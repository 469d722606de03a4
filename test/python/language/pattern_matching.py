"""match: literals, captures, sequences, mappings, classes, or, guards, as, star, dotted names, no match."""
from dataclasses import dataclass
from enum import Enum
class Colour(Enum):
    RED = 1
    BLUE = 2
@dataclass
class Point:
    x: int
    y: int
class Old:
    __match_args__ = ("a",)
    def __init__(self, a, b): self.a, self.b = a, b
def kind(v):
    match v:
        case None: return "none"
        case True | False as b: return f"bool {b}"
        case 0 | 1 | -1: return f"small {v}"
        case 1.5 | 2j | -3 + 4j: return "number"
        case "a" "b": return "str ab"
        case b"x": return "bytes"
        case Colour.RED: return "red"
        case Point(0, y): return f"on y axis at {y}"
        case Point(x=x, y=0): return f"on x axis at {x}"
        case Point(x, y) if x == y: return f"diagonal {x}"
        case Point(): return "point"
        case Old(a, b=[first, *_]): return f"old {a} {first}"
        case int(n) if n > 100: return f"big {n}"
        case int() | float(): return f"number {v}"
        case str(s): return f"str {s}"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [1, *rest]: return f"one and {rest}"
        case (first, *middle, last) if len(middle) > 2: return f"{first}..{last} {len(middle)}"
        case [_, [a, b], *_]: return f"nested {a} {b}"
        case {"type": "circle", "r": r}: return f"circle {r}"
        case {"type": t, **rest}: return f"{t} {rest}"
        case {}: return "mapping"
        case object(real=r): return r
        case _: return "?"
for v in (None, True, 0, -1, 1.5, 2j, -3 + 4j, "ab", b"x", Colour.RED, Colour.BLUE, Point(0, 3), Point(4, 0), Point(2, 2), Point(1, 2), Old(1, [9, 8]), Old(1, 2), 1000, 50, 2.5, "text", [], [5], [1, 2, 3], (1, 2), (2, 3, 4, 5, 6), [0, [1, 2], 3], {"type": "circle", "r": 2}, {"type": "x", "a": 1}, {"z": 1}, {}, range(2), {1}, bytearray(b"x"), "", b"", iter([1])):
    print(repr(v)[:30] if "object at" not in repr(v) else type(v).__name__, "->", kind(v))
match 5:
    case x if x > 10: print("no")
print(x)
match [1, 2, 3], {"k": (4, 5)}:
    case [a, *b], {"k": [c, d]}: print(a, b, c, d)
def cmd(line):
    match line.split():
        case ["go", ("north" | "south") as way]: return way
        case ["get", obj, *_] | ["take", obj]: return obj
        case ["quit" | "exit"]: return None
        case [] | [""]: return "empty"
        case [unknown, *args]: return unknown, args
print(cmd("go north"), cmd("get lamp now"), cmd("take x"), cmd("quit"), cmd(""), cmd("dance a b"))
class Bad:
    __match_args__ = "x"
for src in ("match Bad():\n case Bad(1): pass", "match Point(1,2):\n case Point(1,2,3): pass", "match 1:\n case int(1, 2): pass", "match Point(1, 2):\n case Point(1, x=2): pass"):
    try: exec(src)
    except TypeError as e: print(e)
match = {"case": 1}
case = match["case"]
print(match, case)
