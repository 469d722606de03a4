"""Echo over TCP: a server with selectors and a client of 16 connections, which has a selector too."""

import selectors
import sys

from _server import listen, running

N = 20_000


def serve():
    selector = selectors.DefaultSelector()
    listener = listen()
    listener.setblocking(False)

    def accept(sock):
        client, _ = sock.accept()
        client.setblocking(False)
        selector.register(client, selectors.EVENT_READ, echo)

    def echo(sock):
        data = sock.recv(65536)
        if data:
            sock.send(data)
        else:
            selector.unregister(sock)
            sock.close()

    selector.register(listener, selectors.EVENT_READ, accept)
    while True:
        for key, _ in selector.select():
            key.data(key.fileobj)


def main(n):
    data = b"x" * 64
    total = 0
    server = running(__file__)
    with selectors.DefaultSelector() as selector:
        socks = [server.connect() for _ in range(16)]
        for sock in socks:
            selector.register(sock, selectors.EVENT_READ)
            sock.sendall(data)
        left = n
        while left > 0:
            for key, _ in selector.select():
                total += len(key.fileobj.recv(65536))
                left -= 1
                # The last answer of each connection is the end of it: nothing is on its way when it is closed.
                if left >= len(socks):
                    key.fileobj.sendall(data)
        for sock in socks:
            sock.close()
    return total >= n * len(data)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    print(main(N))
