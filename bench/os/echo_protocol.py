"""Echo over TCP: an asyncio server and clients written as protocols, without streams."""

import asyncio
import sys

from _server import announce, running

N = 16_000


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


class Client(asyncio.Protocol):
    def __init__(self, count, done):
        self.count = count
        self.done = done
        self.total = 0

    def connection_made(self, transport):
        self.transport = transport
        transport.write(b"x" * 64)

    def data_received(self, data):
        self.total += len(data)
        self.count -= 1
        if self.count > 0:
            self.transport.write(b"x" * 64)
        else:
            self.transport.close()

    def connection_lost(self, error):
        self.done.set_result(self.total)


async def serve():
    server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0)
    announce(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def clients(port, n):
    loop = asyncio.get_running_loop()
    ends = [loop.create_future() for _ in range(16)]
    for done in ends:
        await loop.create_connection(lambda: Client(n // 16, done), "127.0.0.1", port)
    return sum(await asyncio.gather(*ends))


def main(n):
    server = running(__file__)
    return asyncio.run(clients(server.port, n))


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        asyncio.run(serve())
    print(main(N))
