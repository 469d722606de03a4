"""Private names in every position they are mangled."""
class A:
    __x = 1
    def __init__(self):
        self.__y = 2
        __local = 3
        self.z = lambda __p: (__p, __local, self.__y)
    def __m(self, __arg=4, *, __kw=5): return __arg, __kw
    def call(self): return self.__m(), self.__m(6, **{"_A__kw": 7}), A.__x
    def names(self):
        import os as __os
        def __inner(): pass
        global __g
        __g = 1
        for __i in range(1): pass
        try: raise ValueError
        except ValueError as __e: pass
        return sorted(k for k in locals())
    def kw(self, **k): return k
    def passing(self): return self.kw(__a=1), {"__k": 1}, getattr(self, "__nope", "no string mangling")
    __dunder__ = "kept"
    class __Inner:
        __q = 1
    match_ = lambda self: [__c for __c in (1, 2)]
a = A()
print(a.z(0), a.call(), a.names(), "_A__g" in globals(), a.passing(), a.__dunder__, a.match_())
print(sorted(n for n in dir(A) if "A__" in n or "_Inner" in n), sorted(vars(a)))
class __B:
    __v = 1
    def get(self): return self.__v
print(__B().get(), __B._B__v)
class ___:
    __w = 2
print([n for n in vars(___) if "w" in n])
class Sub(A):
    __x = 10
    def both(self): return self.__x, self._A__x
print(Sub().both(), A._A__m(a))
try: a.__y
except AttributeError as e: print(e)
class D:
    def __getattr__(self, n): return n
    def f(self): return self.__deep, self.__d__, self.__
print(D().f())
class S:
    __slots__ = ("__a", "b")
    def set(self): self.__a = 1; return self.__a
print(S().set(), [n for n in dir(S) if "a" == n[-1] and "S" in n])
