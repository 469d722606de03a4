"""An echo server by `poll`: as `select`, without its limit on descriptors. `polling.py PORT` serves; without a port it checks itself."""

import select

from _common import run


def serve(server):
    poll, clients, answers = select.poll(), {}, {}
    poll.register(server, select.POLLIN)
    while True:
        for fd, event in poll.poll():
            if fd == server.fileno():
                client, address = server.accept()
                client.setblocking(False)
                clients[client.fileno()], answers[client.fileno()] = client, b""
                poll.register(client, select.POLLIN)
                continue
            client = clients[fd]
            if event & (select.POLLIN | select.POLLHUP | select.POLLERR):
                data = client.recv(65536)
                if not data:
                    poll.unregister(fd)
                    del clients[fd], answers[fd]
                    client.close()
                    continue
                answers[fd] += data.upper()
            if answers[fd]:
                try:
                    sent = client.send(answers[fd])
                    answers[fd] = answers[fd][sent:]
                except BlockingIOError:
                    pass
            poll.modify(fd, select.POLLIN | (select.POLLOUT if answers[fd] else 0))


if __name__ == "__main__":
    run(serve)
