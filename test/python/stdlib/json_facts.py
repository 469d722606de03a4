"""json: options, floats, separators, errors, custom encoders and decoders, non-string keys, nesting."""
import json, math
from collections import OrderedDict, namedtuple
print(json.dumps([1, 1.0, -0.0, 1e100, 1e-7, True, None, "é\n\t\"\\/\x00\u2028😀", 10 ** 30, [], {}, (), {"a": [{}]}]))
print(json.dumps({1: "a", 1.5: "b", True: "c", None: "d", "e": 1}), json.dumps({(1,): 1, "k": 2}, skipkeys=True), json.dumps("é😀", ensure_ascii=False), json.dumps([1, 2], separators=(",", ":")), json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps([float("nan"), math.inf, -math.inf]))
print(json.dumps({"a": [1, {"b": [], "c": {}}], "d": "x"}, indent=2), json.dumps([1, [2]], indent="\t"), json.dumps([], indent=2), json.dumps([1], indent=0), json.dumps({"a": 1}, indent=1, separators=(" ,", " : ")))
print(json.loads(' [1, -2.5e3, "\\u00e9\\ud83d\\ude00\\n", true, false, null, {"a": {}}] '), json.loads("NaN"), json.loads("-Infinity"), json.loads('"\\ud800"') == "\ud800", json.loads(b'"\xc3\xa9"'), json.loads('"é"'.encode("utf-16")), json.loads("1" * 20), json.loads("1E2"), json.loads('{"a":1,"b":2}', object_pairs_hook=OrderedDict), json.loads("[1.5]", parse_float=str), json.loads("[5]", parse_int=float), json.loads("NaN", parse_constant=lambda c: c), json.loads('{"x": {"y": 1}}', object_hook=lambda d: sorted(d)))
for bad in ("", "{", "[1,]", "{\"a\" 1}", "{\"a\":1,}", "[1 2]", "'a'", "\"abc", "\"\\x\"", "\"\\u12\"", "tru", "01", "1.", "-", ".5", "[", "\"a\tb\"", "{1: 2}", "nulll", "[1]]", "{\"a\":}", "\ufeff1", "{\"a\"", "+1"):
    try: print(repr(bad), json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), "->", e, e.pos, e.lineno, e.colno)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps(b"x"), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(math.nan, allow_nan=False), lambda: json.dumps(object), lambda: json.loads(5), lambda: json.dumps({"a": [1, {"b": 1j}]}), lambda: json.loads(b"\xff")):
    try: print(bad())
    except (TypeError, ValueError) as e: print(type(e).__name__, e, getattr(e, "__notes__", []))
loop = []; loop.append(loop)
try: json.dumps(loop)
except ValueError as e: print(e)
class E(json.JSONEncoder):
    def default(self, o): return list(o) if isinstance(o, set) else super().default(o)
    def iterencode(self, o, _one_shot=False): return super().iterencode(o, _one_shot)
print(json.dumps({"s": {1}}, cls=E), "".join(json.JSONEncoder(indent=1).iterencode([1, {"a": 2}])), json.dumps(1j, default=str), json.JSONDecoder().raw_decode("[1] tail"), json.dumps(namedtuple("N", "a b")(1, 2)))
class S(str): pass
class I(int):
    def __repr__(self): return "never"
class D(dict): pass
print(json.dumps([S("s"), I(5), D(a=1), type("L", (list,), {})([1]), type("Fl", (float,), {})(1.5)]), json.dumps({S("k"): I(1)}), json.loads(json.dumps({"深": ["い", {"n": 1}]})))
import io; f = io.StringIO(); json.dump({"a": 1}, f); f.seek(0); print(json.load(f), json.loads("[" * 50 + "]" * 50) is not None, len(json.dumps(list(range(1000)))))
