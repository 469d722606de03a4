# What a generator handles is its own, even when its caller handles the same exception.
import asyncio, sys

def g():
    try:
        yield 1
    except ValueError:
        yield sys.exception()
        try:
            raise
        except ValueError as e:
            yield ('again', e)
    yield sys.exception()

it = g()
next(it)
try:
    raise ValueError('x')
except ValueError as e:
    print(repr(it.throw(e)), sys.exception() is e)
print(next(it), sys.exception())
try:
    1 / 0
except ZeroDivisionError:
    print(repr(next(it)))

def context():
    yield
    try:
        raise KeyError('inner')
    except KeyError as e:
        yield repr(e.__context__)

it = context()
next(it)
try:
    raise OSError('outer')
except OSError:
    print(next(it))

async def worker():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        await asyncio.sleep(0)
        raise

async def main():
    t = asyncio.create_task(worker())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError as e:
        print('cancelled', repr(e.__context__))
    async def inner(e):
        try:
            raise e
        except ValueError:
            await asyncio.sleep(0)
            raise
    try:
        raise ValueError('same')
    except ValueError as e:
        try:
            await inner(e)
        except ValueError as f:
            print(e is f, sys.exception() is e)

asyncio.run(main())
