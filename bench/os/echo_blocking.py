"""Echo over TCP: a blocking server in another process, 64 bytes there and back."""

import sys

from _server import exchange, listen, running

N = 10_000


def serve():
    listener = listen()
    while True:
        sock, _ = listener.accept()
        with sock:
            while data := sock.recv(65536):
                sock.sendall(data)


def main(n):
    server = running(__file__)
    with server.connect() as sock:
        return exchange(sock, b"x" * 64, n)


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    print(main(N))
