# cProfile counts calls of Python and native functions, who called whom, and recursion.
import cProfile
import io
import pstats
import sys


class Base:
    def __init__(self, n):
        self.n = n

    def values(self):
        return [self.n] * 3


class Derived(Base):
    def __init__(self, n):
        super().__init__(n)


def numbers(n):
    for i in range(n):
        yield i


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    total = 0
    for i in numbers(4):
        total += len(Derived(i).values())
    try:
        int("x")
    except ValueError as e:
        str(e).upper()
    args, kw = ([3, 1, 2],), {"key": lambda x: -x}
    sorted(*args, **kw)
    dict.fromkeys("ab")
    list.append([], 1)
    return total + fib(6)


profile = cProfile.Profile()
print(profile.runcall(work))
stats = pstats.Stats(profile, stream=io.StringIO())
for (file, line, name), (primitive, calls, own, total, callers) in sorted(stats.strip_dirs().stats.items()):
    assert own >= 0 and total >= own
    print(name, calls, primitive, sorted((caller[2], count[0]) for caller, count in callers.items()))

profile = cProfile.Profile(timer=iter(range(1000)).__next__, timeunit=0.5)
profile.runcall(fib, 2)
print([(getattr(e.code, "co_name", e.code), e.callcount, e.reccallcount, e.totaltime, e.inlinetime) for e in profile.getstats() if not isinstance(e.code, str)])
profile.clear()
print(profile.getstats())

profile.enable()
try:
    cProfile.Profile().enable()
except ValueError as e:
    print(e)
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
profile.disable()
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))

# What sys.setprofile hears of native functions.
heard = []


def listener(frame, event, arg):
    heard.append((frame.f_code.co_name, event, getattr(arg, "__qualname__", arg if event == "return" else None)))


def calls():
    [].append(1)
    "a,b".split(sep=",")
    abs(-1)
    list.pop([1])
    try:
        abs("x")
    except TypeError:
        pass
    return max([1, 2], key=abs)


sys.setprofile(listener)
calls()
sys.setprofile(None)
for entry in heard:
    print(entry)

# sys.monitoring: calls with their first argument, and how native ones ended.
monitoring = sys.monitoring
monitoring.use_tool_id(1, "calls")
heard = []


def hear(event):
    def callback(code, offset, function, first):
        shown = "none" if first is monitoring.MISSING else first
        heard.append((event, code.co_name, function.__name__, shown))

    return callback


for event in ("CALL", "C_RETURN", "C_RAISE"):
    monitoring.register_callback(1, getattr(monitoring.events, event), hear(event))
try:
    monitoring.set_events(1, monitoring.events.C_RETURN)
except ValueError as e:
    print(e)
monitoring.set_events(1, monitoring.events.CALL)
calls()
monitoring.set_events(1, 0)
monitoring.free_tool_id(1)
for entry in heard:
    print(entry)
