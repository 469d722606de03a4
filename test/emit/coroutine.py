async def f(x):
    async with x as y:
        async for item in y:
            await item
    return [i async for i in x]
