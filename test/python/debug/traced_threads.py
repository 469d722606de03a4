"""sys.settrace is for the thread that calls it; tracebacks and line tables hold while code is traced."""

import dis
import sys
import threading
import traceback

lines = {}


def tracer(frame, event, arg):
    if frame.f_code.co_name == "work":
        lines.setdefault(threading.current_thread().name, []).append((event, frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer


def work(n):
    total = 0
    for i in range(n):
        total += i
    return total


def traced(started, other):
    sys.settrace(tracer)
    started.set()
    other.wait()
    work(1)
    sys.settrace(None)
    work(1)


def untraced(started, other):
    other.wait()
    assert sys.gettrace() is None
    work(1)
    started.set()


a, b = threading.Event(), threading.Event()
threads = [threading.Thread(target=traced, args=(a, b), name="traced"), threading.Thread(target=untraced, args=(b, a), name="untraced")]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(lines, sys.gettrace())


def failing():
    first = 1
    second = 2
    third = 3
    return {}["x"] + first + second + third


sys.settrace(lambda *args: None)
try:
    failing()
except KeyError:
    sys.settrace(None)
    traceback.print_exc(file=sys.stdout)


def shape(
    a,
    b=1,
):
    """Doc."""
    global total
    total = a
    for i in range(b):
        if i:
            continue
        else:
            break
    while True:
        try:
            pass
        except ValueError:
            return
        finally:
            total
        return [
            work(2),
        ]


first = shape.__code__.co_firstlineno
print(sorted({line - first for _, line in dis.findlinestarts(shape.__code__) if line}))
