# Ever new keys put in and taken off the end: the slots that they leave do not fill up the table.
d = {(i, i): i for i in range(20)}
for i in range(100_000):
    d[i, -i] = i
    if i % 3 == 0:
        d[i, "x"] = i
        d.popitem()
    del d[i, -i]
    if i % 1000 == 0:
        print(end=f"{(i, i) in d:d}")
print()
print(len(d), (5, 6) in d, d.get((1, -1)), list(d)[-1])


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == other.n


d = dict.fromkeys(map(Key, range(12)))
for i in range(12, 5000):
    d[Key(i * 7919)] = i
    d.popitem()
print(len(d), Key(-3) in d, Key(3) in d)
