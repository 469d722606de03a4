"""Seeded random numbers, statistics, sets and their algebra, scopes, eval, constants and small number facts."""
import random
import statistics
import string
from decimal import Decimal, getcontext
from fractions import Fraction

LIMIT = 10


def scope():
    LIMIT = 5

    def inner():
        global LIMIT
        LIMIT += 1
        return LIMIT

    return LIMIT, inner(), inner()


def password(rng, length=12):
    alphabet = string.ascii_letters + string.digits
    while True:
        made = "".join(rng.choice(alphabet) for _ in range(length))
        if any(c.islower() for c in made) and any(c.isupper() for c in made) and sum(c.isdigit() for c in made) >= 2:
            return made


def main():
    random.seed(2018)
    print([random.randint(1, 6) for _ in range(10)], round(random.random(), 12), random.choice("abcdef"))
    print(random.sample(range(100), 5), random.choices(["win", "lose"], weights=[1, 9], k=6), random.randrange(0, 100, 7))
    cards = list(range(10))
    random.shuffle(cards)
    print(cards, random.uniform(1, 2), random.gauss(0, 1), random.getrandbits(70), random.betavariate(1, 2))
    rng = random.Random("a text seed")
    state = rng.getstate()
    first = [rng.random() for _ in range(3)]
    rng.setstate(state)
    print(first == [rng.random() for _ in range(3)], password(rng), rng.triangular(0, 10, 3), rng.expovariate(1.5), rng.randbytes(4))
    print(random.Random(1).sample("abc", counts=[2, 0, 1], k=2), random.Random(5).normalvariate(10, 2), random.Random(3).vonmisesvariate(0, 4))

    data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
    print(statistics.mean(data), statistics.median(data), statistics.mode(data), statistics.stdev(data), statistics.pvariance(data), statistics.quantiles(data), statistics.fmean(data))
    print(statistics.mean([Fraction(1, 3), Fraction(1, 2)]), statistics.median_low([1, 2, 3, 4]), statistics.multimode("aabbc"), statistics.harmonic_mean([40, 60]), statistics.geometric_mean([54, 24, 36]))
    print(statistics.correlation([1, 2, 3], [2, 4, 7]), statistics.linear_regression([1, 2, 3], [2, 4, 6]), statistics.NormalDist(100, 15).cdf(130))

    a, b = {1, 2, 3, 4}, {3, 4, 5}
    print(a & b, a | b, a - b, a ^ b, a <= b, {3} < b, a.isdisjoint({9}), b >= {5})
    a.add(9)
    a.discard(77)
    a.update([10, 11], (12,))
    a.remove(1)
    print(a, len(a), 9 in a, frozenset([1, 2]) == {2, 1}, {frozenset("ab"): 1}[frozenset("ba")], sorted({"b", "a"} | set("cab")))
    try:
        a.remove(1000)
    except KeyError as error:
        print("KeyError", error)
    a &= set(range(10))
    a -= {2}
    print(a, set(), {*range(3), *"x"} == {0, 1, 2, "x"}, {x % 3 for x in range(10)}, list(dict.fromkeys([3, 1, 3, 2, 1])))

    print(scope(), LIMIT)
    print(eval("LIMIT * 2 + max(3, 4)"), eval("[x ** 2 for x in range(n)]", {"n": 4}), eval("'a' + b", {}, {"b": "z"}))
    try:
        eval("1 +")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
    getcontext().prec = 30
    print(Decimal(1) / 7, Decimal("0.1") + Decimal("0.2"), Fraction("0.125"), Fraction(3, 4) + Fraction(1, 6), Fraction(0.5), Decimal(2).sqrt())
    print(0b1010, 0o17, 0xFF, bin(10), oct(8), hex(255), 1_000_000, 7 // -2, -7 % 3, 2**-1, divmod(-7, 2), round(0.5), round(1.5), int("z", 36), 10**20)
    print(string.ascii_lowercase[:5], string.digits, string.punctuation, string.capwords("hello big world"), string.Template("$a and ${b}").substitute(a=1, b=2))


main()
