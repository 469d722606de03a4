# TLS over real sockets: threads that wait for each other, urllib against an HTTPS server, a plain tail after unwrap().
import http.server
import os
import socket
import ssl
import threading
import urllib.error
import urllib.request

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), '_certs')
server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
server_context.load_cert_chain(os.path.join(here, 'server.pem'))
client_context = ssl.create_default_context(cafile=os.path.join(here, 'ca.pem'))

# An echo server with a thread for each client.
listener = socket.create_server(('127.0.0.1', 0))
address = listener.getsockname()


def echo(plain):
    with server_context.wrap_socket(plain, server_side=True) as conn:
        while data := conn.recv(65536):
            conn.sendall(data)
        plain = conn.unwrap()
        plain.sendall(b'plain ' + plain.recv(100))
        plain.close()


def serve(count):
    for _ in range(count):
        conn, _ = listener.accept()
        threading.Thread(target=echo, args=(conn,)).start()


def client(number, results):
    with socket.create_connection(address) as plain, client_context.wrap_socket(plain, server_hostname='localhost') as conn:
        data = bytes([number]) * 300_000
        got = bytearray()
        reader = threading.Thread(target=lambda: [got.extend(conn.recv(65536)) for _ in iter(lambda: len(got) < len(data), False)])
        reader.start()
        conn.sendall(data)
        reader.join()
        below = conn.unwrap()
        below.sendall(b'tail')
        results[number] = (got == data, conn.version(), below.recv(100))


server = threading.Thread(target=serve, args=(4,))
server.start()
results = {}
clients = [threading.Thread(target=client, args=(n, results)) for n in range(4)]
for t in clients:
    t.start()
for t in clients + [server]:
    t.join()
print(sorted(results.items()))

# Timeouts and sockets that do not wait.
a, b = socket.socketpair()
a.settimeout(0.05)
try:
    client_context.wrap_socket(a, server_hostname='localhost')
except TimeoutError as e:
    print(type(e).__name__, e)
b.close()
a, b = socket.socketpair()
a.setblocking(False)
conn = client_context.wrap_socket(a, server_hostname='localhost', do_handshake_on_connect=False)
try:
    conn.do_handshake()
except ssl.SSLWantReadError as e:
    print(type(e).__name__, e.args[0])
b.sendall(b'HTTP/1.0 400 Bad Request\r\n\r\n')
try:
    conn.do_handshake()
except ssl.SSLError as e:
    print(e.library, e.reason)
conn.close(), b.close()


# HTTPS.
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f'{self.path} over {self.connection.version()}'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        pass  # a client that does not trust us


with Server(('localhost', 0), Handler) as web:
    web.socket = server_context.wrap_socket(web.socket, server_side=True)
    threading.Thread(target=web.serve_forever).start()
    url = f'https://localhost:{web.server_port}/page'
    with urllib.request.urlopen(url, context=client_context) as answer:
        print(answer.status, answer.read())
    try:
        urllib.request.urlopen(url, context=ssl.create_default_context())
    except urllib.error.URLError as e:
        print(type(e.reason).__name__, e.reason.verify_message)
    print(ssl.get_server_certificate(('localhost', web.server_port)).startswith('-----BEGIN CERTIFICATE'))
    web.shutdown()
listener.close()
