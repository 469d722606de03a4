"""t-strings (PEP 750): templates, interpolations, conversions, format specs, concatenation, rendering by hand."""
from string.templatelib import Interpolation, Template, convert
name, price = "tea & co", 2.5
t = t"Hello {name!r:>10} and {price:.2f}{1 + 1}!"
print(type(t).__name__, t.strings, t.values, len(t.interpolations))
for i in t.interpolations:
    print(i.value, i.expression, i.conversion, i.format_spec)
print([part if isinstance(part, str) else part.expression for part in t])
def render(template):
    out = []
    for part in template:
        match part:
            case str(): out.append(part)
            case Interpolation(value, _, conversion, spec): out.append(format(convert(value, conversion), spec))
    return "".join(out)
print(render(t), render(t""), render(t"{name}"), render(t"{{x}} {price=}"))
def html(template):
    return "".join(p if isinstance(p, str) else str(p.value).replace("&", "&amp;") for p in template)
print(html(t"<p>{name}</p>"))
joined = t"a{1}" + t"b{2}c"
print(joined.strings, joined.values, (t"x" t"{name}y").strings)
nested = t"{t"{price}"} {f"{name}"}"
print(nested.values[0].values, nested.values[1])
spec = ".1f"
print(t"{price:{spec}}".interpolations[0].format_spec, rt"\n{price}".strings, t"{price!s}".interpolations[0].conversion)
print(Template("a", Interpolation(5, "five", None, ""), "b").strings, Interpolation(1, "x"))
print(t"{name}")
for bad in (lambda: t"a" + "b", lambda: "a" + t"b"):
    try: bad()
    except TypeError as e: print(e)
