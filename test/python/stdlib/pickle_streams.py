"""The bytes that pickle writes in every protocol, what it reads, and its errors with their notes."""
import re,pickle,_pickle,io,copyreg,sys,types,functools
def t(label,f):
    try: r=repr(f())
    except BaseException as e: r=type(e).__name__+': '+str(e)+' notes='+repr(getattr(e,'__notes__',None))+' ctx='+repr(e.__context__)+' cause='+repr(e.__cause__)
    print(label, '->', re.sub('0x[0-9a-f]+', '0xX', r)[:600])
class R:
    def __init__(s,r): s.r=r
    def __reduce__(s): return s.r
def d(o,p=None): return lambda: pickle.dumps(o,p)
class C: pass
class S:
    __slots__=('a','b')
class NA:
    def __getnewargs__(s): return (1,)
class NX:
    def __getnewargs_ex__(s): return ((1,),{'a':2})
    def __new__(cls,*a,**k): return object.__new__(cls)
def loc():
    def f(): pass
    class L: pass
    return f,L
lf,L=loc()
c=C(); c.a=1; c.b=[c]
s=S(); s.a=1
for p in range(6):
    for name,o in dict(i=5,i2=300,i3=70000,neg=-1,big=2**31,big2=2**63,negbig=-2**63,m=-(2**31),huge=2**3000,f=1.5,none=None,t=True,s='a',s2='aé\n\\\0\u20ac\U0001f600',e='',by=b'abc',eb=b'',ba=bytearray(b'xy'),eba=bytearray(),tu=(1,2),tu0=(),tu4=(1,2,3,4),li=[1],li2=[1,2],li0=[],di={},di1={'a':1},di2={'a':1,'b':2},se={1},se0=set(),fs=frozenset([1]),c=c,s_=s,na=NA(),nx=NX(),cls=C,fn=len,meth=[].append,ell=...,ni=NotImplemented,tn=type(None),te=type(...),cplx=1j,rng=range(3),sl=slice(1,2),C0=C(),L1000=list(range(1000)),L1001=list(range(1001)),D1000=dict.fromkeys(range(1000)),D1001=dict.fromkeys(range(1001)),S1000=set(range(1000)),exc=ValueError('x'),partial=functools.partial(int,base=2),odict=__import__('collections').OrderedDict(a=1),dd=__import__('collections').defaultdict(int,a=1),cnt=__import__('collections').Counter('aa'),big70k='x'*70000,bb=b'x'*70000,many=[b'y'*30000]*1+[b'z'*30000,b'w'*30000,'k'*300]).items():
        def f():
            b=pickle.dumps(o,p)
            return b if len(b)<300 else (len(b),hash_(b))
        def hash_(b):
            import hashlib; return hashlib.md5(b).hexdigest()
        t(f'{p} {name}',f)
for label,o in dict(local=lf,localc=L,lam=lambda:0,badred=R(3),badred2=R((1,2)),badred3=R((int,)),badred4=R((int,1)),badred5=R((int,(),1,1)),br6=R((int,(),None,None,1)),br7=R((int,(),None,None,None,1)),br8=R((1,2,3,4,5,6,7)),strred=R('nosuch'),strred2=R('C'),nested=[1,{'a':(2,lf)}],mod=sys,gen=(i for i in ()),no=C.__dict__,frame=sys._getframe(),newobj=R((copyreg.__newobj__,())),newobj2=R((copyreg.__newobj__,(int,))),newobj3=R((copyreg.__newobj__,(3,))),nex=R((copyreg.__newobj_ex__,(int,))),nex2=R((copyreg.__newobj_ex__,(int,1,2))),nex3=R((copyreg.__newobj_ex__,(int,(),2))),nex4=R((copyreg.__newobj_ex__,(3,(),{}))),it=R((C,(),lf)),rc=R((lf,())),ra=R((C,(lf,))),li=R((C,(),None,iter([lf]))),di=R((C,(),None,None,iter([(1,lf)]))),di2=R((C,(),None,None,iter([1]))),ss=R((C,(),1,None,None,lf)),setlf={lf} if 0 else {lf},fz=frozenset([lf]),dk={'k':lf},tup=(1,lf),cobj=c).items():
    t(label,d(o)); t(label+' 1',d(o,1))
