"""contextlib and abc corner cases."""
import abc, contextlib
from contextlib import *
@contextmanager
def cm(x):
    print("in", x)
    try: yield x * 2
    except KeyError as e: print("swallow", e)
    finally: print("out")
with cm(1) as a: print(a)
with cm(2): raise KeyError("k")
try:
    with cm(3): raise ValueError("v")
except ValueError as e: print(e)
@cm(4)
def f(x): return x
print(f(5), f(6))
@contextmanager
def never():
    if False: yield
try:
    with never(): pass
except RuntimeError as e: print(e)
with ExitStack() as s:
    print(s.enter_context(cm(7))); s.callback(print, "cb", end="\n"); s.push(lambda *e: print("push", e[0]) or True)
    inner = s.pop_all(); print("popped")
inner.close()
with ExitStack() as s:
    s.push(lambda *e: print("outer sees", e[0]))
    s.push(lambda *e: True)
    raise OSError("hidden")
try:
    with ExitStack() as s:
        s.callback(lambda: 1 / 0)
        raise ValueError("first")
except ZeroDivisionError as e: print(repr(e), repr(e.__context__))
with suppress(ZeroDivisionError, KeyError): 1 / 0
with nullcontext("n") as n, chdir("/"): import os; print(n, os.getcwd())
class AC(AbstractContextManager):
    def __exit__(self, *e): print("ac")
with AC() as ac: print(isinstance(ac, AbstractContextManager), isinstance(open(__file__), AbstractContextManager))
class A(abc.ABC):
    @abc.abstractmethod
    def m(self): return "A.m"
    @property
    @abc.abstractmethod
    def p(self): ...
    @classmethod
    @abc.abstractmethod
    def c(cls): ...
    @staticmethod
    @abc.abstractmethod
    def s(): ...
print(sorted(A.__abstractmethods__), abc.get_cache_token() >= 0)
class B(A):
    p = 1; c = s = None
    def m(self): return super().m() + "B"
print(B().m(), isinstance(B(), A), A.__subclasses__())
class Partial(A):
    def m(self): pass
for k in (A, Partial):
    try: k()
    except TypeError as e: print(e)
A.register(int); print(isinstance(5, A), issubclass(bool, A), A.register(str) is str)
class Hook(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return hasattr(c, "quack") or NotImplemented
class Q: quack = 1
print(issubclass(Q, Hook), isinstance(Q(), Hook), isinstance(1, Hook))
try: A.register(5)
except TypeError as e: print(e)
class Meta(type):
    def __instancecheck__(cls, o): return o == 42
    def __subclasscheck__(cls, c): return c is int
class Odd(metaclass=Meta): pass
print(isinstance(42, Odd), isinstance(Odd(), Odd), isinstance(1, Odd), issubclass(int, Odd), issubclass(str, (str, Odd)))
with redirect_stdout(__import__("io").StringIO()) as out: print("captured")
print(out.getvalue(), end="")
async def agen(): yield 1
print(aclosing(agen()).__class__.__name__, asynccontextmanager(agen).__name__, contextlib.closing is closing)
