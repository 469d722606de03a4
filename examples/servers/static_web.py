"""A web server for the files of a folder, by hand: what a request and an answer look like.

    static_web.py                  check, with a client of the library
    static_web.py PORT [FOLDER]    serves the files of FOLDER
"""

import email.utils
import http.client
import mimetypes
import os
import re
import socket
import sys
import tempfile
import threading
import urllib.parse


def answer(status, body=b"", kind="text/plain; charset=utf-8", head=False):
    lines = [f"HTTP/1.1 {status}", "Server: example", f"Date: {email.utils.formatdate(usegmt=True)}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if head else body)


def respond(request, root):
    match = re.match(rb"([A-Z]+) (/[^ ?]*)\S* HTTP/1\.[01]\r\n", request)
    if match is None:
        return answer("400 Bad Request", b"not understood\n")
    method, path = match[1].decode(), urllib.parse.unquote(match[2].decode())
    if method not in ("GET", "HEAD"):
        return answer("405 Method Not Allowed", b"only GET and HEAD\n")
    file = os.path.realpath(os.path.join(root, path.lstrip("/") or "index.html"))
    # Nothing above the folder is anyone's business.
    if os.path.commonpath([file, os.path.realpath(root)]) != os.path.realpath(root) or not os.path.isfile(file):
        return answer("404 Not Found", b"not found\n", head=method == "HEAD")
    with open(file, "rb") as f:
        return answer("200 OK", f.read(), mimetypes.guess_type(file)[0] or "application/octet-stream", method == "HEAD")


def handle(client, root):
    with client:
        client.settimeout(30)
        request = b""
        while b"\r\n\r\n" not in request and len(request) < 65536:
            part = client.recv(4096)
            if not part:
                return
            request += part
        client.sendall(respond(request, root))


def serve(server, root):
    while True:
        try:
            client, address = server.accept()
        except OSError:
            break  # The socket was shut down.
        threading.Thread(target=handle, args=(client, root), daemon=True).start()


def main():
    with tempfile.TemporaryDirectory() as root, socket.create_server(("127.0.0.1", 0)) as server:
        for name, text in ("index.html", "<h1>Hello</h1>\n"), ("a b.txt", "with a space\n"), ("big.bin", "x" * 300_000):
            with open(os.path.join(root, name), "w") as f:
                f.write(text)
        thread = threading.Thread(target=serve, args=(server, root))
        thread.start()
        for method, path in ("GET", "/"), ("GET", "/a%20b.txt?v=2"), ("HEAD", "/"), ("GET", "/big.bin"), ("GET", "/none"), ("GET", "/../../etc/passwd"), ("POST", "/"):
            connection = http.client.HTTPConnection(*server.getsockname())
            connection.request(method, path)
            response = connection.getresponse()
            body = response.read()
            print(method, path, response.status, response.reason, response.getheader("Content-Type"), body if len(body) < 50 else len(body))
            connection.close()
        with socket.create_connection(server.getsockname()) as s:
            s.sendall(b"hello?\r\n\r\n")
            print(s.makefile("rb").readline())
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(socket.create_server(("", int(sys.argv[1]))), sys.argv[2] if len(sys.argv) > 2 else ".")
    else:
        main()
