"""The lines that tracing tells of docstrings, annotated classes and decorated definitions."""

import sys

source = '''"""Doc
more"""
x = 1
def f():
    "doc"
    return 1
class A:
    y = 1
    def m(self): pass
class B: pass
class C:
    "doc"
    z: int = 3
@str
class D(A):
    pass
@str
@staticmethod
def g(): pass
f()
'''


def trace(frame, event, arg):
    if frame.f_code.co_filename == "traced":
        print(event, frame.f_lineno, frame.f_code.co_name)
    return trace


code = compile(source, "traced", "exec")
sys.settrace(trace)
exec(code, {"__name__": "traced"})
eval(compile('len("a") + 1', 'traced', 'eval'))
sys.settrace(None)
