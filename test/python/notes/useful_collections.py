"""The collections module: namedtuple, deque, defaultdict, OrderedDict, Counter, ChainMap, and classes built on them."""
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque, namedtuple


class LastUpdated(OrderedDict):
    """Keeps at most `capacity` entries, dropping the one that was set longest ago."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity = capacity

    def __setitem__(self, key, value):
        known = key in self
        if len(self) - known >= self.capacity:
            print("  drop:", self.popitem(last=False))
        if known:
            del self[key]
        print("  set:" if known else "  add:", (key, value))
        super().__setitem__(key, value)


class Lower(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __missing__(self, key):
        if key == key.lower():
            raise KeyError(key)
        return self[key.lower()]


def main():
    Point = namedtuple("Point", "x y z", defaults=[0])
    p = Point(1, y=2)
    print(p, p.x + p.y, p[2], p._asdict(), p._replace(z=9), Point._fields, Point._field_defaults, isinstance(p, tuple), p == (1, 2, 0))
    x, *rest = p
    print(x, rest, Point._make([7, 8, 9]), sorted([Point(2, 1), Point(1, 9)]))
    for bad in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: setattr(p, "x", 5), lambda: namedtuple("Bad", "a class"), lambda: p._replace(w=1)):
        try:
            bad()
        except (TypeError, AttributeError, ValueError) as error:
            print(type(error).__name__, error)

    queue = deque("abc", maxlen=4)
    queue.append("x")
    queue.appendleft("y")
    print(queue, queue.pop(), queue.popleft(), list(queue), queue.maxlen)
    queue.extend([1, 2, 3])
    queue.rotate(1)
    print(queue, queue.index(3), queue.count("b"), queue[0], queue[-1], 2 in queue)
    queue.extendleft("pq")
    queue.remove("p")
    queue.insert(1, "in")
    print(queue, deque([1, 2]) + deque([3]), deque([1]) * 3, deque([1, 2]) < deque([1, 3]))
    try:
        queue.insert(0, "full") or queue.insert(0, "full")
    except IndexError as error:
        print(error)

    groups = defaultdict(list)
    for name, year in [("ann", 1), ("bob", 2), ("cy", 1)]:
        groups[year].append(name)
    print(groups, groups.get(9), 9 in groups, groups[9], dict(groups))
    unknown = defaultdict(lambda: "N/A", known=1)
    print(unknown["known"], unknown["other"], unknown.default_factory is None, len(unknown))

    ordered = OrderedDict([("b", 1), ("a", 2), ("c", 3)])
    ordered.move_to_end("b")
    print(ordered, list(reversed(ordered)), ordered.popitem(), ordered == {"a": 2, "c": 3}, ordered == OrderedDict([("c", 3), ("a", 2)]))
    fifo = LastUpdated(2)
    for key in "aba":
        fifo[key] = key * 2
    fifo["c"] = 0
    print(list(fifo.items()))

    letters = Counter("programming")
    letters.update("game")
    print(letters, letters.most_common(3), letters["zz"], letters.total(), sorted(letters.elements())[:5])
    print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3) & Counter(a=1), Counter(a=3) | Counter(b=2), -Counter(a=-2), Counter(a=1) <= Counter(a=2))
    letters.subtract({"g": 5})
    print(letters["g"], +letters == letters, "g" in +letters)

    settings = ChainMap({"colour": "red"}, {"user": "guest", "colour": "blue"})
    child = settings.new_child({"user": "ann"})
    child["extra"] = 1
    print(child["colour"], child["user"], dict(settings), child.maps[0], len(child), list(child), child.parents["user"])
    headers = Lower({"Content-Type": "text", "HOST": "x"})
    print(headers, headers["HOST"], "host" in headers, UserList([3, 1]) + [2], sorted(UserList("cab")))
    try:
        headers["nothing"]
    except KeyError as error:
        print("KeyError", error)


main()
