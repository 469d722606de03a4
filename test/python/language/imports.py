"""import statements: packages made on the fly, relative, star and __all__, circular, reload, __import__, errors, namespace packages."""
import importlib, importlib.util, os, sys, tempfile
home = tempfile.mkdtemp()
def put(path, text=""):
    full = os.path.join(home, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w") as f: f.write(text)
put("pk/__init__.py", "print('init pk', __name__, __package__)\nfrom .a import value\n__all__ = ['a', 'shown']\nshown = 1\nhidden = 2\n")
put("pk/a.py", "from . import b\nfrom .b import other as renamed\nfrom .sub.deep import thing\nvalue = 'a' + renamed\n")
put("pk/b.py", "other = 'b'\ndef late():\n    from . import a\n    return a.value\n")
put("pk/sub/__init__.py", "")
put("pk/sub/deep.py", "from ..b import other\nthing = other * 2\n")
put("pk/__main__.py", "print('main of', __name__)")
put("one.py", "import two\nprint('one sees', hasattr(two, 'later'))\nearly = 1\n")
put("two.py", "import one\nprint('two sees', hasattr(one, 'early'))\nfrom one import *\nlater = 2\n")
put("broken.py", "x = 1\nraise ValueError('while importing')\n")
put("syntax.py", "def f(:\n")
put("ns/inner/mod.py", "v = __package__\n")
put("star.py", "a = 1\n_b = 2\nimport os\n")
put("counter.py", "try:\n    n += 1\nexcept NameError:\n    n = 1\n")
put("dyn.py", "def __getattr__(name):\n    if name == 'made': return 'on demand'\n    raise AttributeError(f'no {name}')\ndef __dir__(): return ['made']\n")
sys.path.insert(0, home)
import pk, pk.sub.deep as deep
from pk import *
from pk.b import late as l, other
print(a.value, shown, "hidden" in globals(), l(), deep.thing, pk.__path__[0].endswith("pk"), pk.a.__package__, deep.__spec__.name, other)
import one
for name in ("broken", "syntax", "nothing", "pk.nothing", "one.sub"):
    try: importlib.import_module(name)
    except (ValueError, SyntaxError, ImportError) as e: print(type(e).__name__, getattr(e, "msg", e), getattr(e, "name", None), name in sys.modules)
try: from pk import missing
except ImportError as e: print(str(e).replace(home, "<home>"), e.name)
try: from . import x
except ImportError as e: print(e)
import ns.inner.mod
print(ns.inner.mod.v, list(ns.__path__) == [os.path.join(home, "ns")], ns.__file__ if hasattr(ns, "__file__") else None, ns.__spec__.origin)
scope = {}
exec("from star import *", scope)
print(sorted(k for k in scope if not k.startswith("__")))
import counter
importlib.reload(counter); importlib.reload(counter)
print(counter.n, sys.modules["counter"] is counter)
import dyn
print(dyn.made, dir(dyn))
try: dyn.other
except AttributeError as e: print(e)
from dyn import made
print(made, __import__("pk.sub").__name__, __import__("pk.sub", fromlist=["deep"]).__name__, importlib.util.find_spec("pk.b").name, importlib.util.find_spec("zzz"))
sys.modules["fake"] = "not even a module"
import fake
print(fake)
sys.modules["blocked"] = None
try: import blocked
except ImportError as e: print(e)
del sys.modules["pk.b"]
import pk.b
print(pk.b.other, __name__, __spec__)
import runpy
print(sorted(k for k in runpy.run_path(os.path.join(home, "star.py"))if not k.startswith("__")), runpy.run_module("pk")["__name__"])
import shutil; shutil.rmtree(home)
