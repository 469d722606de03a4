class It:
    def __init__(s,n): s.n=n
    def __getitem__(s,i):
        if i>=s.n: raise IndexError
        return i*10
def f(a,b):
    out=[]
    for i,x in enumerate(a): out.append((i,x))
    for x,y in zip(a,b): out.append((x,y))
    for x,y,z in zip(a,b,'xyz'): out.append((x,y,z))
    for i,(p,q) in enumerate([(1,2),(3,4)]): out.append((i,p,q))
    for x,y in zip(a,b):
        if x==2: continue
        if y==30: break
        out.append(x)
    else: out.append('else')
    out.append([i*x for i,x in enumerate(a) if i])
    out.append({i:x for i,x in enumerate('ab')})
    out.append(list((i,x) for i,x in enumerate('cd')))
    out.append([x+y for x,y in zip(a,b) for i,k in enumerate('ab')])
    return out
print(f([1,2,3],(10,20,30,40)))
print(f(range(1,4),iter([7,8,9,10])[:] if 0 else [7,8]))
for i,x in enumerate(It(3)): print(i,x)
it=iter(range(7))
def g():
    for a,b in zip(it,it): print(a,b)
g(); print(list(it))
def h(x):
    for a,b in x: pass
    for i,v in enumerate(x): pass
    return i
print(h([(1,2)]))
def bad(x,k):
    try:
        if k==0:
            for i,v in enumerate(x): pass
        elif k==1:
            for i,v in zip(x,x): pass
        elif k==2:
            for i,v in zip([1],x): pass
        else:
            for (i,j),v in enumerate([5]): pass
    except TypeError as e: print(e, e.__traceback__.tb_lineno-bad.__code__.co_firstlineno, e.__traceback__.tb_next)
for k in range(4): bad(5,k)
def boom():
    yield 1
    raise ValueError('b')
def tb():
    for i,v in enumerate(boom()):
        print(i,v)
try: tb()
except ValueError as e:
    t=e.__traceback__
    while t: print(t.tb_frame.f_code.co_name,t.tb_lineno-tb.__code__.co_firstlineno); t=t.tb_next
class E:
    def __iter__(s): return s
    n=0
    def __next__(s):
        s.n+=1
        if s.n>3: raise StopIteration
        return s.n
def k():
    for i,v in enumerate(E()): print(i,v,end=' ')
    for a,b in zip(E(),'abcdef'): print(a,b,end=' ')
    print()
k()
def shadow():
    def inner(enumerate):
        for i,v in enumerate([1,2]): print(i,v)
    inner(lambda x: [(9,8)])
shadow()
def outer():
    d={}
    for d['i'],d['v'] in enumerate('pq'): print(d)
    for i,v in enumerate('pq'):
        for j,w in enumerate('rs'):
            print(i,v,j,w,end=';')
    print()
    def gen():
        for i,v in enumerate('uv'):
            yield i,v
            for a,b in zip('12','34'): yield a,b
    print(list(gen()))
outer()
enumerate_=enumerate
def enumerate(x,start=5):
    return enumerate_(x,start)
def late():
    for i,v in enumerate('ab'): print(i,v)
late()
for i,v in enumerate('cd'): print(i,v)