c.b=lf; t('cstate',d(c))
def l(b,**k): return lambda: pickle.loads(b,**k)
for b in [b'',b'.',b'N',b'N.',b'(.',b'((.',b'N0.',b'0.',b'K',b'J\1',b'X\4\0\0\0ab',b'\x8c\5ab',b'I1\n.',b'I01\n.',b'I00\n.',b'Ix\n.',b'I\n.',b'L1L\n.',b'L1\n.',b'Lx\n.',b'F1.5\n.',b'Fx\n.',b"S'ab'\n.",b'Sab\n.',b"S''\n.",b"S'\n.",b'S"a\'\n.',b'Va\\u20ac\n.',b'\x80\6.',b'\x80\x05N.',b'\x95\0',b'\x95\x05\0\0\0\0\0\0\0N.',b'\x95\1\0\0\0\0\0\0\0NN.',b'\xff.',b'y.',b'\0',b'h\1.',b'j\1\0\0\0.',b'gx\n.',b'g1\n.',b'Np1\n.',b'Np-1\n.',b'Nq\1.',b't.',b'(t.',b'(Nd.',b'(NNd.',b'(d.',b'}(Nu.',b'}NN.',b's.',b'}Ns.',b'}NNs.',b'Na.',b']Na.',b'e.',b']e.',b'](Ne.',b'N(Ne.',b'N(NNu.',b'NNNs.',b'NNa.',b'cos\nnosuch\n.',b'cnosuch\nx\n.',b'cos\n.',b'c',b'cos',b'cos\npath',b'cos\nsep\n.',b'NN\x93.',b'\x8c\x02os\x8c\x03sep\x93.',b'\x8c\x02os\x8c\x09path.joim\x93.',b'\x80\4\x8c\x02os\x8c\x09path.joim\x93.',b'\x80\4\x8c\x02os\x8c\x09path.join\x93.',b'N)R.',b'NNR.',b'cbuiltins\nint\n)R.',b'cbuiltins\nint\nNR.',b'cbuiltins\nint\n)\x81.',b'N)\x81.',b'cbuiltins\nint\nN\x81.',b'cbuiltins\nint\n)}\x92.',b'cbuiltins\nint\n)N\x92.',b'N)}\x92.',b'cbuiltins\nint\nN}\x92.',b'(ibuiltins\nint\n.',b'(ibuiltins\nlen\n.',b'ibuiltins\nint\n.',b'(cbuiltins\nint\no.',b'(o.',b'o.',b'Nb.',b'NNb.',b'N}b.',b'N}NNsb.',b'P1\n.',b'NQ.',b'Q.',b'\x82\0.',b'\x82\1.',b'\x83\1\0.',b'\x84\0\0\0\xff.',b'\x8a\0.',b'\x8a\2\1',b'\x8b\xff\xff\xff\xff.',b'T\xff\xff\xff\xff.',b'B\3\0\0\0ab',b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x8d\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x96\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x96\2\0\0\0\0\0\0\0ab.',b'\x97.',b'\x98.',b'N\x98.',b'2.',b'N2.',b'1.',b'(N1.',b'N1.',b'\x85.',b'N\x86.',b'N\x87.',b'\x94.',b'N\x94.',b'\x8f(N\x90.',b'N(N\x90.',b'\x8f(]\x90.',b'(N\x91.',b'(]\x91.',b'\x91.',b'C\5ab',b'U\5ab',b'U\2a\xff.',b'GAAAAAAA',b'G?\xf8\0\0\0\0\0\0.',b'(lp0\n.',b'r',b'q']:
    t(repr(b),l(b))
t('buf',l(b'\x97.',buffers=[]));t('buf2',l(b'\x97.',buffers=[b'a']));t('buf3',l(b'\x97\x98.',buffers=[bytearray(b'a')]));t('buf4',l(b'\x97.',buffers=3))
t('loads str',lambda:pickle.loads('x'));t('loads3',lambda:pickle.loads(3)); t('load',lambda:pickle.load(3)); t('dumpf',lambda:pickle.dump(1,3)); t('proto',d(1,6)); t('proto-1',d(1,-1));t('proto s',d(1,'a'))
t('bc',lambda:pickle.dumps(1,4,buffer_callback=len));t('enc',lambda:pickle.loads(b'U\1\xff.',encoding='latin1'));t('enc',lambda:pickle.loads(b'U\1\xff.',encoding='bytes'));t('enc',lambda:pickle.loads(b'U\1\xff.',errors='replace'))
class P(pickle.Pickler):
    def __init__(s): pass
t('noinit',lambda:P().dump(1))
class U(pickle.Unpickler):
    def __init__(s): pass
t('noinit',lambda:U().load())
p=pickle.Pickler(io.BytesIO(),0)
t('memo',lambda:p.memo); p.dump(['a']); t('memoc',lambda:sorted(v for k,v in p.memo.copy().items()));
def setm(o,v): o.memo=v
t('memoset',lambda:setm(p,3));t('memoset',lambda:setm(p,{1:2}));t('memoset',lambda:setm(p,{1:(2,)}))
u=pickle.Unpickler(io.BytesIO(b'Np1\n.N.'))
t('u',u.load);t('u',u.load);t('u',u.load);t('um',lambda:u.memo.copy());t('ums',lambda:setm(u,{'a':1}));t('ums',lambda:setm(u,{-1:1}));t('ums',lambda:setm(u,3))
t('find',lambda:u.find_class('os','path.join'));t('find',lambda:u.find_class('os','nosuch'));t('find',lambda:u.find_class('__builtin__','unicode'));t('find',lambda:u.find_class(1,2))
t('pers',lambda:u.persistent_load(1)); t('persid',lambda:p.persistent_id(1))
t('bin',lambda:(p.bin,p.fast)); t('dt',lambda:p.dispatch_table)
class PP(pickle.Pickler):
    def persistent_id(s,o): return 'é' if o==1 else None
for pr in range(3):
    def f():
        b=io.BytesIO(); q=PP(b,pr); q.dump([1,2]); return b.getvalue()
    t('pp',f)
class PR(pickle.Pickler):
    def reducer_override(s,o): return 5 if o is C else NotImplemented
def f():
    b=io.BytesIO(); q=PR(b); q.dump(C); return b.getvalue()
t('ro',f)
def f():
    b=io.BytesIO(); q=PR(b); q.dump(C()); return b.getvalue()
t('ro',f)
pb=pickle.PickleBuffer(bytearray(b'abc'))
t('pb',d(pb,4));t('pb',d(pb,5));t('pb',lambda:pickle.dumps(pb,5,buffer_callback=lambda x:None));t('pb',lambda:pickle.dumps(pickle.PickleBuffer(b'a'),5,buffer_callback=lambda x:None)); t('pb',lambda:pickle.dumps(pb,5,buffer_callback=lambda x:True))
t('pbraw',lambda:pb.raw()); pb2=pickle.PickleBuffer(b'a'); pb2.release(); t('rel',lambda:pb2.raw());t('rel',d(pb2,5)); t('pbn',lambda:pickle.PickleBuffer(3)); t('mv',lambda:memoryview(pb)); t('pbnc',d(pickle.PickleBuffer(memoryview(b'abcd')[::2]),5));t('pbncr',lambda:pickle.PickleBuffer(memoryview(b'abcd')[::2]).raw())
x=[];x.append(x);t('rec',d(x,0)); y=([],);y[0].append(y);t('rect',d(y,0));t('rect',d(y,2)); z=frozenset([C()]); 
f1=pickle.Pickler(io.BytesIO()); f1.fast=True
t('fastrec',lambda:f1.dump(x))
class W:
    def write(s,b): raise OSError('w')
t('w',lambda:pickle.dump([1],W()))
class Rd:
    def read(s,n): return 3
    def readline(s): return 4
t('rd',lambda:pickle.load(Rd()))
class Rd2:
    def read(s,n): return b'N.'
    def readline(s): return b''
t('rd',lambda:pickle.load(Rd2()))
class Rd3: pass
t('rd',lambda:pickle.load(Rd3()))
