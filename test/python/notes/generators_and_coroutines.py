"""Generators as producers, consumers and tasks: send, throw, close, yield from, a round-robin scheduler, async and await without a loop."""
from collections import deque
from inspect import getgeneratorstate


def fibonacci(limit):
    a, b = 0, 1
    for _ in range(limit):
        yield a
        a, b = b, a + b
    return "done"


def triangle():
    row = [1]
    while True:
        yield row
        row = [1] + [x + y for x, y in zip(row, row[1:])] + [1]


def consumer():
    answer = ""
    while True:
        item = yield answer
        if item is None:
            print("  consumer stops")
            return
        print("  consuming", item)
        answer = f"200 OK {item}"


def produce(target):
    next(target)
    for n in range(1, 4):
        print("  producing", n)
        print("  answer:", target.send(n))
    target.close()


def averager():
    total, count = 0, 0
    while True:
        try:
            value = yield total / count if count else None
        except ValueError as error:
            print("  reset:", error)
            total, count = 0, 0
        else:
            total += value
            count += 1


def inner():
    received = yield 1
    print("  inner got", received)
    try:
        yield 2
    except KeyError as error:
        print("  inner caught", repr(error))
        yield "recovered"
    return "inner result"


def outer():
    result = yield from inner()
    print("  outer got", result)
    yield from "ab"
    yield from [x * 10 for x in range(2)]
    return [result]


def task(name, steps):
    for i in range(steps):
        print(f"  {name}{i}", end="")
        yield
    return name


def run(tasks):
    ready = deque(tasks)
    finished = []
    while ready:
        current = ready.popleft()
        try:
            next(current)
            ready.append(current)
        except StopIteration as stop:
            finished.append(stop.value)
    print()
    return finished


def guarded():
    try:
        yield 1
        yield 2
    finally:
        print("  cleaned up")


async def ticker(n):
    for i in range(n):
        yield i


async def collect():
    return [i async for i in ticker(4) if i % 2 == 0], {i: i * i async for i in ticker(3)}


def drive(coroutine):
    """Runs a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def add(a, b):
    return a + b


async def chain():
    return await add(await add(1, 2), 3)


def main():
    print(list(fibonacci(10)), sum(fibonacci(20)), max(fibonacci(5)))
    g = fibonacci(1)
    print(next(g))
    try:
        next(g)
    except StopIteration as stop:
        print("StopIteration", stop.value)
    for row, _ in zip(triangle(), range(5)):
        print(row)
    produce(consumer())
    average = averager()
    next(average)
    print(average.send(10), average.send(20), average.throw(ValueError("again")), average.send(5))
    out = outer()
    print(next(out), out.send("hi"), out.throw(KeyError("k")), next(out), next(out), next(out), next(out))
    print(run([task("a", 2), task("b", 3), task("c", 1)]))
    g = guarded()
    print(getgeneratorstate(g), next(g), getgeneratorstate(g))
    g.close()
    print(getgeneratorstate(g), list(g))
    g = guarded()
    for x in g:
        if x == 1:
            break
    g.close()
    squares = (x * x for x in range(5))
    print(squares.__name__, next(squares), sum(squares), list(squares))
    try:
        averager().send(1)
    except TypeError as error:
        print(error)

    def leaky():
        yield
        raise StopIteration("oops")

    try:
        list(leaky())
    except RuntimeError as error:
        print(error, repr(error.__cause__))
    print(drive(chain()), drive(collect()))


main()
