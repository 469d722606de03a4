def f(g, *args, key=1, **rest):
    g()
    g(1, 2)
    g(*args, last=3, **rest)
    return f(g, key=key)
