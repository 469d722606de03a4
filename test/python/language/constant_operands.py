# What is left of `0 and x` or `a if 1 else b` is an operand like any other.
import warnings

warnings.simplefilter("ignore")


def sums(x, d):
    x += False or 0
    x += 0 and 5
    d[0] += 0 or 3
    x = x + (0 and 5) - (1 if 1 else 2.5) + (0 or -2)
    return x * (1.5 if 1 else 3) / (2 or 0), d, x % (0 or 3), x ** (0 or 2), x & (0 or 3), -(0 or 3), x == (0 and 4)


def compared(x):
    return x < (0 and 5), (0 or 3) < x, 0 < (1 if 1 else 2) < x, x is (None or None), (0 or 3) in [x, 3]


def attributes():
    return (0 or 3).real, (0 or 3).bit_length(), ("" or "a").upper(), (1 and 2.5).is_integer(), (-1 if 1 else 2).real, [7, 8][(0 and 3)]


def wrong(code):
    try:
        exec(code)
    except Exception as e:
        print(code, type(e).__name__, e)


print(sums(5, [1]), sums(True, [1.5]))
print(compared(2), compared(4.5))
print(attributes())
for code in ["(0 and 3)()", "(0 and 3).x = 1", "(0 and 3)[0]", "(0 and 3)[0] = 1", "(0 and 3)[0] += 1", "for i in (0 and 3): pass", "[*(0 or 3)]", "del (0 or 3).x", "(0 or 3).x()", "(1 if 1 else x)[1]", "1 / (0 and 3)"]:
    wrong(f"def f():\n  {code}\nf()")
    wrong(code)
