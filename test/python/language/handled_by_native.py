# Exceptions that native code catches and drops are not handled any more afterwards.
import sys
class A:
    def __getattr__(self, n):
        try: {}[n]
        except KeyError: raise AttributeError(n)
    def __iter__(self):
        try: {}['n']
        except KeyError: raise TypeError('n')
    def __len__(self):
        try: {}['n']
        except KeyError: raise TypeError('n')
    def __getitem__(self, i):
        try: {}['n']
        except KeyError: raise IndexError('n')
class It:
    def __iter__(self): return self
    def __next__(self):
        try: {}['n']
        except KeyError: raise StopIteration
def f(name,g):
    try: g()
    except Exception as e: print(name,'raised',type(e).__name__)
    print(name,sys.exception())
f('getattr',lambda: getattr(A(),'x',None))
f('hasattr',lambda: hasattr(A(),'x'))
f('for',lambda: [x for x in It()])
def loop():
    for x in It(): pass
    print(sys.exception())
f('for2',loop)
f('list',lambda: list(It()))
f('next',lambda: next(It(),None))
f('sum',lambda: sum(It()))
f('dict',lambda: dict(It()))
f('lenhint',lambda: list(A()))
class B:
    def __getitem__(self, i):
        try: {}['n']
        except KeyError: raise IndexError('n')
f('seqiter',lambda: list(B()))
f('in',lambda: 3 in B())
def g():
    try:
        yield 1
    except KeyError: yield 2
    finally: pass
f('gen', lambda: list(g()))
class M(dict):
    def __missing__(self,k):
        try: {}['n']
        except KeyError: raise KeyError('n')
f('get',lambda: eval('zz',{}, M()))
import collections
f('fmt', lambda: '%(a)s' % M())
f('isinst', lambda: isinstance(A(), collections.abc.Sized))
f('str', lambda: str(A()))
f('import', lambda: __import__('collections.abc'))
def withx():
    class C:
        def __enter__(self): return self
        def __exit__(self,*a):
            try: {}[1]
            except KeyError: return True
    with C(): raise ValueError
    print(sys.exception())
f('with', withx)
f('contains', lambda: 'x' in A())
