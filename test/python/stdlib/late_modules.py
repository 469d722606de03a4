# Modules of the library that run when first looked at: nobody can tell.
import asyncio, sys
print([name for name in ('asyncio.graph', 'asyncio.sslproto', 'inspect', 'ssl', 'traceback') if name in sys.modules])
print('to_thread' in dir(asyncio), 'print_call_graph' in asyncio.__all__, len(asyncio.__all__))
import traceback
print(type(traceback), traceback == sys.modules['traceback'], repr(traceback)[:24], bool(traceback))
print(asyncio.to_thread.__module__, asyncio.graph.__name__, asyncio.FrameCallGraphEntry.__qualname__)
from asyncio import *
print(print_call_graph.__module__, create_subprocess_exec is asyncio.subprocess.create_subprocess_exec)
import ssl, html, html.entities
print(ssl.__spec__.name, ssl.__file__[-6:], len(html.__path__), html.entities.name2codepoint['amp'])
import importlib
print(importlib.reload(traceback) is traceback, importlib.import_module('textwrap').dedent(' x'))
import subprocess as sp
sp.PIPE = 5
print(sp.PIPE, 'run' in vars(sp))
import random, tokenize
random.seed(3)
print(random.random())
del tokenize.open
print(hasattr(tokenize, 'open'), hasattr(tokenize, 'tokenize'))
import shlex
print(getattr(shlex, 'nothing', 'none'), hasattr(shlex, '__warningregistry__'))
try:
    shlex.nothing
except AttributeError as e:
    print(e)
import difflib
print(sorted(name for name in difflib.__dict__ if name.startswith('un')))
del sys.modules['shlex']
import statistics, shlex as again
print(statistics.mean([1, 2, 3]), again.split('a "b c"'))
def inner():
    import pprint
    pprint.pprint({'a': 1})
inner()
