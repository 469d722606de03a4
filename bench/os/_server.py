"""Servers in a process of their own, under the same Python as the client: the program runs itself with `--serve`."""

import socket
import subprocess
import sys


class Server:
    """Starts `program --serve`, which prints its port and serves until its standard input ends."""

    def __init__(self, program):
        self.process = subprocess.Popen([sys.executable, program, "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline())

    def connect(self):
        sock = socket.create_connection(("127.0.0.1", self.port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.communicate()


def announce(port):
    print(port, flush=True)


def listen():
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    announce(listener.getsockname()[1])
    return listener


def exchange(sock, data, count):
    """Sends `data` and waits for as much, `count` times."""
    total = 0
    for _ in range(count):
        sock.sendall(data)
        missing = len(data)
        while missing > 0:
            missing -= len(sock.recv(65536))
        total += len(data)
    return total
