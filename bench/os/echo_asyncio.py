"""Echo over TCP: an asyncio server of streams and an asyncio client of 16 connections."""

import asyncio
import sys

from _server import announce, running

N = 8_000


async def serve():
    async def echo(reader, writer):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    announce(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def client(port, count):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    total = 0
    for _ in range(count):
        writer.write(b"x" * 64)
        await writer.drain()
        total += len(await reader.readexactly(64))
    writer.close()
    await writer.wait_closed()
    return total


async def clients(port, n):
    return sum(await asyncio.gather(*(client(port, n // 16) for _ in range(16))))


def main(n):
    server = running(__file__)
    return asyncio.run(clients(server.port, n))


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        asyncio.run(serve())
    print(main(N))
