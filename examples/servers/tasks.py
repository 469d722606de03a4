"""An echo server of `asyncio` tasks. `tasks.py PORT` serves; without a port it checks itself."""

import asyncio

from _common import run


async def handle(reader, writer):
    while data := await reader.read(65536):
        writer.write(data.upper())
        await writer.drain()
    writer.close()


async def forever(socket):
    server = await asyncio.start_server(handle, sock=socket)
    await server.serve_forever()


if __name__ == "__main__":
    run(lambda socket: asyncio.run(forever(socket)))
