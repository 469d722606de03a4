# The frames that tracebacks lead to are those that run, and tracebacks can be made from parts of others.
import sys
import types
import warnings


def fails():
    here = sys._getframe()
    raise ValueError('x')


def plain():
    try:
        raise KeyError('y')
    except KeyError as e:
        frame = e.__traceback__.tb_frame
        print(frame is caller_frame(), frame.f_back.f_code.co_name, repr(frame).split(', ')[2:])
        try:
            frame.clear()
        except RuntimeError as refusal:
            print(refusal)


def caller_frame():
    return sys._getframe(1)


def parts():
    try:
        fails()
    except ValueError as e:
        tb = e.__traceback__
    print(tb.tb_frame is sys._getframe(), tb.tb_next.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_lineno == tb.tb_next.tb_lineno)
    print(tb.tb_next.tb_frame.f_locals['here'] is tb.tb_next.tb_frame)
    copy = types.TracebackType(None, tb.tb_next.tb_frame, tb.tb_next.tb_lasti, tb.tb_next.tb_lineno)
    print(copy.tb_lineno == tb.tb_next.tb_lineno, copy.tb_lasti == tb.tb_next.tb_lasti, copy.tb_next)
    odd = types.TracebackType(copy, tb.tb_frame, 1, 2)
    print(odd.tb_lineno, odd.tb_lasti, odd.tb_next is copy)
    raise ValueError('again').with_traceback(copy)


def gen():
    yield


async def coro():
    pass


plain()
for g in gen(), coro():
    frame = g.gi_frame if hasattr(g, 'gi_frame') else g.cr_frame
    if hasattr(g, '__next__'):
        next(g)
        try:
            frame.clear()
        except RuntimeError as refusal:
            print(refusal)
    else:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter('always')
            frame.clear()
        print([str(w.message) for w in told])
    g.close()
parts()
