"""decimal and fractions: contexts, traps, rounding modes, formatting, conversions, mixed arithmetic."""
from decimal import *
from fractions import Fraction as F
getcontext().prec = 28
D = Decimal
print(D("1.10"), D(5), D(0.1), D("1e3"), D("-0"), D("NaN"), D("Infinity"), D((1, (1, 2), -1)), repr(D("1.0")), D("1.1") + D("2.2"), D(1) / 3, D(7) // 2, D(-7) % 3, D(2) ** 10, D(2) ** D("0.5"), D("1.20") == D("1.2"), hash(D(1)) == hash(1), D("1.5") > 1, D("0.1") == 0.1, D(1) < 1.5, -D(1), abs(D(-1)), D("1.23456789E+5"), D("1E-10"), D("12E5"), int(D("3.9")), float(D("0.1")), round(D("2.5")), round(D("2.675"), 2))
for mode in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP):
    print(mode, [str(D(v).quantize(D("0.1"), rounding=mode)) for v in ("1.25", "-1.25", "1.35", "1.21", "-1.29", "1.05")])
with localcontext() as c:
    c.prec = 5; print(D(1) / 7, D("123456789") + 1, +D("1.23456789"), c.flags[Inexact], c.flags[Rounded], D(2).sqrt(), D(10).ln(), D(1).exp(), D(100).log10())
with localcontext(Context(prec=3, traps=[])) as c: print(D(1) / 0, D(0) / 0, c.create_decimal("1.2345"), c.divide(1, 3), c.power(2, 100))
for bad in ("D(1) / 0", "D(0) / 0", "D('x')", "D('sNaN') + 1", "D(1) + 1.5", "D(1) < 'a'", "D([1])", "int(D('NaN'))", "int(D('inf'))", "D('1e9999999') * 10 ** 10", "D(-1).sqrt()", "D(5).quantize(D('1e-30'))", "D((2, (1,), 0))", "D('1').compare_signal(D('NaN'))", "D(1) // 0", "D(0) ** 0", "hash(D('sNaN'))", "Context(prec=0)", "D(1).as_integer_ratio(1)", "D('NaN').as_integer_ratio()", "f'{D(1):q}'"):
    try: print(bad, eval(bad))
    except (ArithmeticError, TypeError, ValueError) as e: print(bad, "->", type(e).__name__, e)
x = D("1234567.891"); print(f"{x:,.2f} {x:.3e} {x:15.1f}| {x:<15}| {x:+} {x:%} {x:g} {D('0.00001')} {D('1E+3'):f} {D('-1.5'):08.2f} {D('NaN'):>6}", x.to_eng_string(), D("1E+4").to_eng_string(), x.as_tuple(), x.adjusted(), x.normalize(), D("1.500").normalize(), D("100").normalize(), x.to_integral_value(), x.scaleb(2), x.logb(), D("1.5").as_integer_ratio(), x.is_signed(), D(3).fma(2, 1), D(5).max(D(3)), D(1).next_plus(), D("1.1").compare(D("1.2")), D(7).remainder_near(4), D("10").same_quantum(D("1")), D("1101").logical_and(D("111")), D("12345").shift(2), D("12345").rotate(1), D(1).copy_sign(D(-2)), D("-0").is_zero(), D(6).number_class())
print(F(3, 6), F("1.25"), F("-3/4"), F(0.1).limit_denominator(), F(1, 3) + F(1, 6), F(1, 3) + 1, F(1, 2) + 0.5, F(2, 3) ** 2, F(2) ** -1, F(4) ** F(1, 2), F(7, 3) // 1, F(-7, 3) % 1, divmod(F(7, 2), F(1, 3)), F(7, 2).__floor__(), round(F(7, 2)), round(F(22, 7), 2), int(F(-7, 2)), float(F(1, 3)), F(1, 2) == 0.5, F(1, 3) < 0.34, hash(F(2)) == hash(2), F(5).is_integer(), F(1.5).as_integer_ratio(), repr(F(1, 2)), f"{F(1, 3):.3f} {F(22, 7):>10} {F(1, 4):%} {F(10**10, 3):,.2f}", sum([F(1, 2), F(1, 3)]), max(F(1, 2), F(2, 3)), F.from_float(0.25), F(D("0.5")), bool(F(0)), F(3, -4))
for bad in ("F(1, 0)", "F('x')", "F(1.5, 2)", "F('1/0')", "F(1) / 0", "F(1, 2) + D(1)", "F([])", "F(1) < 'a'", "F('inf')", "F(float('nan'))"):
    try: print(bad, eval(bad))
    except (ZeroDivisionError, ValueError, TypeError, OverflowError) as e: print(bad, "->", type(e).__name__, e)
print(getcontext().prec, getcontext().rounding, DefaultContext.prec, ExtendedContext.prec, BasicContext.prec, MAX_PREC > 10 ** 8, sum([D("0.1")] * 10), D("0.1") * 3, max(D(1), D(2)), sorted([D("1.5"), 1, F(5, 4), 1.25]))
