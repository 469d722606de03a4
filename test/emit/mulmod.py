M = 2147483648


def step(x, a, c, m):
    return (x * 1103515245 + 12345) & 0x7FFFFFFF, a * x % M, (a * x + c) % m
