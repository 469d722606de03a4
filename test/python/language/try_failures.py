"""What fails in the body of a try of the same function: order of evaluation, context, traceback, values of StopIteration."""
import traceback


def trace(name, value):
    print("eval", name)
    return value


def items(d, l, t, s):
    for key in ("a", "missing", 3, (1, 2), [1]):
        try:
            value = d[key]
        except KeyError as e:
            print("KeyError", e.args, e.__context__)
        except TypeError as e:
            print("TypeError", e)
        else:
            print(value)
    for seq in (l, t, s):
        for i in (0, -1, 5, -9, True):
            try:
                print(seq[i])
            except IndexError as e:
                print(type(e).__name__, e)


def order():
    d = {"k": 1}
    try:
        x = trace("a", 1) + d[trace("b", "k")] + trace("c", 2) + d[trace("d", "nope")] + trace("never", 1)
    except KeyError as e:
        print("failed with", e)
    try:
        print(trace("f", print), trace("x", d)["k"], int(trace("y", "12")), int(trace("z", "zz")))
    except ValueError as e:
        print(e)
    total = 10
    try:
        total += d["k"]
        total += d["q"]
    except KeyError:
        print("total", total)


def numbers():
    for text in ("12", " 7 ", "", "x", "-", "+5", "1_000", "1e5", "９", "9" * 40, "\t3\n"):
        try:
            print(int(text))
        except ValueError as e:
            print(e)
        try:
            print(float(text))
        except ValueError as e:
            print(e)


def gen():
    yield 1
    return "done"


class Own:
    def __init__(self):
        self.n = 0

    def __next__(self):
        self.n += 1
        if self.n > 1:
            raise StopIteration("own")
        return self.n

    def __getattr__(self, name):
        if name == "dynamic":
            return 5
        raise AttributeError(f"no {name}")


def iterators():
    for it in (gen(), iter([1]), Own(), iter(())):
        while True:
            try:
                print(next(it))
            except StopIteration as e:
                print("stop", e.value, e.args)
                break


def attributes():
    o = Own()
    for thing in (o, 3, "s", None, Own):
        try:
            print(thing.dynamic)
        except AttributeError as e:
            print(e, e.name, type(e.obj).__name__)
        try:
            print(getattr(thing, "n"))
        except AttributeError as e:
            print(e)
        try:
            print(getattr(thing, "zz", 1))
        except AttributeError as e:
            print(e)


class Table(dict):
    def __missing__(self, key):
        raise LookupError(key)


def handled():
    try:
        raise ValueError("first")
    except ValueError:
        try:
            {}["second"]
        except KeyError as e:
            print(repr(e.__context__), e.__cause__)
    try:
        Table()["x"]
    except LookupError as e:
        print(type(e), e)
    try:
        try:
            [][1]
        except KeyError:
            print("wrong")
    except IndexError:
        traceback.print_exc(file=__import__("sys").stdout)
    try:
        try:
            int("q")
        finally:
            print("finally")
    except ValueError as e:
        print(e, e.__traceback__.tb_lineno - handled.__code__.co_firstlineno, e.__traceback__.tb_next)


def conditions(d):
    try:
        if d["a"] > 1:
            return "big"
        elif d["b"]:
            return "b"
        return d["c"]
    except KeyError as e:
        return f"none {e}"


def loop(values):
    good = 0
    for v in values:
        try:
            good += int(v)
        except ValueError:
            continue
        except TypeError as e:
            print(e)
            break
    else:
        good += 1000
    return good


def yields(d):
    for k in "abc":
        try:
            v = d[k]
        except KeyError:
            yield None
        else:
            yield v


def inside():
    d = {}
    try:
        return [d[k] for k in ("x",)]
    except KeyError as e:
        return e.args


items({"a": 1, (1, 2): "pair"}, [10, 20], (1, 2, 3), "abcd")
order()
numbers()
iterators()
attributes()
handled()
print(conditions({"a": 2}), conditions({"a": 1}), conditions({"a": 1, "b": 0}), conditions({}))
print(loop(["1", "x", "2"]), loop(["1", None, "2"]))
print(list(yields({"a": 1, "c": 3})), inside())
