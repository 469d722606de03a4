"""Queens on a board of n by n, by permutations: a recursive generator, sets and comprehensions."""

N = 9


def permutations(items):
    if len(items) <= 1:
        yield items
        return
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (item,) + rest


def queens(n):
    columns = range(n)
    for board in permutations(tuple(columns)):
        if n == len({board[i] + i for i in columns}) == len({board[i] - i for i in columns}):
            yield board


def main(n):
    solutions = list(queens(n))
    return len(solutions), solutions[0], solutions[-1]


if __name__ == "__main__":
    print(main(N))
