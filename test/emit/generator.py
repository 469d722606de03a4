def f(n):
    for i in range(n):
        got = yield i
        if got:
            yield from got
    return n
