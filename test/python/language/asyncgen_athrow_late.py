# athrow() looks at its arguments when it first runs; a coroutine is told of even where `warnings` is broken.
import sys
import types
import warnings


async def agen():
    try:
        yield 1
    except KeyError:
        yield 2


g = agen()
step = g.athrow(None)
try:
    step.send(None)
except TypeError as e:
    print(e)
try:
    step.send(None)
except RuntimeError as e:
    print(e)
print(types.CoroutineType.send.__doc__.partition(',')[0].split()[-1], types.CoroutineType.close.__doc__.split()[-1])


async def forgotten():
    pass


sys.unraisablehook = lambda unraisable: print(unraisable.exc_type.__name__, unraisable.err_msg.partition(' <')[0])
warnings._warn_unawaited_coroutine = lambda coroutine: 1 / 0
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    forgotten()
print([str(w.message) for w in caught])
