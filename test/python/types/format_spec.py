"""The format mini-language over all types, and what each refuses."""
cases = {
    0: "d b o x X c n e f g % , _ +d 5 <5 >5 ^5 =5 05 *^7 #x #b #o +,d .2 .1f z.1f ,.2f 010,d s r",
    -1234567: "d , _ +, 12, 012, _x _b x #X .2e ,.3f =+15, e % n ^+12d -d",
    1234.5678: ".2f 10.2f <10.1f| >10.1f ^10.1f *^12.1f + -.1f , ,.2f _.1f e .3e E g .3g G n % .1% 010.1f +010.1f =10.2f .0f #.0f #g .10 .1 z.0f d x s 5",
    -0.0001: ".2f z.2f g e .1e + % .0% .3 z.3f",
    float("inf"): "f F e g 10 <10| + ,.1f 010f % .2 d",
    float("nan"): "f F 6 06 + n",
    "text": "s 8 <8 >8 ^8 *^8 .2 8.2 08 s=8 =8 d , +s .2f",
    True: "d 5 s x",
    1 + 2j: ".1f 12 <12| + , e g n %",
    1e-300: "f g e .3 %",
    123456789012345678901234567890: "d , x e .3e g f ,.1f",
}
for value, specs in cases.items():
    out = []
    for spec in [""] + specs.split():
        try: out.append(format(value, spec))
        except (ValueError, OverflowError) as e: out.append(f"{spec}: {e}")
    print(repr(value), out)
for value in ([], None, object, b"x", (1,), {1}):
    try: print(format(value, ""), format(value, "s"))
    except TypeError as e: print(e)
print("{:{}}|{:{w}.{p}f}|{:>{}}".format("a", 5, 3.14159, "b", 4, w=8, p=2), "{0:{1}} {0!r:{1}}".format("q", 4), "{:{f}{a}{w}}".format(7, f="0", a=">", w=4))
for bad in ("5.5.5", "q", ".", ".f", "10.", "<<<5d", "+ d", ",_", "_,", "#s", "999999999999999999999d", "é>5d", "\0<5", "0=5", "05d", "!r"):
    try: print(repr(format(5, bad)))
    except ValueError as e: print(bad, "->", e)
