"""with: our own managers, contextmanager, closing, suppress, redirect_stdout, ExitStack, nullcontext, async ones in name only."""
import contextlib
import io
import sys
from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress


class Query:
    def __init__(self, name, swallow=()):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("  begin", self.name)
        return self

    def __exit__(self, kind, value, trace):
        print("  end", self.name, kind.__name__ if kind else None, value, trace is not None)
        return kind is not None and issubclass(kind, self.swallow)

    def run(self):
        print("  query", self.name)
        return self.name.upper()


@contextmanager
def tag(name):
    print(f"<{name}>", end="")
    try:
        yield name
    except ZeroDivisionError as error:
        print(f"[{error}]", end="")
    finally:
        print(f"</{name}>")


class Door:
    def __init__(self):
        self.open = True

    def close(self):
        self.open = False
        print("  closed")


def early():
    with Query("early") as query:
        for i in range(3):
            with tag(f"t{i}"):
                if i == 1:
                    return query.run()
    return "never"


def main():
    with Query("Bob") as query:
        query.run()
    with Query("swallowed", (ValueError,)):
        raise ValueError("bad value")
    try:
        with Query("outer"), Query("inner", (KeyError,)) as inner:
            inner.run()
            raise LookupError("not a key")
    except LookupError as error:
        print("caught", error)
    with tag("h1"):
        print("hello", end="")
    with tag("div"):
        print(1 / 0)
    print(early())
    for i in range(2):
        with tag("li"):
            if i == 0:
                continue
            break

    with closing(Door()) as door:
        print(door.open)
    print(door.open)
    with suppress(FileNotFoundError, KeyError):
        {}["x"]
        print("not reached")
    out = io.StringIO()
    with redirect_stdout(out):
        print("hidden")
    print(repr(out.getvalue()))
    with nullcontext(5) as five:
        print(five)

    with ExitStack() as stack:
        for name in "abc":
            stack.enter_context(Query(name))
        stack.callback(print, "  callback", sep=" ~ ")
        print("inside")
    with ExitStack() as stack:
        stack.enter_context(Query("first", (RuntimeError,)))
        stack.push(lambda *details: print("  pushed", details[0]))
        raise RuntimeError("through the stack")
    print("after")

    @tag("deco")
    def decorated(x):
        print(x, end="")
        return x * 2

    print(decorated(21))

    class Mixed(contextlib.ContextDecorator):
        def __enter__(self):
            print("in ", end="")

        def __exit__(self, *details):
            print(" out")

    @Mixed()
    def work():
        print("work", end="")

    work()
    with (Query("x") as x, Query("y")):
        print(x.name)
    for bad in (5, object()):
        try:
            with bad:
                pass
        except TypeError as error:
            print(error)

    @contextmanager
    def twice():
        yield 1
        yield 2

    try:
        with twice():
            pass
    except RuntimeError as error:
        print(error)
    try:
        with Query("chained"):
            raise KeyError("k")
    except KeyError as error:
        print(repr(error), error.__context__)
    print(sys.exc_info())


main()
