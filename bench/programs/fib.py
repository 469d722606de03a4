"""Recursive Fibonacci: nothing but calls, comparisons and small additions."""

N = 33


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def main(n):
    return fib(n)


if __name__ == "__main__":
    print(main(N))
