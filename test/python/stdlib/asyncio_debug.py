# Where coroutines were made; a loop in a daemon thread that outlives the program.
import asyncio
import sys
import threading
import warnings


async def plain():
    pass


async def closable():
    try:
        await asyncio.sleep(0)
    finally:
        pass


def outer():
    def inner():
        return plain(), closable()

    return inner()


sys.set_coroutine_origin_tracking_depth(3)
a, b = outer()
print([(line, name) for _, line, name in a.cr_origin], a.cr_origin == b.cr_origin)
sys.set_coroutine_origin_tracking_depth(1)
c = plain()
print(len(c.cr_origin))
sys.set_coroutine_origin_tracking_depth(0)
d = plain()
print(d.cr_origin)
for coroutine in (a, b, c, d):
    coroutine.close()


sys.set_coroutine_origin_tracking_depth(1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    plain()
for line in str(caught[0].message).splitlines():
    print(line.replace(__file__, "FILE"))
sys.set_coroutine_origin_tracking_depth(0)


async def forever():
    running.set()
    await asyncio.sleep(60)


running = threading.Event()
threading.Thread(target=asyncio.run, args=(forever(),), daemon=True).start()
running.wait()
print("end")
