"""Largest singular value of an infinite matrix, cut off at n: float loops and comprehensions."""

from math import sqrt

N = 220


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u):
    n = len(u)
    result = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(i, j) * u[j]
        result.append(total)
    return result


def times_transposed(u):
    return [sum(entry(j, i) * x for j, x in enumerate(u)) for i in range(len(u))]


def main(n):
    u = [1.0] * n
    v = u
    for _ in range(10):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    uv = sum(a * b for a, b in zip(u, v))
    vv = sum(a * a for a in v)
    return f"{sqrt(uv / vv):.9f}"


if __name__ == "__main__":
    print(main(N))
