"""An echo server by `select`: waits for many sockets at once. `selecting.py PORT` serves; without a port it checks itself."""

import select

from _common import run


def serve(server):
    reading, answers = [server], {}
    while True:
        readable, writable, _ = select.select(reading, [c for c in answers if answers[c]], [])
        for s in readable:
            if s is server:
                client, address = server.accept()
                client.setblocking(False)
                reading.append(client)
                answers[client] = b""
            elif data := s.recv(65536):
                answers[s] += data.upper()
            else:
                reading.remove(s)
                del answers[s]
                s.close()
        for s in writable:
            if s in answers:
                sent = s.send(answers[s])
                answers[s] = answers[s][sent:]


if __name__ == "__main__":
    run(serve)
