"""Assignment, shallow and deep copies, identity and equality, mutable defaults, copying our own objects."""
import copy


class Node:
    def __init__(self, value, *children):
        self.value = value
        self.children = list(children)
        self.parent = None
        for child in children:
            child.parent = self

    def __repr__(self):
        return f"{self.value}{self.children or ''}"


class Counted:
    copies = 0

    def __init__(self, data):
        self.data = data

    def __copy__(self):
        Counted.copies += 1
        return Counted(self.data)

    def __deepcopy__(self, memo):
        Counted.copies += 10
        made = Counted.__new__(Counted)
        memo[id(self)] = made
        made.data = copy.deepcopy(self.data, memo)
        return made


class WithSlots:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b


class Stack(list):
    def __init__(self, items=(), limit=3):
        super().__init__(items)
        self.limit = limit


def default_trap(item, seen=[]):
    seen.append(item)
    return seen


def no_trap(item, seen=None):
    seen = [] if seen is None else seen
    seen.append(item)
    return seen


def change(number, items, table):
    number += 1
    items += [number]
    table = {**table, "new": number}
    return number, items, table


def main():
    a = [1, [2, 3], {"k": [4]}]
    same, shallow, deep = a, copy.copy(a), copy.deepcopy(a)
    a[1].append(99)
    a[2]["k"].append(5)
    a.append("end")
    print(same, shallow, deep, sep="\n")
    print(same is a, shallow is a, shallow[1] is a[1], deep[1] is a[1], a == same)
    print(a[:] == a, a[:] is a, list(a) is a, a.copy()[1] is a[1], {**a[2]} == a[2])

    t = (1, [2])
    print(copy.copy(t) is t, copy.deepcopy(t) is t, copy.deepcopy((1, "x")) is not None, copy.copy("text") == "text", copy.deepcopy(None))
    twice = [[0] * 3] * 2
    twice[0][1] = 7
    separate = [[0] * 3 for _ in range(2)]
    separate[0][1] = 7
    print(twice, separate, copy.deepcopy(twice)[0] is copy.deepcopy(twice)[1])
    d = copy.deepcopy(twice)
    print(d[0] is d[1])

    tree = Node("root", Node("left", Node("leaf")), Node("right"))
    clone = copy.deepcopy(tree)
    clone.children[0].value = "LEFT"
    print(tree, clone, clone.children[0].parent is clone, clone.children[1].parent is tree)
    loop = []
    loop.append(loop)
    again = copy.deepcopy(loop)
    print(loop, again is not loop, again[0] is again)

    c = Counted([1, [2]])
    c1, c2 = copy.copy(c), copy.deepcopy(c)
    print(Counted.copies, c1.data is c.data, c2.data == c.data, c2.data is c.data)
    w = WithSlots(1, [2])
    w1, w2 = copy.copy(w), copy.deepcopy(w)
    print(w1.a, w1.b is w.b, w2.b == w.b, w2.b is w.b)
    s = Stack([1, 2], limit=9)
    s1 = copy.deepcopy(s)
    print(s1, s1.limit, type(s1).__name__, type(s + s).__name__, type(s.copy()).__name__)
    print(copy.replace(copy_target(1, 2), y=5), copy.copy(len) is len, copy.deepcopy(Node) is Node)

    print(default_trap(1), default_trap(2), no_trap(1), no_trap(2))
    n, items, table = 1, [0], {}
    print(change(n, items, table), n, items, table)
    x = 256
    print(x == 256, [] == [], () == (), [1] == [1.0], {1: "a"} == {True: "a"}, "a" "b" == "ab")
    p = q = []
    p.append(1)
    q = q + [2]
    print(p, q)
    print(copy.error is copy.Error, issubclass(copy.Error, Exception))


def copy_target(x, y):
    from collections import namedtuple
    return namedtuple("Target", "x y")(x, y)


main()
