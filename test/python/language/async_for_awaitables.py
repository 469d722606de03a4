"""`async for` over iterators whose `__anext__` gives futures, tasks, objects with `__await__`, or nothing that can be awaited."""

import asyncio


class Futures:
    def __init__(self):
        self.n = 0

    def __aiter__(self):
        return self

    def __anext__(self):
        self.n += 1
        if self.n > 3:
            raise StopAsyncIteration
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        loop.call_soon(future.set_result, self.n)
        return future


class Tasks(Futures):
    def __anext__(self):
        async def step():
            return await Futures.__anext__(self)

        return asyncio.ensure_future(step()) if self.n < 3 else Futures.__anext__(self)


class Awaitable:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        print("awaited", self.value)
        yield from asyncio.sleep(0).__await__()
        return self.value


class Awaitables(Futures):
    def __anext__(self):
        self.n += 1
        if self.n > 2:
            raise StopAsyncIteration
        return Awaitable(self.n)


class Nothing(Futures):
    def __anext__(self):
        return 5


class Wrong(Futures):
    def __anext__(self):
        class NoIterator:
            def __await__(self):
                return 7

        return NoIterator()


async def main():
    for kind in Futures, Tasks, Awaitables:
        async for x in kind():
            print(kind.__name__, x)
        print([x async for x in kind()], await anext(kind()))
    for kind in Nothing, Wrong:
        try:
            async for x in kind():
                print("never")
        except TypeError as e:
            print(e, "|", repr(e.__cause__))
    one = Futures.__anext__(Futures())
    coroutine = asyncio.sleep(0, "slept")

    class Same(Futures):
        def __anext__(self):
            return coroutine

    try:
        async for x in Same():
            print(x)
    except RuntimeError as e:
        print(e)
    print(await one, await anext(Futures(), "end"))


asyncio.run(main())
