"""itertools: endless and finite iterators, combinatorics, grouping; pi as the sum of a series."""
import itertools
import operator
from itertools import accumulate, batched, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest


def pi(terms):
    """Leibniz' series, summed over the first terms."""
    signs = cycle([4, -4])
    odd = count(1, 2)
    return sum(sign / n for sign, n in islice(zip(signs, odd), terms))


def primes():
    found = []
    for n in chain([2], count(3, 2)):
        if all(n % p for p in takewhile(lambda p: p * p <= n, found)):
            found.append(n)
            yield n


def sliding(items, size):
    iterators = tee(items, size)
    for shift, iterator in enumerate(iterators):
        next(islice(iterator, shift, shift), None)
    return zip(*iterators)


class Countdown:
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return CountdownIterator(self.start)


class CountdownIterator:
    def __init__(self, left):
        self.left = left

    def __iter__(self):
        return self

    def __next__(self):
        if self.left <= 0:
            raise StopIteration
        self.left -= 1
        return self.left + 1


def main():
    print(list(takewhile(lambda x: x <= 10, count(1))), list(islice(cycle("ABC"), 7)), list(repeat("A", 3)))
    print(list(islice(count(10, -3), 4)), list(islice(count(0.5, 0.25), 3)), count(5))
    for terms in (10, 100, 1000, 10000):
        print(terms, f"{pi(terms):.10f}")
    print(list(islice(primes(), 15)), next(dropwhile(lambda p: p < 1000, primes())))

    print("".join(chain("ABC", "XYZ")), list(chain.from_iterable([[1, 2], [], [3]])))
    for key, group in groupby("AaaBBbcCAAa", key=str.upper):
        print(key, list(group), end="; ")
    print()
    print(list(accumulate([3, 1, 4, 1, 5])), list(accumulate([3, 1, 4, 1, 5], max)), list(accumulate([1, 2, 3], operator.mul, initial=10)))
    print(list(compress("abcdef", [1, 0, 1, 0, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(dropwhile(str.isalpha, "ab1c2")))
    print(list(zip_longest("ab", [1, 2, 3], fillvalue="-")), list(starmap(pow, [(2, 5), (3, 2)])), list(pairwise("abcd")))
    print(list(batched("abcdefg", 3)), list(sliding(range(5), 3)))
    print(list(islice("abcdefg", 2, None, 2)), list(islice(range(10), 3)), list(islice([], 5)))

    print(list(product("ab", [1, 2])), len(list(product(range(3), repeat=3))))
    print(list(permutations("abc", 2)), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)))
    print(["".join(p) for p in permutations("abc")], list(permutations([1], 2)), list(combinations([], 0)))

    first, second = tee(iter("xyz"))
    print(next(first), list(first), list(second))
    print(list(Countdown(4)), sum(Countdown(10)), max(Countdown(3)), 3 in Countdown(5), list(zip(Countdown(3), Countdown(2))))
    a, *b = Countdown(4)
    print(a, b, sorted(Countdown(3)), dict(enumerate(Countdown(2), start=7)), [*reversed(list(Countdown(3)))])
    iterator = iter([1, 2])
    print(next(iterator), next(iterator), next(iterator, "end"), iter(iterator) is iterator)
    try:
        next(iterator)
    except StopIteration:
        print("StopIteration")
    for bad in (lambda: next([1]), lambda: iter(5), lambda: list(islice([1], -1)), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(batched([1], 0)), lambda: list(batched([1, 2, 3], 2, strict=True))):
        try:
            bad()
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
    print(list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(filter(None, [0, 1, "", "x"])), [i for i in iter(iter([3, 2, 0, 1]).__next__, 0)])
    print(itertools.repeat("x", 2), itertools.count(), sum(1 for _ in itertools.combinations(range(12), 5)))


main()
