class S(str): pass
s=S('q'); s.upper = lambda: 5
def f(x): return x.upper()
print(f('a')); print(f(s)); print(f('a'))
class I(int): pass
def g(x): return x.bit_length()
i=I(3); print(g(7)); i.bit_length=lambda: 99
print(g(i), g(7), g(True), g(2**70), g(i))
class L(list): pass
def h(x): return x.copy()
l=L(); print(h([1])); l.copy=lambda: 'c'; print(h(l), h([1]), h(l))
def k(x): return x.nothing()
for v in (1, 2**80, 'a', True, None, [], 1.5):
    try: k(v)
    except AttributeError as e: print(e)
class S2(str): pass
def q(x): return x.zfill(4)
s=S2('q'); print(q('7'), q(s)); s.zfill=lambda n: n
print(q(s), q('7'))
