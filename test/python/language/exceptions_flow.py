"""try in all shapes: else, finally, nesting, return and break through finally, re-raise, chaining, sys.exception."""
import sys
def flow(kind):
    log = []
    for i in range(3):
        try:
            log.append(f"t{i}")
            if kind == "break" and i == 1: break
            if kind == "continue": continue
            if kind == "return": return log
            if kind == "raise" and i == 1: raise ValueError
        except ValueError:
            log.append("e")
        else: log.append("else")
        finally: log.append("f")
    else: log.append("loop else")
    return log
for kind in ("", "break", "continue", "return", "raise"): print(kind, flow(kind))
def override():
    try: return 1
    finally: return 2
def swallow():
    for i in range(1):
        try: 1 / 0
        finally: break
    return "swallowed"
def nested():
    try:
        try: raise KeyError("a")
        except KeyError:
            try: raise IndexError("b")
            except IndexError as e: print(repr(e.__context__), repr(sys.exception()))
            print(repr(sys.exception()))
            raise
    except LookupError as e: print("outer", repr(e), e.__context__)
    print(sys.exception())
print(override(), swallow()); nested()
def name_gone():
    try: raise ValueError
    except ValueError as e: pass
    try: e
    except UnboundLocalError as x: print(x)
name_gone()
class MyErr(Exception):
    def __init__(self, a, b): self.a = a
try: raise MyErr(1, b=2)
except MyErr as e: print(e.args, e.a, str(e), repr(e))
try: raise ValueError("x") from KeyError
except ValueError as e: print(repr(e.__cause__), e.__suppress_context__)
try: raise ValueError from None
except ValueError as e: print(e.__cause__, e.__suppress_context__)
for src in ("raise", "raise 5", "raise int", "raise ValueError from 5", "try: 1/0\nexcept 5: pass", "try: 1/0\nexcept (ValueError, 5): pass"):
    try: exec(src)
    except (RuntimeError, TypeError) as e: print(src.splitlines()[-1], "->", e)
try:
    try: 1 / 0
    except ZeroDivisionError, ValueError: print("no parentheses needed"); raise LookupError("l")
    finally: print("fin")
except (LookupError, OSError) as e: print(repr(e), repr(e.__context__))
class Ctx:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print("exit", t, v); return isinstance(v, KeyError)
with Ctx(): raise KeyError(1)
try:
    with Ctx() as a, Ctx() as b: raise ValueError("v")
except ValueError as e: print(e)
def gen():
    try: yield 1
    except ValueError as e: print("gen", repr(e), repr(e.__context__)); yield 2
i = gen(); next(i)
try: raise TypeError
except TypeError: print(i.throw(ValueError("thrown")))
e = ValueError("a", 1); print(e.args, str(e), repr(e), e == ValueError("a", 1)); e.args = ("b",); print(e, BaseException().args)
print(issubclass(IOError, OSError), EnvironmentError is OSError, KeyError.__mro__[1:3], str(KeyError("k")), str(KeyError("a", "b")), OSError(2, "msg", "file"), type(OSError(2, "x")).__name__, type(OSError(17, "x")).__name__)
def deep(n): return deep(n + 1)
try: deep(0)
except RecursionError as e: print(str(e))
try: raise SystemExit(3)
except SystemExit as e: print(e.code, e.args)
