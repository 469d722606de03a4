"""Echo over TLS: a blocking server in another process; the certificates are those of the tests."""

import os
import ssl
import sys

from _server import exchange, listen, running

N = 8_000

certificates = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../test/python/ssl/_certs")


def serve():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(os.path.join(certificates, "server.pem"))
    listener = listen()
    while True:
        sock, _ = listener.accept()
        with context.wrap_socket(sock, server_side=True) as secure:
            while data := secure.recv(65536):
                secure.sendall(data)


def main(n):
    context = ssl.create_default_context(cafile=os.path.join(certificates, "ca.pem"))
    server = running(__file__)
    with server.connect() as sock:
        secure = context.wrap_socket(sock, server_hostname="localhost")
        total = exchange(secure, b"x" * 64, n)
        secure.close()
        return total


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    print(main(N))
