# Special methods that raise, called where their failure is expected and where it is not.
import sys
import traceback


class Box:
    def __init__(self, **kw):
        self.kw = kw

    def __getitem__(self, key):
        try:
            return self.kw[key]
        except KeyError:
            raise KeyError("no " + key) from None

    def __getattr__(self, name):
        if name.startswith("v"):
            raise ValueError(name)
        for part in name.split("_"):
            if part == "x":
                return part
        raise AttributeError(f"nothing called {name}", name=name)


class Chained(Box):
    def __getitem__(self, key):
        try:
            return self.kw[key]
        except KeyError as e:
            raise LookupError(key) from e


class Deep(Box):
    def __getitem__(self, key):
        return super().__getitem__(key) + 1


class Odd:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i

    def __next__(self, i=0):
        raise StopIteration

    __iter__ = lambda self: self


class Swapped:
    __next__ = Odd.__getitem__
    __getitem__ = lambda self, i: Odd.__next__(self)


class Direct:
    __getitem__ = Odd.__next__
    __len__ = lambda self: 3


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__, [t.lineno - t.frame.f_code.co_firstlineno if hasattr(t, "lineno") else t.tb_lineno - t.tb_frame.f_code.co_firstlineno for t in walk(e.__traceback__)])


def walk(tb):
    while tb is not None:
        yield tb
        tb = tb.tb_next


def soft(o, key):
    try:
        return o[key]
    except LookupError as e:
        print(" ", repr(e), repr(e.__cause__), repr(e.__context__), [t.tb_lineno - t.tb_frame.f_code.co_firstlineno for t in walk(e.__traceback__)], repr(sys.exception()))
        return None


def loud(o, key):
    return o[key]


for cls in (Box, Chained, Deep):
    box = cls(a=1)
    print(cls.__name__, soft(box, "a"), soft(box, "b"))
    show(loud, box, "b")
    try:
        {}["outer"]
    except KeyError:
        print(soft(box, "c"), repr(sys.exception()))
    print(repr(sys.exception()))
print(hasattr(box, "a_x"), hasattr(box, "a_y"), getattr(box, "q", 5), getattr(box, "x", 6))
show(hasattr, box, "vv")
show(getattr, box, "vv", 1)
show(getattr, box, "zz")
show(lambda: box.zz)
try:
    box.zz
except AttributeError as e:
    print(repr(e), e.name, [t.tb_lineno - t.tb_frame.f_code.co_firstlineno for t in walk(e.__traceback__)][1:])
print(soft(Odd(), 1), soft(Odd(), 3), list(Odd()))
show(loud, Odd(), 7)
show(loud, Swapped(), 7)
show(lambda: Box.__getitem__(box, "q"))
show(lambda: Direct()[0])


def direct():
    try:
        return Direct()[0]
    except StopIteration as e:
        return "stopped " + repr(e)


print(direct(), list(iter(Odd)) if hasattr(Odd, "__class_getitem__") else "")
for failing in (lambda: soft(box, "zz"), lambda: getattr(box, "none", None)):
    failing()
    print(sys.exception())


class Prop(Box):
    @property
    def broken(self):
        raise AttributeError("broken")


print(hasattr(Prop(), "broken"), hasattr(Prop(), "broken_x"), getattr(Prop(), "broken", "default"))


def nested():
    class Inner:
        def __getitem__(self, key):
            if key > 0:
                try:
                    return self[key - 1]
                except KeyError as e:
                    raise KeyError(key, *e.args)
            raise KeyError(key)

    try:
        Inner()[3]
    except KeyError as e:
        return e.args, repr(e.__context__)


print(nested())
try:
    Box()["traced"]
except KeyError:
    traceback.print_exc(file=sys.stdout)
