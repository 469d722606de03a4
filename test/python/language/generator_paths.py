"""Generators of random shapes: what a generator keeps while it is suspended, on every path through its loops and conditions."""
import random


def gen(seed):
    r=random.Random(seed); out=[]
    V=['a','b','c','d']
    def e():
        k=r.randrange(6)
        if k==0: return str(r.randrange(5))
        if k<3: return r.choice(V)
        return f"({r.choice(V)} + {r.choice(V+['1','2'])}) % 7"
    def cond(): return f"{r.choice(V)} % {r.randrange(2,4)} == {r.randrange(2)}"
    def block(d,ind,loop):
        n=r.randrange(1,4); any_=False
        for _ in range(n):
            k=r.randrange(13); p='    '*ind
            if k<3: out.append(p+f"{r.choice(V)} = {e()}")
            elif k==3: out.append(p+f"{r.choice(V)} += {e()}")
            elif k<6: out.append(p+f"yield ({r.choice(V)}, {r.choice(V)}, {e()})")
            elif k==6 and d>0:
                out.append(p+f"if {cond()}:"); block(d-1,ind+1,loop)
                if r.random()<.5: out.append(p+"else:"); block(d-1,ind+1,loop)
            elif k==7 and d>0:
                out.append(p+f"for {r.choice(V)} in range({r.randrange(1,4)}):"); block(d-1,ind+1,True)
                if r.random()<.3: out.append(p+"else:"); block(d-1,ind+1,loop)
            elif k==8 and d>0:
                x,y=r.sample(V,2)
                it=r.choice(['enumerate([3,1,2])','zip([1,2],[3,4,5])',"[(1,2),(2,1)]"])
                out.append(p+f"for {x}, {y} in {it}:"); block(d-1,ind+1,True)
            elif k==9 and d>0:
                w=f"w{len(out)}"
                out.append(p+f"{w} = 0"); out.append(p+f"while {w} < 3:"); out.append(p+f"    {w} += 1"); block(d-1,ind+1,True)
                if r.random()<.3: out.append(p+"else:"); block(d-1,ind+1,loop)
            elif k==10 and loop and r.random()<.6:
                out.append(p+f"if {cond()}: {r.choice(['break','continue'])}")
            elif k==11: out.append(p+f"{r.choice(V)} = yield {r.choice(V)}")
            elif k==12 and d>0: out.append(p+f"yield from sub({r.choice(V)}, {r.choice(V)})")
            else: out.append(p+f"{r.choice(V)} = [x for x in range(3) if x != {r.choice(V)}][0]")
    out.append("def sub(a, b):"); out.append("    c = d = 1"); 
    sv=len(out); block(1,1,False)
    out[sv:]=[l for l in out[sv:] if 'sub(' not in l] or ['    yield 1']
    out.append("    yield b")
    out.append("def g(a, b):"); out.append("    c = d = 0"); block(4,1,False); out.append("    yield (a, b, c, d)")
    return '\n'.join(out)
for s in range(120):
    src=gen(s)
    try: code=compile(src,'x','exec')
    except SyntaxError: continue
    ns={}
    try:
        exec(code,ns)
        it=ns['g'](1,2); res=[]; 
        x=next(it)
        for i in range(300):
            res.append(x); x=it.send(i%5) if i%3==0 else next(it)
    except StopIteration: res.append('stop')
    except Exception as ex: res.append(repr(ex))
    print(s, len(res), str(res)[-60:])
