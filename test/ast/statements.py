@deco
async def f[T: int = str](a: int, *, b=1) -> None:
    async with x as y, z: await y
    async for i in j: break
    else: continue
type A[*Ts] = int
try: raise E from c
except* V as e: pass
finally: del x, y[0]
