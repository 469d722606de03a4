# Large dicts, and keys that are equal to others by hash and equality of their own class.
from collections import Counter, OrderedDict, namedtuple
from decimal import Decimal
from fractions import Fraction


class Named:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return self.value == (other.value if isinstance(other, Named) else other)


class Text(str):
    pass


class Pair(namedtuple("Pair", "a b")):
    pass


words = {}
for i in range(9000):
    word = f"w{i * 7919 % 6007}"
    words[word] = words.get(word, 0) + 1
print(len(words), sum(words.values()), list(words)[:3], list(words)[-3:])
print("w5" in words, Text("w9") in words, Named("w5") in words, words[Named("w7")], words["w7"], "w6007" in words)
words[Named("w8")] = "new"
print(words["w8"], len(words), words.pop(Text("w8")), "w8" in words)

numbers = {i: -i for i in range(6000)}
print(numbers[True], numbers[2.0], numbers[Decimal(3)], numbers[Fraction(8, 2)], 0.5 in numbers, 2**70 in numbers, numbers[-0.0])
for i in range(0, 6000, 2):
    del numbers[i]
for i in range(0, 6000, 1000):
    numbers[i] = "again"
print(len(numbers), list(numbers)[:3], list(numbers)[-3:], numbers.popitem(), list(reversed(numbers))[:2])
copy = dict(numbers)
copy["x"] = 1
print(len(copy) - len(numbers), copy == numbers, copy | {"x": 2} == numbers | {"x": 2})

grid = {(x, str(y), x / 4): x * y for x in range(60) for y in range(60)}
print(grid[3, "4", 0.75], grid[3.0, Text("4"), Fraction(3, 4)], (3, "4", 0.8) in grid, grid[3, Named("4"), Decimal("0.75")])
print({(1, "a"): "plain"}[Pair(1.0, "a")], {Pair(True, "a"): "pair"}[1, "a"], {0.5: "half"}[Decimal("0.5")], {0.5: "half"}[complex(0.5, 0)])
for key in [(1, []), [], ((), {})]:
    try:
        print({(0, "a"): 1}.get(key))
    except TypeError as e:
        print(e)

growing = dict.fromkeys(range(3999))
try:
    for key in growing:
        growing[-1 - key] = key
except RuntimeError as e:
    print(e, len(growing))
print(Counter(str(i % 5003) for i in range(20000)).most_common(2))
ordered = OrderedDict((i, i) for i in range(5000))
ordered.move_to_end(3)
print(list(ordered)[-2:], ordered.popitem(last=False), len(ordered))
names = {f"n{i}": i for i in range(5000)}
exec("total = n7 + n4999", names)
print(names["total"], len(names), "n17" in names)
print(len((lambda **kw: kw)(**{f"k{i}": i for i in range(5000)})))
