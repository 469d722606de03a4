"""except*: splitting, nesting, re-raising, derive, subgroup, naked exceptions, errors in handlers."""
import traceback
def run(*errors):
    try: raise ExceptionGroup("g", list(errors))
    except* ValueError as g: print("V", [repr(e) for e in g.exceptions])
    except* (KeyError, IndexError) as g: print("L", g.message, len(g.exceptions))
    else: print("else")
    finally: print("finally")
run(ValueError(1), KeyError(2), ValueError(3))
try: run(TypeError("t"), ValueError(1), ExceptionGroup("in", [OSError("o"), IndexError("i")]))
except ExceptionGroup as g: print(repr(g), g.exceptions)
try:
    try: raise ValueError("naked")
    except* ValueError as g: print(repr(g)); raise
except* ValueError as g: print("again", repr(g))
try:
    try: raise ExceptionGroup("a", [ValueError(1), TypeError(2)])
    except* ValueError: raise KeyError("new")
except ExceptionGroup as g: print(repr(g), repr(g.exceptions[0].__context__))
g = ExceptionGroup("top", [ValueError("a"), ExceptionGroup("mid", [TypeError("b"), ValueError("c")])])
print(g.subgroup(ValueError), g.split(lambda e: isinstance(e, TypeError)), g.subgroup(KeyError), str(g), g.message)
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message + "!", excs)
m, rest = MyGroup("mine", [ValueError(1), OSError(2)]).split(OSError)
print(repr(m), repr(rest), type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)
for bad in (lambda: ExceptionGroup("x", []), lambda: ExceptionGroup("x", [1]), lambda: ExceptionGroup("x", [KeyboardInterrupt()]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("x", 5)):
    try: bad()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
for src in ("try: pass\nexcept* ExceptionGroup: pass\ntry: raise ValueError\nexcept* ExceptionGroup: pass", "for i in 1,:\n try: pass\n except* ValueError: break", "try: pass\nexcept* A: pass\nexcept B: pass", "try: pass\nexcept*: pass"):
    try: exec(src)
    except (SyntaxError, TypeError) as e: print(type(e).__name__, getattr(e, "msg", e))
try:
    try: raise g
    except* TypeError as t: print(repr(t)); t.add_note("a note")
except ExceptionGroup as left:
    print("".join(traceback.format_exception(left, limit=0)))
