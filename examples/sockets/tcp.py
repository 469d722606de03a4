"""TCP: what a server and a client call, in the order they call it.

    tcp.py                check: both in one program
    tcp.py serve PORT     one client after the other; tcp.py send HOST PORT TEXT is one
"""

import errno
import os
import socket
import sys
import threading


def listening(port=0, host="127.0.0.1"):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    s.listen(5)
    return s


def serve(server, count):
    for _ in range(count):
        client, address = server.accept()
        with client:
            while data := client.recv(1024):
                client.sendall(data.upper())
    server.close()


def ask(where, *texts):
    """Sends, says that nothing more follows, and reads until the other side has ended too."""
    with socket.create_connection(where) as s:
        for text in texts:
            s.sendall(text.encode())
        s.shutdown(socket.SHUT_WR)
        with s.makefile("r", encoding="utf-8") as f:
            return f.read()


def main():
    server = listening()
    where = server.getsockname()
    thread = threading.Thread(target=serve, args=(server, 2))
    thread.start()
    print(ask(where, "hello, ", "server"))

    with socket.socket() as s:
        print("connect_ex", s.connect_ex(where), s.getpeername() == where, s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
        s.settimeout(10)
        print("timeout", s.gettimeout(), s.fileno() > 2)
        # Far more than the kernel keeps: `send` takes a part, `sendall` all of it.
        data = b"x" * 5_000_000
        reading = threading.Thread(target=lambda: print("back", sum(map(len, iter(lambda: s.recv(65536), b"")))))
        reading.start()
        s.sendall(data)
        s.shutdown(socket.SHUT_WR)
        reading.join()
    thread.join()

    with socket.socket() as s:
        print("nobody there:", errno.errorcode[s.connect_ex(where)])
        s.setblocking(False)
        try:
            s.recv(1)
        except OSError as e:
            print(type(e).__name__, os.strerror(e.errno))

    # Local names: a pair without a name, and a file as an address.
    a, b = socket.socketpair()
    with a, b:
        a.send(b"through a pair")
        print(b.recv(100))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(listening(int(sys.argv[2]), ""), 1 << 30)
    elif sys.argv[1:2] == ["send"]:
        print(ask((sys.argv[2], int(sys.argv[3])), sys.argv[4]))
    else:
        main()
