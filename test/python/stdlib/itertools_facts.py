"""itertools: repr, exhaustion, copying, errors."""
from itertools import *
import operator
print(count(2.5, 0.5), count(10, 0), repeat(5, 2), list(repeat("a", 0)), next(count(2**70)), list(islice(count(5, -2), 3)))
print(list(accumulate("abc")), list(accumulate([], initial=5)), list(chain()), list(chain("a", [1])), list(compress("abc", [True])), list(islice("abcdef", 1, None, 2)), list(islice("abc", None)), list(starmap(operator.add, [(1, 2)])))
g = groupby([1, 1, 2, 3, 3]); first = next(g); second = next(g); print(first[0], list(first[1]), second[0], list(second[1]), [(k, len(list(v))) for k, v in g])
print([(k, "".join(v)) for k, v in groupby("AAbBcc", str.lower)], list(pairwise([1])), list(pairwise(range(4))), list(batched("abcde", 2)), list(zip_longest("a", "bc", "", fillvalue=0)))
print(list(product()), list(product("ab", repeat=0)), list(product([1, 2], "x")), len(list(permutations(range(5), 3))), list(combinations("abc", 4)), list(combinations("abc", 0)), list(combinations_with_replacement("ab", 3)))
a, b, c = tee([1, 2, 3], 3); print(next(a), list(b), list(a), list(c), len(tee([], 0)))
cyc = cycle([1, 2]); print([next(cyc) for _ in range(5)], list(cycle([])))
print(list(takewhile(bool, [1, 2, 0, 3])), list(dropwhile(bool, [1, 0, 2])), list(filterfalse(None, [0, 1, ""])), list(map(pow, repeat(2), range(4))))
it = iter(range(5)); print(list(islice(it, 2)), list(it), list(zip(*[iter(range(6))] * 2)))
for bad in ("islice([1], -1)", "islice([1], 1, 0, 0)", "islice([1], 'a')", "product(repeat=-1)", "permutations([1], -1)", "combinations([1])", "combinations([1], -1)", "repeat()", "count('a')", "batched([1], 0)", "tee([], -1)", "chain(5).__next__()", "list(chain.from_iterable([5]))", "accumulate([1], 5).__next__()", "list(starmap(pow, [5]))", "cycle(5)", "groupby()", "zip_longest(a=1)", "list(accumulate([1, 'a']))", "next(compress([1], 5))"):
    try: print(bad, eval(bad))
    except (TypeError, ValueError, StopIteration) as e: print(bad, "->", type(e).__name__, e)
class It:
    def __iter__(self): return self
    def __next__(self): print("next", end=" "); return 1
print(list(islice(It(), 2)), next(chain([], It())), next(zip("a", It())), type(chain([])).__name__, isinstance(count(), count))
