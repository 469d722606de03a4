# A comprehension is evaluated in its turn, after the starred elements, keywords and lambda defaults before it.
log = []
def a(n): log.append(n); return n
class O:
    def m(self, *v, **k): log.append(("m", len(v), len(k))); return v[-1]
    def __getitem__(self, k): log.append("item"); return 5
    def lt(self, v, w): log.append("lt"); return w
o = O()
C = [
 "{a(1): a(2), **{i: a(4) for i in (a(3), 2)}}",
 "o.m(a(1), *(a(2), [a(3) for i in (1,)]), k=a(4), **{'j': [a(5) for i in (1,)]})",
 "o.m(a(1), *(a(2), 3), k=[a(3) for i in (1,)], **{'j': a(5)})",
 "o.m(a(1), a(2), k=[a(3) for i in (1,)])",
 "o.m([a(1) for i in (1,)], k=a(2), j=[a(3) for i in (1,)])",
 "o[a(1):[a(2) for i in (1,)], a(3)]",
 "o[a(0):a(1), [a(2) for i in (1,)]]",
 "o[(a(0), a(1))][[a(2) for i in (1,)]]",
 "(a(1), *[a(2), a(3)], [a(4) for i in (1,)])",
 "f'{a(1)}{[a(2) for i in (1,)]}{a(3)}'",
 "f'{a(1):{a(2)}}{[a(3) for i in (1,)]}'",
 "(x := a(1)) + [a(2) for i in (1,)][0] + x",
 "(a(1), (lambda p=a(2), *, q=[a(3) for i in (1,)]: p)(), a(4))",
 "(a(1), (lambda p=[a(2) for i in (1,)], *, q=a(3): p)(), a(4))",
 "(a(1), (lambda p=a(2), *, r=a(5), q=[a(3) for i in (1,)]: p)(), a(4))",
 "o.lt(a(1), 0) < o.lt([a(2) for i in (1,)][0], 1) < a(3)",
 "a(1) < a(2) < [a(3) for i in (1,)][0] < a(4)",
 "{a(1), *{a(2)}, *[a(3) for i in (1,)]}",
 "[a(1), [a(2) for i in (1,)], a(3), [a(4) for i in (1,)]]",
 "a(1) if a(2) else [a(3) for i in (1,)]",
 "(a(9), a(1) if a(0) else [a(3) for i in (1,)])",
 "(a(9), a(1) and [a(3) for i in (1,)] or a(2))",
 "(a(9), a(0) or [a(3) for i in (1,)] or a(2))",
 "(a(9), not [a(3) for i in (1,)], -a(1))",
 "list(a(j) for j in [a(3) for i in (1,)])",
 "(a(1), list(a(j) for j in [a(3) for i in (1,)]))",
 "(a(1), [a(2) for j in (a(3), [a(4) for i in (1,)])])",
 "{a(1): [a(2) for i in (1,)], a(3): a(4)}",
 "{a(1): a(2), tuple([a(3) for i in (1,)]): a(4), **{a(5): a(6)}}",
 "str(a(1)) + str([a(2) for i in (1,)]) + str(a(3))",
 "o.m(a(1), (x := [a(2) for i in (1,)]), x, a(3))",
 "(a(1) * a(2) - a(3)) + len([a(4) for i in (1,)]) * a(5)",
 "(a(1), a(2)) == (a(3), [a(4) for i in (1,)])",
 "print(end='') or a(1) or [a(2) for i in (1,)]",
 "o.m(*[a(1) for i in (1,)], a(2), *[a(3) for i in (1,)])",
 "o.m(*a2(a(1)), k=a(2), **{'z': [a(3) for i in (1,)]}, w=a(5))",
 "[o.m(a(1)).bit_length(), [a(2) for i in (1,)]]",
 "[o.m(a(1), [a(2) for i in (1,)]), a(3)]",
 "a(a(1)) in [a(2) for i in (1,)]",
 "(a(1), a(0) and a(2), [a(3) for i in (1,)])",
 "(a(1), a(2) if a(0) else a(3), [a(4) for i in (1,)])",
]
def a2(x): return (x,)
for c in C:
    ns = {**globals()}
    exec(f"def f():\n  return {c}", ns)
    try: r = ns['f']()
    except Exception as e: r = repr(e)
    print(c, r, log); log.clear()
