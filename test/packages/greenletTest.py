import contextvars
import gc
import sys
import threading
import time
import traceback

from greenlet import GreenletExit, error, getcurrent, gettrace, greenlet, settrace

main = getcurrent()


def raised(kind, f, *args):
    try:
        f(*args)
    except kind as e:
        return str(e)
    raise AssertionError(f'{kind} not raised')


# --- switching -------------------------------------------------------------------------------------------------------------
seen = []


def first(a, b=0):
    seen.append(('first', a, b))
    seen.append(two.switch('to two'))
    return 'end of first'


def second(x):
    seen.append(('second', x))
    seen.append(one.switch('from two'))


one, two = greenlet(first), greenlet(second)
assert not one and not one.dead and one.parent is main
assert one.switch(1, b=2) == 'end of first'
assert seen == [('first', 1, 2), ('second', 'to two'), 'from two']
assert one.dead and not one and two and two.gr_frame.f_code.co_name == 'second'
assert two.switch() is None and seen[-1] == () and two.dead


def echo():
    got = main.switch()
    while got != 'stop':
        got = main.switch(got)


g = greenlet(echo)
assert g.switch() == ()
assert g.switch(1) == 1 and g.switch(1, 2) == (1, 2) and g.switch(a=1) == {'a': 1} and g.switch(1, a=2) == ((1,), {'a': 2})
assert g.switch('stop') is None
assert g.switch(5) == 5 and g.switch(5, 6) == (5, 6)  # dead: its parent gets them


def nested(depth):
    if depth:
        return nested(depth - 1) + 1
    return sorted([3, 1, 2], key=lambda x: main.switch(x))[0]  # through a native function


g = greenlet(nested)
assert [g.switch(50), g.switch(3), g.switch(2), g.switch(1)] == [3, 1, 2, 52]


def numbers():
    for i in range(3):
        yield main.switch(i)


def consume():
    return list(numbers())


g = greenlet(consume)
assert [g.switch(), g.switch('a'), g.switch('b'), g.switch('c')] == [0, 1, 2, ['a', 'b', 'c']]

# --- exceptions ------------------------------------------------------------------------------------------------------------


def fails():
    raise ValueError('inside')


try:
    greenlet(fails).switch()
except ValueError as e:
    assert [f.name for f in traceback.extract_tb(e.__traceback__)] == ['<module>', 'fails']


def catches():
    try:
        main.switch()
    except KeyError as e:
        assert sys.exception() is e
        main.switch(('caught', e.args))
        assert sys.exception() is e
    assert sys.exception() is None
    return 'done'


g = greenlet(catches)
g.switch()
assert sys.exception() is None
assert g.throw(KeyError, 'k') == ('caught', ('k',))
try:
    raise OSError
except OSError as e:
    assert g.switch() == 'done' and sys.exception() is e

g = greenlet(lambda: 1)
assert isinstance(g.throw(), GreenletExit) and g.dead  # it has never begun
assert isinstance(g.throw(), GreenletExit)
assert raised(ZeroDivisionError, g.throw, ZeroDivisionError('late')) == 'late'
g = greenlet(lambda: main.switch())
g.switch()
assert isinstance(g.throw(GreenletExit('bye')), GreenletExit) and g.dead
assert raised(TypeError, main.throw, 5) == 'exceptions must be classes, or instances, not int'

# What a greenlet ends with goes to its parent.
log = []
parent = greenlet(lambda x: log.append(x) or 'of parent')
assert greenlet(lambda: 'of child', parent).switch() == 'of parent' and log == ['of child']


def watches():
    try:
        main.switch()
    except ValueError as e:
        return e.args[0]


parent = greenlet(watches)
parent.switch()
assert greenlet(fails, parent).switch() == 'inside'

