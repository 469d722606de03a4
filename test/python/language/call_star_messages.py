# What f(*a, **k) says about arguments of the wrong kind, and about keywords given twice.
from collections.abc import Mapping

class Twice(Mapping):
    def __iter__(self): return iter('xx')
    def __len__(self): return 2
    def __getitem__(self, key): return 1

def h(*a,**k): pass
def t(s):
    try: exec(s)
    except Exception as e: print(s, type(e).__name__, e)
for s in ["h(*h)","h(*h,1)","h(**Twice())","h(a=3,**Twice())","h(1,*h)","h(*h,a=1)","h(*h,**{1:2})","h(**h)","h(**{1:2},**{1:3})","h(**{1:2},**h)","h(**{1:2},a=3)","h(a=1,**{'a':2})","h(*[1],*2)", "print(*3)", "int(*h)", "h(**{1:2})", "class X(*h): pass", "class X(int,*h): pass","class X(**h): pass","@h(*h)\ndef g():pass"]: t(s)
class A:
    def m(self,*a,**k): print(a,k)
for s in ["A().m(*3)","[].append(*3)","A().m(*3,1)","A().m(**3)","A().m(**{'a':1},**{'a':1})","''.join(*3)","A().m(*'ab',1,*'c',**{'x':1})","class X(**{1:2}): pass"]: t(s)
