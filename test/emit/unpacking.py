def f(a):
    x, (y, *z) = a
    a[0], a.b = x, y
    return [*z, *a], {**a}