# --- attributes ------------------------------------------------------------------------------------------------------------
g = greenlet(echo)
assert raised(ValueError, setattr, main_child := greenlet(echo, g), 'parent', main_child) == 'cyclic parent chain'
assert raised(TypeError, setattr, g, 'parent', 5) == 'GreenletChecker: Expected any type of greenlet, not int'
assert raised(AttributeError, setattr, main, 'parent', g) == 'cannot set the parent of a main greenlet'
assert g.run is echo
g.switch()
assert raised(AttributeError, setattr, g, 'run', echo) == 'run cannot be set after the start of the greenlet'
assert raised(AttributeError, lambda: g.run) == 'run'
assert raised(AttributeError, greenlet().switch) == 'run'
assert repr(g).startswith('<greenlet.greenlet object at 0x') and ' suspended active started>' in repr(g) and repr(main).endswith(' current active started main>')
g.note = 1
assert g.__dict__ == {'note': 1} and bool(g)
assert greenlet.getcurrent is getcurrent and greenlet.GreenletExit is GreenletExit and issubclass(GreenletExit, BaseException)
assert g.switch('stop') is None


class Counter(greenlet):
    def __init__(self, start):
        super().__init__()
        self.n = start

    def run(self, step):
        while True:
            self.n += step
            step = self.parent.switch(self.n)


c = Counter(10)
assert [c.switch(1), c.switch(5)] == [11, 16]
assert isinstance(c.throw(), GreenletExit)

# --- context variables -----------------------------------------------------------------------------------------------------
var = contextvars.ContextVar('var', default=0)
var.set(1)


def context():
    before = var.get()
    var.set(2)
    main.switch(before)
    return var.get()


g = greenlet(context)
assert g.gr_context is None and g.switch() == 0 and var.get() == 1 and g.gr_context[var] == 2
assert g.switch() == 2 and var.get() == 1
g = greenlet(context)
g.gr_context = contextvars.copy_context()
assert g.switch() == 1 and g.switch() == 2 and var.get() == 1
assert raised(TypeError, setattr, g, 'gr_context', 5) == 'greenlet context must be a contextvars.Context or None'

# --- tracing ---------------------------------------------------------------------------------------------------------------
events = []
assert gettrace() is None and settrace(lambda event, args: events.append((event, *args))) is None
g = greenlet(echo)
g.switch()
isinstance(g.throw(), GreenletExit)
settrace(None)
assert events == [('switch', main, g), ('switch', g, main), ('throw', main, g), ('switch', g, main)]

# --- what is dropped -------------------------------------------------------------------------------------------------------
ends = []


def dropped():
    try:
        getcurrent().parent.switch()
    except GreenletExit:
        ends.append('exit')
        raise
    finally:
        ends.append('finally')


greenlet(dropped).switch()
gc.collect()
assert ends == ['exit', 'finally']

# --- threads ---------------------------------------------------------------------------------------------------------------
results = []


def worker(n):
    assert getcurrent() is not main and getcurrent().parent is None

    def body(x):
        time.sleep(0.001)
        assert threading.get_ident() == ident
        x = getcurrent().parent.switch(x + 1)
        return x * 2

    ident = threading.get_ident()
    g = greenlet(body)
    results.append((g.switch(n), g.switch(n)))
    left.append(greenlet(dropped))
    left[-1].switch()
    assert raised(error, main.switch).startswith('Cannot switch to a different thread')


left = []
threads = [threading.Thread(target=worker, args=(n,)) for n in range(10)]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert sorted(results) == [(n + 1, n * 2) for n in range(10)]
assert all(g.dead for g in left)
assert raised(error, left[0].switch) == 'cannot switch to a different thread (which happens to have exited)'

# --- many ------------------------------------------------------------------------------------------------------------------


def sleeper(i):
    kept = [i] * 3
    getcurrent().parent.switch()
    return sum(kept)


many = [greenlet(sleeper) for i in range(500)]
for i, g in enumerate(many):
    g.switch(i)
gc.collect()
assert [g.switch() for g in many] == [3 * i for i in range(500)]


def deep(n):
    return deep(n + 1)


assert 'recursion' in raised(RecursionError, greenlet(deep).switch, 0)
print('ok')
