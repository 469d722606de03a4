"""http.server with a handler of its own: requests over connections of their own, and over one that is kept."""

import http.client
import http.server
import sys

from _server import announce, running

N = 1_000


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        body = b"hello, " + self.path.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    announce(server.server_address[1])
    server.serve_forever()


def main(n):
    total = 0
    server = running(__file__)
    for i in range(n // 2):
        with server.connect() as sock:
            sock.sendall(b"GET /%d HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nConnection: close\r\n\r\n" % i)
            while data := sock.recv(65536):
                total += data.count(b"hello")
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    for i in range(n // 2):
        connection.request("GET", f"/{i}")
        total += len(connection.getresponse().read()) > 7
    connection.close()
    return total


if __name__ == "__main__":
    if sys.argv[1:] == ["--serve"]:
        serve()
    print(main(N))
