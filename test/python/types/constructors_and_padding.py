# constructors and padding
from dataclasses import dataclass
from collections import namedtuple
import io
@dataclass
class A:
    x:int
    y:int=3
print(A(1),A(1,2),A(y=1,x=2))
for bad in ((),(1,2,3)):
    try: A(*bad)
    except TypeError as e: print(e)
try: A()
except TypeError as e: print(e)
P=namedtuple('P','a b'); print(P(1,2),P(b=1,a=2))
try: P(1)
except TypeError as e: print(e)
try: P(1,2,3)
except TypeError as e: print(e)
class N:
    def __new__(cls,*a,**k): print('new',cls.__name__,a,k); return super().__new__(cls)
class M(N):
    def __init__(self,*a): print('init',a)
print(type(N(1)).__name__,type(M(2)).__name__, type(N()).__name__)
class O:
    def __new__(cls,x): return x
print(O(5),O('a'))
class Q: pass
print(type(Q()).__name__)
try: Q(1)
except TypeError as e: print(e)
Q.__init__=lambda self,a: setattr(self,'a',a)
print(Q(4).a)
del Q.__init__
print(vars(Q()))
try: Q(4)
except TypeError as e: print(e)
Q.__new__=staticmethod(lambda cls,*a: object.__new__(cls))
print(type(Q(4)).__name__, type(Q()).__name__)
class S(int):
    def __new__(cls,v): return int.__new__(cls,v*2)
print(S(4), type(S(3)).__name__)
class D:
    def __del__(self): print('del')
d=D(); del d
class W(Q): 
    def __del__(self): print('delW')
w=W(1); del w
import abc
class Ab(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
try: Ab()
except TypeError as e: print(e)
class Meta(type):
    def __call__(cls,*a): print('meta'); return super().__call__(*a)
class X(metaclass=Meta): pass
X()
o=io.StringIO(); print('a',1,file=o); print(file=o); print('x',end='',file=o); print('b',sep='-',file=o); print(repr(o.getvalue()))
class SS(io.StringIO):
    def write(self,s): super().write(s.upper()); return len(s)
o=SS(); print('abc',file=o); print(repr(o.getvalue()))
o=io.StringIO(); o.write=lambda s: print('own',repr(s)); print('z',file=o)
o=io.StringIO(newline='\r\n'); print('a',file=o); print(repr(o.getvalue()))
o.close()
try: print('a',file=o)
except ValueError as e: print(e)
for s in ('','a','hello','abcdefghijklmnopqrstuvwxyz'*3,'é€😀x','x'*1500+'y'):
    print(s[::-1][:40],s[::2][-20:],s[5:1:-1],s[::-3][:10],s.center(11,'*')[:30],s.ljust(9,'€')[:20],s.rjust(9)[:20],s.zfill(8)[:10],s.center(10,'😀')[:20])
print('a\nb\r\nc\x0bd\x85e\u2028f'.splitlines(), 'ab\n'.splitlines(True), '\n\nx'.splitlines())
class Slots:
    __slots__=('q',)
s=Slots(); s.q=1; print(s.q)
class Nest:
    class In: pass
print(type(Nest.In()).__qualname__)
