# A forgotten await.
import asyncio
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, filename, line, *rest: print(line, category.__name__, message)


async def work():
    print("never")


async def main():
    work()
    await asyncio.sleep(0)


work()
asyncio.run(main())
