# __annotate__ and __annotations__ of functions, classes and modules: who goes before whom, and what is refused.
import types
def f(): pass
class X: pass
m=types.ModuleType('m')
for o in (f,m,X):
    o.__annotate__=lambda x: 42
    for a in (lambda: o.__annotations__, lambda: delattr(o,'__annotate__'), lambda: setattr(o,'__annotate__',3), lambda: setattr(o,'__annotate__',None), lambda: o.__annotations__, lambda: delattr(o,'__annotations__'),lambda: delattr(o,'__annotations__'), lambda: setattr(o,'__annotations__',3), lambda: o.__annotations__,lambda:o.__annotate__, lambda: setattr(o,'__annotations__',{1:2}), lambda:o.__annotate__):
        try: print(a())
        except Exception as e: print(type(e).__name__, e)
class A:
    a: int
    def __annotate__(format): return {'a': str}
print(A.__annotations__, A.__annotate__(1))
del A.__annotations__
print(A.__annotations__, A.__annotate__)
class B:
    a: int
print(B.__annotations__)
B.__annotations__ = {'x': 1}
print(B.__annotations__, B.__annotate__)
B.__annotate__ = lambda f: {'z': 2}
print(B.__annotations__)
for v in (None, 'x', 2.5, 0, -1, 3):
    class C:
        a: int
    try: print(C.__annotate__(v))
    except BaseException as e: print(type(e).__name__, e)
import _half.a
print(_half.b.annos, _half.a.__annotations__)
