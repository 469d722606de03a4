"""Decorator expressions, stacking order, class decorators, default evaluation, annotations evaluated late."""
def deco(tag):
    print("make", tag)
    def wrap(f):
        print("apply", tag, f.__name__)
        return f
    return wrap
@deco("outer")
@deco("inner")
def f(x=print("default")): "doc"
@deco("class")
class K:
    @deco("method")
    def m(self): pass
    @staticmethod
    @deco("static")
    def s(): return "s"
    @(lambda f: property(f))
    def p(self): return "p"
    registry = {}
    @registry.setdefault("k", deco("item"))
    def r(self): pass
print(K().p, K.s(), K().s(), list(K.registry))
buttons = [deco("b0"), deco("b1")]
@buttons[1]
def g(): pass
@(d := deco("walrus"))
def h(): pass
class A:
    x: int
    y: "Undefined" = 1
    z: Later
    def f(self, a: Missing, b: list[int] = []) -> Nowhere: ...
class Later: pass
print("y" in vars(A), "x" in vars(A))
try: A.__annotations__
except NameError as e: print(e)
import annotationlib
print(annotationlib.get_annotations(A, format=annotationlib.Format.STRING))
print(annotationlib.get_annotations(A.f, format=annotationlib.Format.STRING))
print(annotationlib.get_annotations(A.f, format=annotationlib.Format.FORWARDREF)["b"])
v: int = 5
w: undefined_thing
try: print(__annotations__)
except NameError as e: print("module:", e)
def local():
    a: print("never") = 1
    b: int
    return a
print(local())
def later(x: T): pass
T = int
print(later.__annotations__, later.__annotate__(1))
class Gen[T, *Ts, **P]:
    def m[U: int](self, x: U, y: T) -> tuple[*Ts]: ...
type Alias[K] = dict[K, "K"] | None
print(Gen.__type_params__, Gen.m.__type_params__[0].__bound__, Alias.__value__, Alias.__type_params__, Alias, Gen.__orig_bases__)
def generic[T = int, *Ts = *tuple[int, ...]](x: T) -> T: return x
print(generic(3), generic.__type_params__[0].__default__, type(generic.__type_params__[1]).__name__)
