"""traceback formatting, warnings filters, uncaught-hook text, inspect, linecache, sys facts."""
import inspect, io, linecache, sys, traceback, warnings
def a(x): return b(x) + 1
def b(x):
    y = {"k": [1, 2]}
    return (y["k"][x]
            / (x - x))
try: a(1)
except ZeroDivisionError: print(traceback.format_exc())
try: a("s")
except TypeError as e:
    t = traceback.TracebackException.from_exception(e); print("".join(t.format()), [f.name for f in t.stack], t.stack[-1].lineno, t.exc_type_str, t.stack[-1].line)
try: a(9)
except IndexError as e: print(traceback.format_exception_only(e), traceback.extract_tb(e.__traceback__)[0].name, len(traceback.format_tb(e.__traceback__, limit=1)), e.__traceback__.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_name)
def chain():
    try: {}["x"]
    except KeyError as e:
        e.add_note("a note\nof two lines")
        raise ValueError("bad") from e
try: chain()
except ValueError: traceback.print_exc(file=sys.stdout)
try:
    try: chain()
    except ValueError: undefined
except NameError as e: traceback.print_exception(e, file=sys.stdout, chain=False)
def rec(n): return rec(n - 1) if n else 1 / 0
try: rec(20)
except ZeroDivisionError: print(traceback.format_exc())
try: compile("x = (1,\ny = 2", "file.py", "exec")
except SyntaxError as e: print("".join(traceback.format_exception_only(e)), e.lineno, e.offset, e.end_lineno, e.text)
try: raise ExceptionGroup("g", [ValueError("v"), ExceptionGroup("h", [TypeError("t")])])
except ExceptionGroup: traceback.print_exc(file=sys.stdout)
class Att: colour = 1
for bad in (lambda: Att().color, lambda: pritn, lambda: sys.verzion, lambda: Att.colour.rael):
    try: bad()
    except (AttributeError, NameError) as e: print("".join(traceback.format_exception_only(e)), end="")
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("first"); warnings.warn("dep", DeprecationWarning, stacklevel=1); warnings.warn(UserWarning("obj")); eval("1 is 1")
    print([(x.category.__name__, str(x.message), x.lineno) for x in w])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("boom")
    except UserWarning as e: print("raised", e)
    warnings.filterwarnings("ignore", "bo+m"); warnings.warn("boom")
print(warnings.formatwarning("m", UserWarning, "f.py", 3, "line"), end="")
@warnings.deprecated("use g")
def old(): pass
with warnings.catch_warnings(record=True) as w: warnings.simplefilter("always"); old(); print(w[0].message, w[0].category.__name__)
def sig(a, /, b: int = 1, *c, d, e="x", **f) -> str: "  Doc\n\n    indented\n    "; return inspect.currentframe().f_code.co_name
s = inspect.signature(sig); print(s, list(s.parameters), s.parameters["b"].annotation, s.bind(1, 2, d=3).arguments, s.return_annotation, inspect.getdoc(sig), sig(1, d=2), inspect.isfunction(sig), inspect.getsource(a).strip(), inspect.getsourcelines(b)[1], inspect.getmodule(sig).__name__, inspect.signature(len), inspect.signature(lambda *, k: 0), inspect.getfullargspec(sig).kwonlyargs, inspect.ismethod(Att().__init__), inspect.getmro(bool), inspect.isbuiltin(len), inspect.unwrap(sig) is sig, inspect.cleandoc(" a\n   b"), inspect.signature(Att))
f = sys._getframe(); print(f.f_code.co_name, f.f_lineno, f.f_globals is globals(), f.f_back, inspect.stack()[0].function, linecache.getline(__file__, 1).strip()[:20], sys.version_info[:2], sys.implementation.name != "", sys.maxsize, sys.byteorder, sys.float_info.max, sys.int_info.bits_per_digit, sys.hash_info.modulus, sys.getrecursionlimit(), sys.getdefaultencoding(), sys.flags.optimize, sys.intern("x") is sys.intern("x"), sys.argv[0][-3:], sys.exc_info(), sys.stdout.encoding, sys.getsizeof(1) > 0, callable(sys.excepthook), sys.path[0] != "", sys.platform == "linux", sys.maxunicode)
sys.excepthook(ValueError, ValueError("hooked"), None)


def caller_names():
    """The same functions at the same depth, called from different ones."""
    import sys

    def where():
        frame, names = sys._getframe(1), []
        while frame is not None and frame.f_code.co_name != "caller_names":
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        return names

    def middle():
        return where()

    def first():
        return middle()

    def second():
        return middle()

    print(first(), second(), first())


caller_names()
