# A local variable like `__tracebackhide__` is for those who look at the frame: f_locals has it in every function.
import sys


def raising(x):
    __tracebackhide__ = True
    y = x + 1
    raise ValueError(y)


def running():
    __supplement__ = "s"
    return look()


def look():
    return sorted(sys._getframe(1).f_locals.items())


def generator():
    __tracebackhide__ = 3
    yield look()
    raise KeyError


for f in (raising, lambda x: list(generator())):
    try:
        f(1)
    except (ValueError, KeyError) as e:
        tb = e.__traceback__
        while tb.tb_next is not None:
            tb = tb.tb_next
        print(sorted(tb.tb_frame.f_locals.items()))
print(running())
print(next(generator()))
