"""An echo server by edge-triggered `epoll`. `edges.py PORT` serves; without a port it checks itself.

The kernel tells of a change once, so each event is used up: accept, read and write until the call would block.
"""

import select

from _common import run


class Client:
    def __init__(self, socket):
        self.socket, self.answer = socket, bytearray()

    def use_up(self):
        """False when the client has gone."""
        try:
            while data := self.socket.recv(4096):
                self.answer += data.upper()
            return False
        except BlockingIOError:
            pass
        except ConnectionResetError:
            return False
        try:
            while self.answer:
                del self.answer[:self.socket.send(self.answer)]
        except BlockingIOError:
            pass
        return True


def serve(server):
    server.setblocking(False)
    clients = {}
    with select.epoll() as epoll:
        epoll.register(server, select.EPOLLIN | select.EPOLLET)
        while True:
            for fd, event in epoll.poll():
                if fd != server.fileno():
                    if not clients[fd].use_up():
                        epoll.unregister(fd)
                        clients.pop(fd).socket.close()
                    continue
                try:
                    while True:
                        socket, address = server.accept()
                        socket.setblocking(False)
                        clients[socket.fileno()] = Client(socket)
                        epoll.register(socket, select.EPOLLIN | select.EPOLLOUT | select.EPOLLET)
                except BlockingIOError:
                    pass


if __name__ == "__main__":
    run(serve)
