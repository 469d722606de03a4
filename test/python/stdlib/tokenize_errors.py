# What tokenize makes of sources that are not Python: errors where CPython has them, odd tokens elsewhere.
import io
import tokenize

SOURCES = [
    'def k(x):\n    x += 2\n  x += 5\n', '1_\n', "x = 'abc\n", '(1+2]\n', 'a\n\x00', '2sin(x)\n', '01234\n', 'if 1:\n\tx\n        y\n', '(1,\n',
    "'''abc\n", 'x = \\\n', '$\n', 'x = 1 +\\\n', "f'{a\n", '1.2_', '€', '0b12', '(1,\n2,\n', 'x = \\ y\n', 'x = (\\ y\n', 'def f():\n  (a,\n   b\n\n',
    'a = 0777\n', '0_7', '1__0', '0xg', ']', '}}\n', "f'{a]}'\n", '\x01\n', '0777.5\n', '0b\n', '1.e\n', '1e5x\n', '\xa0a\n', '?\n',
    'if 1:\n  x\n\ty\n', '\\\n', '\\', "'", '"""', "f'''{\n", "f'", 'x = 1  # é€ \nyz = 2\n',
]


def show(generate, s):
    try:
        for t in generate(io.StringIO(s).readline):
            print(' ', tokenize.tok_name[t.type], repr(t.string), t.start, t.end)
    except (SyntaxError, tokenize.TokenError) as e:
        print(' ', type(e).__name__, e.args)


for s in SOURCES:
    print(ascii(s))
    show(tokenize.generate_tokens, s)

source = 'x = [1,  # é comment\n     2]\n'
print(tokenize.untokenize(tokenize.generate_tokens(io.StringIO(source).readline)) == source)
