"""List, set, dict comprehensions and generator expressions: scope, nesting, conditions, laziness, await-free async errors."""
print([x * y for x in range(3) for y in range(3) if x != y], {x % 3 for x in range(9)}, {k: v for k, v in zip("abc", range(3)) if v}, sum(x for x in range(5)))
x = "outer"
print([x for x in "ab"], x, [[x for x in range(y)] for y in range(3)], [(lambda: x)() for x in range(2)])
print([f() for f in [lambda: x for x in range(3)]])
g = (print("lazy", i) or i for i in range(3))
print("made")
print(next(g), list(g))
def source(): print("source evaluated"); return [1, 2]
g = (x for x in source())
print("before", list(g))
try: (x for x in 5)
except TypeError as e: print(e)
print([a for a, *b in ["xyz", "pq"]], [b for a, *b in ["xyz", "pq"]], [i for i in range(20) if i % 2 if i % 3], [y for x in range(5) if (y := x * 2) > 4], y)
class K:
    n = 3
    squares = [i * i for i in range(n)]
    table = {i: [j for j in range(i)] for i in range(n)}
print(K.squares, K.table)
def f(n):
    return [n + m for m in range(n)], {n: n for n in range(2)}, n, [[n for n in range(m)] for m in range(3)]
print(f(2))
print(list(map(lambda p: p[0] * p[1], [(a, b) for a in (1, 2) for b in (3, 4)])), any(x > 3 for x in [1, 5]), all(x for x in []), max((len(w), w) for w in "a bbb cc".split()))
print({**{k: v for k, v in [("a", 1)]}, "b": [*(i for i in range(2))]}, dict((k, v) for k, v in ["ab", "cd"]), tuple(i for i in range(3)), sorted({c for c in "hello"}), [*{d: 1 for d in "ba"}])
print([i if i % 2 else -i for i in range(4)], [not i for i in (0, 1)], [i for i in (1, 2, 3) if i > 1 or i == 1 and True], [[j for j in i] for i in ("ab", "c")], [(i, j) for i, j in {1: 2}.items()])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [n for row in matrix for n in row], list(zip(*matrix)))
def gen():
    r = yield [(yield_ := i) for i in range(2)]
    print("sent", r)
it = gen(); print(next(it)); print(next(it, "end"))
try: [1 / i for i in (1, 0)]
except ZeroDivisionError as e: print(e)
print(type(i for i in ()).__name__, (i for i in ()).__class__.__mro__[1].__name__, len([None for _ in range(10)]))
