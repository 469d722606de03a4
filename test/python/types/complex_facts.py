"""complex: literals, arithmetic, repr, parsing, cmath, errors."""
import cmath
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, z * (1 - 2j), z / (1 + 1j), z ** 2, z ** 0.5, 2 ** z, z == 3 + 4j, z != 3, 1j ** 2, (1 + 0j) == 1, hash(3 + 0j) == hash(3), bool(0j), +z)
print(complex(), complex(1), complex("1+2j"), complex(" -j "), complex("(1e3-2.5J)"), complex(1, -0.0), complex(1j, 2), complex("nan+infj"), 0j, -0j, 1e20j, 1.0j, complex(-0.0, 2), complex(float("inf"), -1), repr(complex(0, float("nan"))))
for bad in ("complex('1 + 2j')", "complex('x')", "complex('1', 2)", "complex(1, '2')", "1j < 2", "1j // 1", "1j % 1", "int(1j)", "float(1j)", "1j / 0", "0j ** -1", "complex([])", "abs(1j, 2)", "round(1j)", "divmod(1j, 1)", "f'{1j:d}'", "f'{1j:05}'"):
    try: print(bad, eval(bad))
    except (ValueError, TypeError, ZeroDivisionError) as e: print(bad, "->", type(e).__name__, e)
print(f"{z} {z:.2f} {z:>12} {z:g} {1/3+2j:.3} {z:+.1e}", cmath.sqrt(-1), cmath.phase(-1), cmath.polar(1j), cmath.exp(1j * cmath.pi), cmath.log(1j), cmath.rect(2, 0), cmath.isclose(1j, 1j + 1e-12), cmath.isnan(complex("nan")))
