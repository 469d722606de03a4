"""Augmented arithmetic of all pairs of simple values, sums of bools, and slices assigned from lists."""
for a in (1, 2**70, True, 1.5, 'x', [1], None, (1,)):
    for b in (1, 2**70, True, 2.5, 'y', [2], None, (3,)):
        for op in ('+=','-=','*='):
            ns={'a':a if not isinstance(a,list) else a[:],'b':b}
            try: exec(f"def f(a,b):\n  for i in range(1):\n    a {op} b\n  return a\nr=f(a,b)",ns); r=ns['r']
            except OverflowError as e: r='overflow'
            except Exception as e: r=repr(e)
            if b==2**70 and isinstance(a,(str,list,tuple)): continue
            if a==2**70 and isinstance(b,(str,list,tuple)): continue
            print(repr(a)[:10],op,repr(b)[:10],repr(r)[:70])
print(sum([True]*5), sum([1.5,True]), sum([True,2.5]), sum(x>2 for x in range(9)))
l=list(range(10)); l[::2]=(9,)*5; l[1::3]=[0,0,0]; l[2:4]=l; print(l)
