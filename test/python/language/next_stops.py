# `raise StopIteration` in a `__next__`, called by its slot, by next() and directly.
import sys
class It:
    def __init__(self,n): self.n=n
    def __iter__(self): return self
    def __next__(self):
        self.n-=1
        if self.n<0: raise StopIteration
        return self.n
class W:
    def __init__(self,l): self.l=l; self.i=0
    def __iter__(self): return self
    def __next__(self):
        try: x=self.l[self.i]
        except IndexError as e: raise StopIteration()
        self.i+=1
        return x
class N:
    def __init__(self,it): self.it=it
    def __iter__(self): return self
    def __next__(self):
        for x in self.it: return x*2
        raise StopIteration
class D(It):
    def __next__(self): return super().__next__()+1
class V(It):
    def __next__(self):
        self.n-=1
        if self.n<0: raise StopIteration(5)
        return 1
print(list(It(3)),list(W([1,2])),list(N(It(3))),list(D(3)),[*V(2)])
it=It(1); print(next(it)); 
try: next(it)
except StopIteration as e: print('stop',e.value,e.__traceback__.tb_next.tb_lineno)
try: it.__next__()
except StopIteration as e: print('stop2',repr(e))
print(next(it,'d'))
def g():
    r=yield from V(1)
    print('r',r)
print(list(g()))
try:
    1/0
except ZeroDivisionError:
    print(list(It(2))); print(repr(sys.exception()))
    print(list(W([1])),repr(sys.exception()))
class R:
    def __iter__(self): return self
    def __next__(self):
        l=list(It(1))
        try: It(0).__next__()
        except StopIteration: print('inner')
        raise StopIteration
print(list(R()))
StopIteration_=StopIteration
class StopIteration(Exception): pass
try: print(list(It(1)))
except StopIteration as e: print('own',repr(e))
