"""An echo server that never waits for one client: it tries all of them in turn. `nonblocking.py PORT` serves.

The simplest way to serve many in one thread, and the most wasteful: it asks even when nobody has anything to say.
"""

import time

from _common import run


def serve(server):
    server.setblocking(False)
    clients = {}  # Each with what it is still to be sent.
    while True:
        busy = False
        try:
            client, address = server.accept()
            client.setblocking(False)
            clients[client] = b""
            busy = True
        except BlockingIOError:
            pass
        for client in list(clients):
            try:
                data = client.recv(65536)
                if not data:
                    del clients[client]
                    client.close()
                    continue
                clients[client] += data.upper()
                busy = True
            except BlockingIOError:
                pass
            if clients[client]:
                try:
                    sent = client.send(clients[client])
                    clients[client] = clients[client][sent:]
                except BlockingIOError:
                    pass
        if not busy:
            time.sleep(0.001)


if __name__ == "__main__":
    run(serve)
