"""float: repr, parsing, formatting, rounding, methods, special values, comparisons with big ints."""
import math
for x in (0.1, 1e16, 1e15, 123456789012345680.0, 1e-5, 0.0001, 5e-324, 1.7976931348623157e308, -0.0, 1e22, 1e21, 100.0, 2/3, 1.1, 0.30000000000000004, 1e100, float("nan"), float("-inf")):
    print(repr(x), f"{x:.3f} {x:.3e} {x:g} {x:.0f} {x!s:>8}", end=" | ")
print()
print(float("1e3"), float(" -inf "), float("1_0.5"), float("nan") != float("nan"), float("1."), float(".5"), float("+1E-2"), float(10 ** 20), float("1e400"), float(b"2.5"))
for bad in ("float('')", "float('1e')", "float('0x1')", "float([])", "float(10 ** 400)", "1.0 // 0", "1.0 % 0", "1.0 / 0", "0.0 ** -1", "(-8.0) ** 0.5 and 1", "2.0 ** 10000", "round(float('nan'))", "round(float('inf'))", "float.fromhex('x')", "math.sqrt(-1)", "math.log(0)", "math.exp(1000)", "math.factorial(2.0)", "math.factorial(-1)", "(1.5).as_integer_ratio(1)", "float('nan').as_integer_ratio()", "int('1e5')", "1.5 << 1", "1.5 & 1", "divmod(1.0, 0)", "math.fmod(1, 0)", "f'{1.5:d}'", "'%d' % 'x'"):
    try: print(bad, eval(bad))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError) as e: print(bad, "->", type(e).__name__, e)
print(7.5 // 2, -7.5 // 2, 7.5 % -2, -7.5 % 2, divmod(-7.5, 2), 1e300 * 1e10, -1 ** 0.5, 2 ** 0.5, (-8) ** (1 / 3), 0.1 + 0.2 - 0.3, 1e16 + 1, 5.0 % 3, -0.0 % 5)
print(round(2.5), round(3.5), round(-0.5), round(2.675, 2), round(1.005, 2), round(1234.567, -2), round(0.5, 0), round(1e20, 2), round(5.5, None), math.floor(-2.5), math.ceil(2.1), math.trunc(-2.9), int(1e18))
print((0.5).hex(), (-1.1).hex(), float.fromhex("0x1.8p3"), (0.1).as_integer_ratio(), (2.0).is_integer(), 2.5.is_integer(), (1.5).conjugate(), 1.5.real, (3.7).__trunc__(), float.__doc__ is not None)
print(1.0 == 1, 1.5 < 2, float("inf") > 10 ** 400, 2 ** 53 + 1 > 2.0 ** 53, 0.1 == 0.1000000000000000055, hash(1.0), hash(0.5), hash(float("inf")), hash(1e300), 1.0 in [1], {1: "a"}[1.0], float("nan") in [float("nan")], (n := float("nan")) in [n], [n] == [n])
print(f"{1234567.891:,.2f} {1234567.891:_.1f} {0.00001234:.3g} {1e10:g} {123456789.0:g} {0.1:.20f} {2.5:.0f} {1.0:#.0f} {1.5:010.3f} {-1.5:+010.2f} {1.5:>10} {1.5:^10}| {12.3:%} {0.456:.1%} {1e5:n} {3.0:} {3.0!r} {1e-7:.2} {100.0:.3} {1e3:.2}")
print("%f %.2f %e %.3E %g %G %5.1f| %-8.2f| %+.1f %08.3f %s %r" % (1.5, 2.345, 12345.678, 0.00012, 1e-5, 1e20, 2.25, 2.5, 3.14, -3.14159, 1e16, 0.1))
print(math.pi, math.e, math.inf, math.nan, math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.exp(1), math.log(10), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.sqrt(2), math.cbrt(8), math.hypot(3, 4), math.fsum([0.1] * 10), sum([0.1] * 10), math.gamma(5), math.lgamma(10), math.erf(0.5), math.copysign(1, -0.0), math.frexp(8.5), math.ldexp(0.5, 4), math.modf(-2.5), math.degrees(math.pi), math.isclose(0.1 + 0.2, 0.3), math.nextafter(1, 2), math.ulp(1.0), math.dist((0, 0), (3, 4)), math.log(2 ** 2000), math.remainder(5, 3), math.sumprod([1, 2], [3, 4]))
print(sum([0.1, 0.2, 0.3]), sum([1, 2.5]), max(1.0, 1), min(-0.0, 0.0), sorted([3.0, 1, 2.5]), abs(-2.5), complex(1, 2) * 2.5, 3 + 0j == 3.0, bool(0.0), bool(float("nan")), 1.5.__class__)
class F(float):
    def __repr__(self): return "F!"
print(F(1.5), F(1.5) + 1, [F(2)], f"{F(2.5)} {F(2.5):.1f}", str(F(1)), float(F(3)))
