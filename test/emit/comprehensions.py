def f(items):
    return [x * y for x in items if x for y in x], {k: v for k, v in items}, sum(x for x in items)
