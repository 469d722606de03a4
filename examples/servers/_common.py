"""What the echo servers of this folder share: a listening socket, and clients that check a server from outside."""

import os
import signal
import socket
import sys


def listening(port=0):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1" if port == 0 else "", port))
    s.listen(128)
    return s


def read_until(s, n):
    data = b""
    while len(data) < n:
        part = s.recv(65536)
        if not part:
            break
        data += part
    return data


def clients(where, count=10):
    """Many clients at once: each is answered, in any order, and a long message comes back whole."""
    connections = [socket.create_connection(where, 30) for _ in range(count)]
    for turn in range(2):
        for n, c in enumerate(connections):
            c.sendall(b"client %d, turn %d" % (n, turn))
        for n, c in reversed(list(enumerate(connections))):
            if c.recv(100) != b"CLIENT %d, TURN %d" % (n, turn):
                return "a wrong answer"
    long = b"long" * 5000
    connections[0].sendall(long)
    answer = read_until(connections[0], len(long))
    for c in connections:
        c.close()
    return f"{count} clients answered" if answer == long.upper() else "the long message was lost"


def run(serve):
    """With a port: serves there. Without: the check, with the server in a process of its own that is ended by a signal."""
    if len(sys.argv) > 1:
        return serve(listening(int(sys.argv[1])))
    server = listening()
    pid = os.fork()
    if pid == 0:
        try:
            serve(server)
        finally:
            os._exit(1)
    where = server.getsockname()
    server.close()
    print(clients(where))
    print(clients(where, 40))
    os.kill(pid, signal.SIGTERM)
    print("ended by", signal.Signals(-os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).name)
