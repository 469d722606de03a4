"""Generator pipelines, send, yield from over a tree, and itertools."""

from itertools import chain, count, groupby, islice, takewhile

N = 400_000


class Node:
    def __init__(self, value):
        self.value = value
        self.left = None
        self.right = None

    def insert(self, value):
        node = self
        while True:
            side = "left" if value < node.value else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Node(value))
                return
            node = child

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


def integers(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def only(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def mapped(function, items):
    for item in items:
        yield function(item)


def running_mean():
    total = 0.0
    seen = 0
    mean = None
    while True:
        value = yield mean
        total += value
        seen += 1
        mean = total / seen


def main(n):
    pipeline = mapped(lambda x: x * 3 + 1, only(lambda x: x % 2 == 0, integers(n)))
    total = sum(pipeline)

    mean = running_mean()
    next(mean)
    last = 0.0
    for i in range(n):
        last = mean.send(i)

    root = Node(n // 2)
    value = 12345
    for _ in range(n // 20):
        value = (value * 1103515245 + 12345) % 2147483648
        root.insert(value)
    walked = sum(i * v % 97 for i, v in enumerate(root))

    squares = takewhile(lambda x: x < n * 10, (i * i for i in count()))
    joined = list(islice(chain(squares, integers(n)), 5, n // 2, 3))
    runs = [(key, sum(1 for _ in group)) for key, group in groupby(joined, key=lambda x: x // 5000)]
    nested = sum(x * y for x in integers(n // 200) for y in integers(100) if (x + y) % 3)
    return total, last, walked, len(joined), runs[:3], nested


if __name__ == "__main__":
    print(main(N))
