"""Objects to bytes and text and back: pickle and json, with hooks for our own classes."""
import copyreg
import io
import json
import pickle
import tempfile
from datetime import date


class Student:
    def __init__(self, name, age, score):
        self.name = name
        self.age = age
        self.score = score

    def __repr__(self):
        return f"Student({self.name!r}, {self.age}, {self.score})"

    def __eq__(self, other):
        return isinstance(other, Student) and self.__dict__ == other.__dict__


class Account:
    __slots__ = ("owner", "balance", "_cache")

    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self._cache = object()

    def __getstate__(self):
        return {"owner": self.owner, "balance": self.balance}

    def __setstate__(self, state):
        for name, value in state.items():
            setattr(self, name, value)
        self._cache = "fresh"


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


copyreg.pickle(Point, lambda p: (Point, (p.x, p.y)))


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, date):
            return {"__date__": value.isoformat()}
        if isinstance(value, set):
            return sorted(value)
        return super().default(value)


def revive(mapping):
    if "__date__" in mapping:
        return date.fromisoformat(mapping["__date__"])
    return mapping


def main():
    values = [None, True, 12, -(2**70), 1.5, float("inf"), "text 中文", b"\x00\xff", (1, 2), [1, [2]], {"a": {1, 2}}, frozenset("ab"), range(3), 2 + 3j]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        print(protocol, pickle.loads(pickle.dumps(values, protocol)) == values)
    print(pickle.dumps({"name": "bob", "age": 20}, 0))
    print(pickle.dumps([1, "a"], 2))

    student = Student("Bob", 20, 88)
    with tempfile.TemporaryFile() as file:
        pickle.dump(student, file)
        pickle.dump([student, student], file)
        file.seek(0)
        print(pickle.load(file) == student)
        first, second = pickle.load(file)
        print(first is second, first)
        try:
            pickle.load(file)
        except EOFError:
            print("nothing left")
    account = pickle.loads(pickle.dumps(Account("ann", 7)))
    print(account.owner, account.balance, account._cache)
    point = pickle.loads(pickle.dumps(Point(3, 4)))
    print(point.x, point.y)
    loop = [1]
    loop.append(loop)
    again = pickle.loads(pickle.dumps(loop))
    print(again[1] is again)
    for bad in (lambda: None, iter([1]).__reduce__, (x for x in "ab")):
        try:
            pickle.dumps(bad)
            print("pickled", type(bad).__name__)
        except (pickle.PicklingError, TypeError, AttributeError) as error:
            print(type(error).__name__)

    print(json.dumps({"name": "Bob", "score": 88, "ok": True, "none": None, "list": [1, 2.5, "x"]}))
    print(json.dumps({"b": 1, "a": {"y": [], "x": {}}}, sort_keys=True, indent=4))
    print(json.dumps("中文 \u2028 \"quoted\" \\ \n", ensure_ascii=False), json.dumps("中文 😀"))
    print(json.dumps(student.__dict__), json.dumps(student, default=lambda s: s.__dict__))
    text = json.dumps({"when": date(2024, 2, 29), "tags": {"b", "a"}}, cls=Encoder)
    print(text, json.loads(text, object_hook=revive))
    print(json.loads('{"a": [1, 2.0, 1e3, -0, null, true], "\\u4e2d": "\\ud83d\\ude00"}'))
    print(json.loads("[1.10, 2]", parse_float=str, parse_int=lambda s: int(s) * 100))
    print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list))
    for bad in ('{"a": }', "[1, 2", "{'a': 1}", '"\n"', "", "[1] x", "nul"):
        try:
            json.loads(bad)
        except json.JSONDecodeError as error:
            print(f"{error} (line {error.lineno}, column {error.colno})")
    for bad in (object, {1, 2}, {(1, 2): 3}, float("nan")):
        try:
            print(json.dumps(bad, allow_nan=False))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, str(error).split(" object at")[0])
    out = io.StringIO()
    json.dump([1, {"x": None}], out, separators=(",", ":"))
    print(out.getvalue())


main()
