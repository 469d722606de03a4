"""Dictionaries by string, int and tuple keys, defaultdict, Counter, grouping and inverting; sets."""

from collections import Counter, defaultdict

N = 200_000


def main(n):
    squares = {i: i * i % 1009 for i in range(n)}
    inverted = {}
    for key, value in squares.items():
        inverted.setdefault(value, []).append(key)
    longest = max(inverted.values(), key=len)

    names = [f"user{i % 997}" for i in range(n)]
    visits = {}
    for name in names:
        if name in visits:
            visits[name] += 1
        else:
            visits[name] = 1
    counted = Counter(names)
    assert counted == visits

    grid = {}
    side = int(n ** 0.5)
    for x in range(side):
        for y in range(side):
            grid[x, y] = (x * y) % 7
    neighbours = 0
    for x in range(1, side - 1):
        for y in range(1, side - 1):
            neighbours += grid[x - 1, y] + grid[x + 1, y] + grid.get((x, y + 1), 0)

    groups = defaultdict(list)
    for i, name in enumerate(names):
        groups[name[-1]].append(i)
    sizes = {key: len(group) for key, group in sorted(groups.items())}

    seen = set()
    repeated = 0
    for i in range(n):
        value = i * i % 7919
        if value in seen:
            repeated += 1
        seen.add(value)
    common = len(seen & set(range(0, 7919, 3)))

    for key in list(squares)[::2]:
        del squares[key]
    return len(longest), len(visits), counted.most_common(2), neighbours, sizes, repeated, common, sum(squares.values())


if __name__ == "__main__":
    print(main(N))
