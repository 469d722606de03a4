# Under `from __future__ import annotations` functions still have __annotate__, which functools.wraps passes on.
from __future__ import annotations
import functools, inspect, typing
def deco(f):
    @functools.wraps(f)
    def w(*a, **k): return f(*a, **k)
    return w
@deco
def f(x: int, *args: str, y: "list[int]" = 3, **kw: dict[str, int]) -> None: pass
print(f.__annotations__, callable(f.__annotate__))
print(f.__wrapped__.__annotations__, f.__wrapped__.__annotate__(1))
print(inspect.signature(f))
try: f.__wrapped__.__annotate__(3)
except NotImplementedError as e: print('no')
def g(): pass
print(g.__annotate__)
class A:
    def m(self, other: A, *q: *tuple[int]) -> A: pass
    x: int
print(A.m.__annotations__, callable(A.m.__annotate__), A.__annotate__, A.__annotations__)
import annotationlib
print(annotationlib.get_annotations(f.__wrapped__, format=annotationlib.Format.STRING))
print(annotationlib.get_annotations(f.__wrapped__, format=annotationlib.Format.FORWARDREF))
print(typing.get_type_hints(f))
def h[T](x: T) -> T: pass
print(h.__annotations__, typing.get_type_hints(h))
l = [lambda x: 1]
async def co(x: int): yield
print(co.__annotations__)
