# What stands in sys.modules at the start, and what late looks at it find.
import sys
print(*sys.modules)
print(sys.modules['os.path'] is sys.modules['posixpath'])

# A store before the first look, a look through the dict, through another module, through dir().
sys.modules['genericpath'].extra = 1
import genericpath
print(genericpath.extra, genericpath.commonprefix(['abc', 'abd']))
print(vars(sys.modules['stat'])['S_IFDIR'], sys.modules['_stat'].S_IFREG)
print('isabs' in dir(sys.modules['posixpath']))
from os import path
print(path.join('a', 'b'), path is sys.modules['os.path'], path.__name__)
import collections.abc
print(isinstance([], collections.abc.Sequence), sys.modules['_collections_abc'].__name__)
import os
gone = sys.modules.pop('_sitebuiltins')
print(gone.Quitter('x', 'y'))
print(repr(sys.modules['abc']), sys.modules['abc'].__spec__.origin, sys.modules['abc'].__loader__.__name__)

# A module of the start that runs late asks no replaced __import__ for what it imports.
import builtins
asked = []
original = builtins.__import__
def spy(name, *args, **kwargs):
    asked.append(name)
    return original(name, *args, **kwargs)
builtins.__import__ = spy
codecs = sys.modules['codecs']
print(codecs.BOM_UTF8, 'x'.encode('idna'), asked[:1] != ['builtins'])
builtins.__import__ = original

# What site adds to builtins, one by one.
builtins.quit = 'mine'
print(exit, quit)
del builtins.credits
print(repr(copyright)[:13], hasattr(builtins, 'credits'), 'license' in dir(builtins))
print(sys.__interactivehook__.__module__, sys.modules['site'].ENABLE_USER_SITE in (True, False, None), sys.flags.no_site)

print([f.__name__ for f in sys.meta_path], len(sys.path_hooks), type(sys.path_importer_cache).__name__)
print(sys.__spec__.name, sys.__loader__.__name__, builtins.__spec__.origin, __loader__.name, __spec__)
print(sys.modules['_frozen_importlib'].__spec__.name, sys.modules['_frozen_importlib']._bootstrap_external.PathFinder is sys.meta_path[-1])
