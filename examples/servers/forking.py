"""An echo server with a process for each client. `forking.py PORT` serves; without a port it checks itself.

Each side closes the socket it does not use: a connection ends when the last of its descriptors is closed.
"""

import os
import signal

from _common import run


def serve(server):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # The kernel may forget children that ended.
    while True:
        client, address = server.accept()
        if os.fork() == 0:
            server.close()
            try:
                with client:
                    while data := client.recv(65536):
                        client.sendall(data.upper())
            finally:
                os._exit(0)
        client.close()


if __name__ == "__main__":
    run(serve)
