# What sys.excepthook writes without the traceback module: marks, chains, groups, notes, suggestions, syntax errors, repetitions.
import sys


def show(f, *args):
    try:
        f(*args)
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__)


def operators(a, b, c):
    return (a + b) // (  # comment
        c
    ) ** 2


def items(d):
    x = d['first']['second'][
        'third'
    ] + 1
    return x


def calls(f):
    value = f(1)
    return f(
        value,
        [1,
         2,
         3,
         4],
        5
    ).attribute


def plain_call():
    return operators(1, 2, 0)


def wide(日本):
    return '日本' + 日本['ключ'] + 'ü'


def chained():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            {}['key']
    except KeyError as e:
        raise ValueError('two\nlines') from e


def hidden():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError from None


def circle():
    a, b = ValueError('a'), TypeError('b')
    a.__cause__, b.__cause__ = b, a
    raise a


def member(n):
    try:
        raise ValueError(n)
    except ValueError as e:
        e.add_note(f'note {n}\nof two lines')
        return e


def group():
    raise ExceptionGroup('outer', [member(1), ExceptionGroup('inner', [member(2), OSError(2, 'No such file')]), member(3)])


def large_group():
    raise BaseExceptionGroup('large', [KeyboardInterrupt(i) for i in range(18)])


def deep_group():
    e = ValueError('deep')
    for i in range(13):
        e = ExceptionGroup(f'level {i}', [e])
    raise e


def again(n):
    if n == 0:
        raise LookupError
    again(n - 1)


class Silent(Exception):
    __module__ = 'some.where'

    def __str__(self):
        raise RuntimeError


class Thing:
    def __init__(self):
        self.value = self._hidden = 1


def body():
    class Broken:
        x = 1
        y = x.missing


def silent():
    raise Silent


def wrong(code):
    exec(code)


show(operators, 1, 2, 'x')
show(items, {'first': {'second': []}})
show(calls, lambda *a: a)
show(plain_call)
show(wide, {})
show(chained)
show(hidden)
show(circle)
show(group)
show(large_group)
show(deep_group)
for n in 2, 3, 4, 20:
    show(again, n)
show(silent)
show(body)
show(wrong, 'Thing().valeu')
show(wrong, 'Thing().hidden')
show(wrong, 'import math; math.sqr')
show(wrong, 'from math import sqr')
show(wrong, 'prnt')
show(wrong, 'statistics')
show(wrong, 'completely_unknown')
show(wrong, 'x = (1')
show(wrong, 'x = 1\n  y = 2')
show(wrong, 'f(a for a in b, c)')
show(wrong, 'return 1')
show(wrong, "'ü' + f(x=1, x=2)")
show(compile, 'a = 1\nreturn', __file__, 'exec')
for args in ('file.py', 3, 5, '  abc def\n', 3, 8), ('file.py', 3, 2, '\tabc', 4, 0), ('file.py', 3, 90, 'abc\n'), (None, None, None, None), (None, 1, None, 'text'):
    show(lambda: (_ for _ in ()).throw(SyntaxError('message', args)))
e = ValueError('x')
e.__notes__ = ['a', 1]
show(lambda: (_ for _ in ()).throw(e))
sys.excepthook(KeyError, KeyError('never raised'), None)
operators(1, 2, 0)
