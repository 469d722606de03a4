"""int: literals, conversion, bases, methods, big numbers, shifts, pow, division, messages."""
print(0x_ff, 0b1_0, 0o17, 1_000, int("  42\n"), int("-0x1f", 16), int("0b11", 0), int("z", 36), int(b"12"), int(3.99), int(-3.99), int("١٢"), int(True))
for bad in ("int('')", "int('1.5')", "int('0x', 16)", "int('12', 2)", "int('1', 37)", "int('1', 1)", "int(None)", "int([])", "int(float('nan'))", "int(float('inf'))", "int('1__0')", "int(1, 2)", "1 // 0", "1 % 0", "1 / 0", "0 ** -1", "pow(2, -1, 4)", "1 << -1", "(1).to_bytes(0)", "(256).to_bytes(1)", "(-1).to_bytes(1)", "10 ** 5000 and str(10 ** 5000)", "int('9' * 5000)", "1 << (1 << 70)", "2.0 << 1", "int.from_bytes(5)", "chr(0x110000)", "range(2 ** 70)[2 ** 69] and len(range(2 ** 70))"):
    try: print(bad, eval(bad))
    except (ValueError, TypeError, ZeroDivisionError, OverflowError, MemoryError) as e: print(bad, "->", type(e).__name__, e)
for a in (7, -7, 2 ** 65 + 1, -(2 ** 65) - 1):
    for b in (2, -2, 3, 10 ** 20, -(10 ** 20)):
        print(a // b, a % b, divmod(a, b), (a // b) * b + a % b == a, end=" ")
    print()
print(2 ** 100, (-3) ** 5, 5 ** 0, 2 ** -2, pow(3, 200, 13), pow(3, -1, 7), pow(-2, 3, 5), 10 ** 30 // 7, -(10 ** 30) // 7, 3 ** 70 % 10 ** 9)
print(1 << 70, -1 << 70, (1 << 70) >> 68, -5 >> 1, -(2 ** 70) >> 69, 2 ** 53 + 1, 2 ** 53 - 1 + 2, 9007199254740991 * 9007199254740991, -2 ** 63, 0xFFFFFFFF & -1, 5 & -2, 5 | -8, 5 ^ -1, ~(2 ** 70), (2 ** 70 | 1) & 3, -(2 ** 70) ^ 1)
print((255).bit_length(), (-256).bit_length(), (2 ** 70).bit_length(), (255).bit_count(), (10).to_bytes(2, "little"), (-2 ** 40).to_bytes(8, "big", signed=True), int.from_bytes(b"\xff" * 9, "big"), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (3).is_integer(), (7).as_integer_ratio())
print(round(1234, -2), round(1250, -2), round(-15, -1), round(5), round(10 ** 25, -24), int("1" + "0" * 30) == 10 ** 30, 7 == 7.0, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 10 ** 25 < 1e25, 10 ** 400 > 1e308, hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(10 ** 30), hash(True))
print(f"{10**20:,} {2**70:x} {-255:#x} {255:08b} {5:+} {5: } {123:e} {123:.2f} {97:c} {1234567:_} {0xabcdef:_X} {42:>8}|{42:<8}|{42:^8}|{-42:=8}|{42:%}")
print(bin(-5), oct(64), hex(-2 ** 70), str(-0), repr(10 ** 18), "%d %i %x %X %o %5d|%-5d|%05d %+d" % (1, -2, 255, 255, 8, 3, 4, 5, 6), True + True, True & 3, True | False, True ^ True, int.__add__(1, 2), (1).__add__(1.5))
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return f"I({int(self)})"
    def __add__(self, o): return I(10)
i = I(4); print(i, i + 1, i - 1, type(-i), [0] * 3 == [0] * int(I(1.5)) , {8: "x"}[i], f"{i} {i:d}", str(i), int(i), i.real, I.from_bytes(b"\1"))
import math; print(math.isqrt(10 ** 40 + 1), math.gcd(12, 18, -30), math.lcm(4, 6), math.comb(50, 25), math.perm(10, 3), math.factorial(25), math.prod(range(1, 15)))
