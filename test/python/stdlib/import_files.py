# Imports from files: order, attributes, failures, packages, circles; then the same with a finder of one's own before the others.
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
FILES = {
    'plain.py': '"doc"\nimport dep\nx = 1\n',
    'dep.py': 'print("dep runs", __name__, __package__, __spec__.name, __file__ == __spec__.origin)\n',
    'failing.py': 'import dep2\n1 / 0\n',
    'dep2.py': '',
    'circle_a.py': 'import circle_b\nfrom circle_b import late\nvalue = 1\n',
    'circle_b.py': 'import circle_a\ntry:\n    from circle_a import value\nexcept ImportError as e:\n    print(str(e).replace(__file__[:-11], "<dir>"), e.name, e.name_from, e.path == circle_a.__file__)\ntry:\n    circle_a.value\nexcept AttributeError as e:\n    print(str(e).replace(__file__[:-11], "<dir>"))\nlate = 2\n',
    'swapped.py': 'import sys\nclass Other: name = "other"\nsys.modules[__name__] = Other\n',
    'pkg/__init__.py': 'from . import first\nfrom .first import thing\n',
    'pkg/first.py': 'from . import second\nthing = second.deep\n',
    'pkg/second.py': 'from .sub.leaf import deep\n',
    'pkg/sub/__init__.py': '',
    'pkg/sub/leaf.py': 'deep = __name__\n',
    'space/part.py': 'p = __name__\n',
    'names.py': 'listed = [n for n in globals() if n.startswith("__")]\nvalues = sorted(k for k, v in globals().items() if isinstance(v, str) and k != "__doc__")\n',
}
for name, text in FILES.items():
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as f:
        f.write(text)


def show(title):
    print('---', title)
    before = set(sys.modules)
    import plain
    print(plain.__doc__, plain.x, plain.__spec__.has_location, plain.__loader__.__class__.__name__, plain.__cached__ == plain.__spec__.cached)
    print([n for n in sys.modules if n not in before])
    try:
        import failing
    except ZeroDivisionError as e:
        print('failing' in sys.modules, 'dep2' in sys.modules, e.__traceback__.tb_next.tb_lineno, e.__traceback__.tb_next.tb_next)
    import circle_a
    print(circle_a.value, circle_a.circle_b.late)
    import swapped
    print(swapped.name)
    import pkg.sub.leaf as leaf
    print(pkg_names(), leaf.deep, sys.modules['pkg'].thing, sys.modules['pkg'].__path__ == [os.path.join(folder, 'pkg')])
    print(sys.modules['pkg'].__spec__.submodule_search_locations is sys.modules['pkg'].__path__, leaf.__spec__.parent)
    import space.part
    print(space.part.p, space.__spec__.loader.__class__.__name__)
    import names
    print(names.listed, names.values)
    for statement in ('import absent', 'import pkg.absent', 'import plain.absent', 'from pkg import absent', 'from plain import absent', 'from absent.x import y',
                      'from pkg import *', 'import absent_too.deep', 'from pkg.sub import leaf, nothing'):
        try:
            exec(statement, {})
        except ImportError as e:
            print(type(e).__name__, str(e).replace(folder, '<dir>'), e.name)
    sys.modules['blocked'] = None
    try:
        import blocked
    except ImportError as e:
        print(type(e).__name__, e, e.name)
    for n in list(sys.modules):
        if n not in before:
            del sys.modules[n]


def pkg_names():
    return sorted(n for n in sys.modules if n.startswith('pkg'))


class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if not name.startswith('encodings'):
            seen.append(name)


seen = []
show('first run, compiles')
show('compiled')
sys.meta_path.insert(0, Finder)
show('asked')
print(*seen)
sys.meta_path.remove(Finder)
with open(os.path.join(folder, 'fresh.py'), 'w') as f:
    f.write('v = 1\n')
import importlib
importlib.invalidate_caches()
import fresh
with open(os.path.join(folder, 'fresh.py'), 'w') as f:
    f.write('v = "longer"\n')
print(fresh.v, importlib.reload(fresh).v)
import shutil
shutil.rmtree(folder)
