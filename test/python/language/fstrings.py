"""f-strings: nesting, conversions, format specs, debugging =, escapes, multi-line, raw, joining, lambdas."""
import datetime
name, n, f, items = "Ann", 42, 3.14159, [1, 2]
width, prec = 10, 2
print(f"{name} {n} {f:.2f} {items} {name!r} {name!s:>6} {'ü'!a}", f"{n:05d} {n:x} {n:#b} {n:,} {1234567:_}")
print(f"{f:{width}.{prec}f}|{name:^{width}}|{name:*<{width}}|{n:{'+'}}|{f!r:>{width}}")
print(f"{n=} {f = :.1f} {name=!s} {n + 1 = } {items[0]=}")
print(f"{{}} {{{n}}} {'{}'} {"nested \"quotes\" ok"} {f'{f"{n}"}'}")
print(f"{'a' if n > 1 else 'b'} {(lambda x: x * 2)(3)} {[i for i in range(3)]} { {'k': 1}['k'] } {items!r:>10}")
print(f"""multi
  {n
    + 1}  # not a comment
{
    name  # a comment
}""")
print(rf"\n{n}\t" + f"\x41\u00e9\N{BULLET}", f"{n}" "plain" f"{name}" '{n}')
print(f"{datetime.date(2024, 2, 29):%d.%m.%Y}", f"{n:>{width}}", f"{n!r:^{width}}|", f"{'x':{'<'}{5}}|")
print(f"{'\n'.join(['a', 'b'])}", f"{name:}", f"{n:c}", f"{0.5:.0%}", f"{1e10:g}", f"{-0.0:+}", f"{True}", f"{True:d}", f"{None}")
class F:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
print(f"{F()} {F():abc} {F()!s:>5} {F()!r} {F():{n}{name}} {F()=} {F()=:x}")
for bad in ("f'{n:z}'", "f'{name:d}'", "f'{undefined}'", "f'{n:.2d}'", "f'{items:>5}'", "f'{n:,_}'", "f'{1.5:x}'"):
    try:
        print(eval(bad))
    except (ValueError, NameError, TypeError) as e: print(bad, type(e).__name__, e)
for bad in ("f'{}'", "f'{a b}'", "f'{'", "f'}'", "f'{n!x}'", "f'{n:{'", "f'{*}'", "f'{n!}'"):
    try:
        compile(bad, "s", "eval")
    except SyntaxError as e: print(bad, e.msg)
print(f'{n:{n:}}', f"{3:{'>' + str(width)}}", f"{(yielding := 5)}", f"{n:=+8}", f"{name[0]}{name[-1]}{name.upper()}")
def g(): return f"{(yield 1)} and {(yield 2)}"
it = g(); print(next(it), it.send("x"))
try: it.send("y")
except StopIteration as s: print(s.value)
