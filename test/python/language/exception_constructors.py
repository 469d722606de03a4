# exception constructors
class A(Exception):
    def __init__(self, a, b=2):
        super().__init__(f"m{a}")
        self.b=b
    def __str__(self): return 'A:'+super().__str__()
for args in ((1,),(1,3),(),(1,2,3)):
    try: raise A(*args)
    except A as e: print(e, e.args, e.b, repr(e))
    except TypeError as e: print('TE',e)
class B(A):
    def __init__(self,*a): self.z=a
try: raise B(1,2,3)
except B as e: print(e.args,e.z)
class C(ValueError):
    def __init__(self): return 5
try: C()
except TypeError as e: print(e)
class D(OSError):
    def __init__(self,a,b): super().__init__(a,b); self.q=1
d=D(2,'x'); print(d, d.errno, d.args, d.q)
class E(KeyError): pass
class F(E):
    def __init__(self,k): super(F,self).__init__(k); self.k=k
print(F('x'), F('x').args, repr(F(3)))
class G(Exception):
    def __new__(cls,*a): e=super().__new__(cls,'new'); return e
    def __init__(self,x): self.x=x
g=G(4); print(g.args,g.x)
class H(StopIteration):
    def __init__(self,v): super().__init__(v)
print(H(3).value)
class I(Exception):
    def __init__(self,msg): self.msg=msg
e=I('hello'); print(e.args, str(e))
import pickle
print(pickle.loads(pickle.dumps(e)).args)
class S:
    def __setattr__(self,n,v): object.__setattr__(self,n,v*2)
    def __getattribute__(self,n): return object.__getattribute__(self,n)
    def __eq__(self,o): return object.__eq__(self,o)
    __hash__=object.__hash__
s=S(); s.x=4; print(s.x, s==s, s==1, object.__repr__(s)[:11])
for bad in ('object.__setattr__()','int.__add__("a",1)','int.__add__(1)','int.__add__(True,2)','list.__len__(())','type.__call__(int,"5")','object.__init__(s,1)','int.__new__(int,"7")','str.__len__("abc")','dict.__setitem__({},1,2)','object.__setattr__(int,"a",1)','type.__setattr__(S,"yy",1)','list.__init__([],(1,2))'):
    try: print(bad, eval(bad))
    except Exception as ex: print(bad, type(ex).__name__, ex)
class T(S):
    def __init__(self): super().__init__(); super().__setattr__('t',5)
    def __len__(self): return 3
print(T().t)
class L(list):
    def __init__(self,*a): super().__init__(*a)
    def __getitem__(self,i): return super().__getitem__(i)*2
    def __len__(self): return super().__len__()+1
    def __repr__(self): return 'L'+super().__repr__()
print(L([1,2])[1], len(L([1])), L((3,)))
class DD(dict):
    def __setitem__(self,k,v): super().__setitem__(k,v+1)
    def __contains__(self,k): return super().__contains__(k)
d=DD(); d['a']=1; print(d,'a' in d)
