# (a * b + c) % m and its kin where the product leaves the doubles' safe range; what goes wrong in them; division by zero in try.
M = 2**31
A = 1103515245
C = 12345


def f(a, b, c, m):
    return (a * b + c) % m


def g(a, b, c):
    return (a * b + c) & 0x7FFFFFFF, a * b & 0xFFFFFFFF, (a * b + c) & (2**52 - 1), a * b % M, (a * A + C) % M


def by_parts(a, b, c, m):
    product = a * b
    total = product + c
    return total % m


x = 88172645463325252
for i in range(20000):
    x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
    sign = -1 if x & 1 else 1
    a, b, c, m = (x >> 11) * sign, (x * 7 & 2**53 - 1) >> i % 40, x % 9007199254740991 * -sign, (x >> 12 >> i % 50) or 1
    assert f(a, b, c, m) == by_parts(a, b, c, m), (a, b, c, m)
    low = by_parts(a, b, c, 2**70)
    assert g(a, b, c) == (low % 2**31, by_parts(a, b, 0, 2**32), low % 2**52, by_parts(a, b, 0, M), by_parts(a, A, C, M)), (a, b, c)
print(x)

for bad in ((1, 2, 3, 0), ("a", 2, "b", 3), (2.5, 2, 1, 2), (1, 2, "x", 3), ("%d", 1, "", 3), (True, 2, 3, 2), (2**60, 3, 4, 7), (3, 5, 2**60, 7), (3, 5, 7, -4)):
    try:
        print(f(*bad))
    except Exception as e:
        print(type(e).__name__, e)


def divide(a, b):
    try:
        return a // b, a % b, a / b
    except ZeroDivisionError as e:
        return str(e), e.__traceback__.tb_lineno - divide.__code__.co_firstlineno
    except TypeError as e:
        return str(e)


for pair in ((1, 0), (1.0, 0), (1, 0.0), (5, 2), ("%d", 0), (True, 0), (7, False), (2**70, 0), (7.5, 2), ("x", 1)):
    print(divide(*pair))


def inner(x):
    try:
        y = 10 % x
        y //= 0
    except ZeroDivisionError:
        return "zero"
    finally:
        print("finally")


print(inner(0), inner(3))


def passes_through(depth):
    try:
        if depth == 0:
            raise KeyError(depth)
        passes_through(depth - 1)
    except ValueError:
        print("never")
    finally:
        print("out", depth)


try:
    passes_through(3)
except KeyError as e:
    tb, lines = e.__traceback__, []
    while tb:
        lines.append(tb.tb_lineno - passes_through.__code__.co_firstlineno)
        tb = tb.tb_next
    print(lines)
