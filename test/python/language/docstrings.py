# Docstrings lose their common indentation; text whose later lines are all blank keeps it.
cases = ["Top level\n\n    ", "Top\n\n\n    \n", "Top\n    a\n  b\n\n      ", "   x\n\t  y\n\t\tz\n  ", "\n\n    a\n    ", "a\n ", "  ", "\n", "\n  \n", "a\n\x0c  b\n  c", "a\\\n  b", "a\n    b\n     \n    ", "a\r\n   b\n\n\n"]
for q in cases:
    ns = {}
    exec(f"def f():\n    '''{q}'''\nclass C:\n    '''{q}'''\n", ns)
    print(repr(q), repr(ns['f'].__doc__), repr(ns['C'].__doc__))
    ns = {}
    exec(f"'''{q}'''\n", ns)
    print("   ", repr(ns.get('__doc__')))
def cli():
    """Top level command

    """
print(repr(cli.__doc__))
def cli():
            """Top level command

    """
print(repr(cli.__doc__))
def cli():
            """Top level command

           
           x
    """
print(repr(cli.__doc__))
