"""What a weak proxy gives to list, tuple and sorted, whatever it stands for."""

import weakref


def generate():
    yield from (3, 1, 2)


class Items(list):
    pass


for build in list, tuple, sorted, lambda p: [*p], lambda p: [0].__iadd__(p):
    g = generate()
    items = Items((6, 5))
    print(build(weakref.proxy(g)), build(weakref.proxy(items)))
