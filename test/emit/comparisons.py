def f(a, b, c):
    return a < b <= c, a is not b, a not in c, not a, a and b or c
