"""Servers in a process of their own, under the same Python as the client: the program runs itself with `--serve`.

A program's server is started once and lives as long as the program: requests per second are those of a server that is up, and a run of the
whole process has its start in it."""

import atexit
import functools
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

    def stop(self):
        self.process.kill()
        self.process.communicate()


@functools.cache
def running(program):
    server = Server(program)
    atexit.register(server.stop)
    return server


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
