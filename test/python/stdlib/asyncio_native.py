"""_asyncio: futures and tasks by themselves, driven by hand: states, messages, what the loop is asked to call."""

import asyncio
import gc
import _asyncio


class Loop:
    def __init__(self):
        self.ready = []
        self.complaints = []

    def get_debug(self):
        return False

    def is_running(self):
        return True

    def call_soon(self, callback, *args, context=None):
        self.ready.append((callback, args, context))

    def call_exception_handler(self, context):
        self.complaints.append(context["message"])

    def run(self):
        while self.ready:
            callback, args, context = self.ready.pop(0)
            context.run(callback, *args)

    def __repr__(self):
        return "<Loop>"


def show(text):
    try:
        value = repr(eval(text))
        print(text, "->", value)
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


loop, other = Loop(), Loop()
f = _asyncio.Future(loop=loop)
print(asyncio.Future is _asyncio.Future, asyncio.Task is _asyncio.Task, f, f._state, f._callbacks)
for text in (
    "f.result()",
    "f.exception()",
    "f.set_exception(3)",
    "f.set_exception(int)",
    "f.cancelled()",
    "f.done()",
    "f.remove_done_callback(print)",
    "setattr(f, '_log_traceback', True)",
    "setattr(f, '_state', 1)",
    "delattr(f, '_cancel_message')",
    "list(_asyncio.Future(loop=loop))",
    "_asyncio.Future(3)",
    "f.set_result(1)",
    "f.set_result(2)",
    "f.result()",
    "f.cancel()",
    "f.__class_getitem__(int)",
):
    show(text)
blank = _asyncio.Future.__new__(_asyncio.Future)
for text in ("blank", "blank.result()", "blank.done()", "blank.cancel()", "blank.get_loop()", "blank.add_done_callback(1)", "blank._loop", "blank._state"):
    show(text)

e = _asyncio.Future(loop=loop)
e.set_exception(StopIteration(3))
show("e.exception()")
e = _asyncio.Future(loop=loop)
e.set_exception(ValueError("lost"))
del e
gc.collect()
print(loop.complaints)

# Tasks
f = _asyncio.Future(loop=loop)


async def wait(what):
    return await what


async def yields(what):
    class Odd:
        def __await__(self):
            yield what

    await Odd()


class Duck:
    _asyncio_future_blocking = True
    _loop = loop

    def add_done_callback(self, f, context):
        self.callback = f

    def result(self):
        return 1


t = _asyncio.Task(wait(f), loop=loop, name="one")
step = loop.ready[0][0]
print(type(step).__name__, step.__self__ is t, t.get_name(), t._fut_waiter)
show("step(1)")
show("step(x=1)")
show("step()")
_asyncio._set_running_loop(loop)
loop.run()
wakeup = f._callbacks[0][0]
print(wakeup.__name__, wakeup.__qualname__, type(wakeup).__name__, t._fut_waiter is f, f._asyncio_awaited_by == {t})
f.set_result(42)
loop.run()
print(t.done(), t.result(), f._asyncio_awaited_by, t.cancel())
show("step()")
duck = Duck()
cases = [
    _asyncio.Task(wait(duck), loop=loop) if hasattr(duck, "__await__") else _asyncio.Task(yields(duck), loop=loop),
    _asyncio.Task(yields(3), loop=loop, name="three"),
    _asyncio.Task(yields(_asyncio.Future(loop=loop)), loop=loop),
    _asyncio.Task(wait(_asyncio.Future(loop=other)), loop=loop),
    _asyncio.Task(yields(None), loop=loop),
    _asyncio.Task(yields(i for i in ()), loop=loop),
]
loop.run()
duck.callback(duck)
loop.run()
for case in cases:
    text = repr(case.exception())
    print(text[:24], "different loop" in text, "yield was used" in text, "bad yield" in text, case.done())
for text in (
    "_asyncio.Task(3, loop=loop)",
    "_asyncio.Task()",
    "t.set_result(1)",
    "t.set_exception(1)",
    "_asyncio._enter_task(other, 3)",
    "_asyncio._enter_task(loop, 3)",
    "_asyncio._enter_task(loop, 4)",
    "_asyncio.current_task()",
    "_asyncio._leave_task(loop, 4)",
    "_asyncio._swap_current_task(loop, None)",
    "_asyncio._leave_task(loop, 3)",
    "_asyncio.current_task(other)",
    "_asyncio.all_tasks()",
    "_asyncio._register_task(3)",
):
    show(text)

# Cancellation
f = _asyncio.Future(loop=loop)
t = _asyncio.Task(wait(f), loop=loop)
loop.run()
print(t.cancel("enough"), t.cancelling(), f.cancelled(), t.uncancel(), t._must_cancel)
loop.run()
show("t.result()")
print(t.cancelled(), t in _asyncio.all_tasks())
t = _asyncio.Task(wait(f), loop=loop, eager_start=True)
print(t.cancelled(), loop.ready)
async def forever():
    await _asyncio.Future(loop=loop)


t = _asyncio.Task(forever(), loop=loop)
loop.run()
print(len(_asyncio.all_tasks()))
loop.complaints.clear()
del t
gc.collect()
print(loop.complaints, len(_asyncio.all_tasks()))
