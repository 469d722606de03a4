# percent keys and class
d={'a':1,'b':'x','c':2.5,'':7}
for t in ('%(a)s','%(b)r %(a)5d|%(c).3f%%','%(a)s %s','%(missing)s','%(b)d','%()s','%(a','%(a)','%(a)05d %(b)-4s|','%(a)c','%(b).0s|','%(a)*d','%s %(a)s','%(a(b))s'):
    for m in (d,(1,),{'a(b)':3,'a':2}):
        try: print(t % m)
        except Exception as e: print(type(e).__name__,e)
for t in (b'%d',b'%d %x',b'%s',b'%5.2f|',b'%%%d',b'%(a)d',b'%r'):
    for m in (5,(5,255),b'z',(b'q',),{b'a':3},2.5):
        try: print(t % m)
        except Exception as e: print(type(e).__name__,e)
class K(dict):
    def __missing__(s,k): return k*2
print('%(zz)s' % K(), '%(a)s' % K(a=1))
class C:
    pass
class D(C):
    @property
    def __class__(self): return int
class E(C): pass
print(C().__class__, D().__class__, E().__class__, (1).__class__, 'x'.__class__, [].__class__, C.__class__, None.__class__)
e=E(); e.__class__=C; print(e.__class__)
C.__class__=property(lambda s: 'prop'); print(E().__class__, C().__class__)
del C.__class__; print(E().__class__)
E.__getattribute__=lambda s,n: 'ga'; print(E().__class__)
import unittest.mock as m
print(m.Mock(spec=int).__class__)
