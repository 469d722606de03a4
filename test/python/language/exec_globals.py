# Globals and builtins of exec that are no plain dicts; code objects of whole units as functions.
import ast
import types


def attempt(name, run):
    try:
        print(name, run())
    except Exception as e:
        print(name, type(e).__name__, e)


class Failing(dict):
    def __getitem__(self, key):
        raise ZeroDivisionError(key)


class Frozen(dict):
    def __setitem__(self, key, value):
        raise TypeError('frozen')


class Upper(dict):
    def __missing__(self, key):
        return key.upper()


load = compile('name', '', 'exec')
attempt('builtins int', lambda: exec(load, {'__builtins__': 5}))
attempt('builtins proxy', lambda: exec(load, {'__builtins__': types.MappingProxyType({})}))
attempt('builtins failing', lambda: exec(load, {'__builtins__': Failing(name=1)}))
attempt('globals failing', lambda: exec(load, Failing(name=1)))
attempt('globals frozen', lambda: exec('x = 1', Frozen()))
attempt('missing', lambda: eval('name', Upper()))
attempt('missing in function', lambda: eval('(lambda: name)()', Upper(__builtins__={})))
attempt('no class', lambda: exec('class A: pass', {'__builtins__': {}}))
attempt('no import', lambda: exec('import x', {'__builtins__': {}}))
ns = {'__builtins__': {'__import__': lambda *args: args}}
exec('import a.b', ns)
print(ns['a'][0], ns['a'][1] is ns, ns['a'][2] is ns, ns['a'][3:])

unit = compile('y = 3\nprint(sorted(k for k in globals() if len(k) == 1))', '<unit>', 'exec')
g = {}
types.FunctionType(unit, g)()
print(g['y'])


async def answer():
    return 42


for source in 'a = await answer()', 'async for a in agen(): pass', 'async with lock as a: pass':
    code = compile(source, '?', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    print(source, bool(code.co_flags & 128))
code = compile('a = await answer()', '?', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
for run in (lambda g: eval(code, g), lambda g: types.FunctionType(code, g)()):
    g = {'answer': answer}
    try:
        run(g).send(None)
    except StopIteration:
        print(g['a'])
