# OSError and its subclasses: who looks at the arguments, __new__ or __init__.
class A(OSError):
    def __init__(self,*a): pass
class B(OSError):
    def __init__(self,a,b): self.args=(a,b); self.x=a
class C(OSError):
    def __new__(cls,*a): return super().__new__(cls,*a)
class D(OSError):
    def __init__(self,*a): super().__init__(*a)
class E(OSError):
    def __new__(cls,*a): return super().__new__(cls,*a)
    def __init__(self,*a): pass
class F(D):
    pass
class G(OSError):
    def __init__(self,msg): super().__init__(2,msg,'file')
for c in (A,B,C,D,E,F):
    e=c(2,'msg'); print(c.__name__,str(e),repr(e),e.args,e.errno,e.strerror,e.filename)
    try: print(type(c(2,'m','f')), c(2,'m','f').filename)
    except TypeError as x: print(x)
e=G('q'); print(e,repr(e),e.args,e.filename,e.errno)
e=A.__new__(A,1,2); print(e.args,e.errno); e.__init__(3,4); print(e.args,e.errno); OSError.__init__(e,5,'z'); print(e.args,e.errno,e)
e=OSError.__new__(OSError,2,'x'); print(type(e),e.args,e.errno); e.__init__(5,'y'); print(e.args,e.errno)
import pickle,copy
for c in (A,D,F): 
    x=pickle.loads(pickle.dumps(c(2,'m'))); print(type(x),x.args,x.errno)
try: raise B(1,'t')
except OSError as x: print(x.errno,x)
class H(ConnectionError):
    def __init__(self,code): self.code=code
print(repr(H(5)),str(H(5)),H(5).errno,H(5).args)
class I(Exception):
    def __init__(self,a): self.a=a
print(repr(I(4)),I(4).args)
