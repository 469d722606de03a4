from collections import namedtuple
P=namedtuple('P','a b')
d={P(1,2):'x',(3,4):'y'}
print(d[(1,2)],d[P(3,4)],P(1,2) in {(1,2)},(3,4) in {P(3,4)},hash(P(1,2))==hash((1,2)), {P(1,2),(1,2)})
class Q(tuple):
    def __eq__(s,o): return False
    def __hash__(s): return tuple.__hash__(s)
print((1,2) in {Q((1,2))}, Q((1,2)) in {(1,2)}, {Q((5,)):1}.get((5,)))
class R(tuple):
    def __hash__(s): return 7
print(hash(R((1,))), {R((1,)):2}.get((1,)), {R((1,)):2}[R((1,))])
class S(tuple):
    __hash__=None
try: {S((1,))}
except TypeError as e: print(e)
class T(tuple):
    def __eq__(s,o): print('eq'); return True
    __hash__=tuple.__hash__
print({T((1,)):1}[(1,)])
