# Code objects of another kind, replacements of another type, the words of generators and coroutines about themselves.
import copy
import inspect
import stat
import types
import warnings


def plain():
    return 1


def generator():
    yield 1


with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter('always')
    plain.__code__ = generator.__code__
print([(w.category.__name__, str(w.message)) for w in told], list(plain()))


class Space(types.SimpleNamespace):
    pass


space = Space(a=1)
Space.__new__ = lambda *args: 5
try:
    copy.replace(space)
except TypeError as e:
    print(e)
print(inspect.signature(stat.S_IMODE), inspect.signature(stat.S_ISDIR))
for t in types.GeneratorType, types.CoroutineType:
    print(t.__dict__['__name__'].__doc__, t.__dict__['__qualname__'].__doc__)
