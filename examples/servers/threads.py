"""An echo server with a thread for each client. `threads.py PORT` serves; without a port it checks itself."""

import threading

from _common import run


def handle(client):
    with client:
        while data := client.recv(65536):
            client.sendall(data.upper())


def serve(server):
    while True:
        client, address = server.accept()
        threading.Thread(target=handle, args=(client,), daemon=True).start()


if __name__ == "__main__":
    run(serve)
