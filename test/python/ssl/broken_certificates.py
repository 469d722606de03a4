"""Certificates and keys that are cut off, changed, mixed up, expired, not valid yet, or no certificates at all; servers that do not speak TLS."""

import os
import socket
import ssl
import tempfile
import threading

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_certs")


def text(name):
    with open(os.path.join(here, name)) as file:
        return file.read()


def said(error):
    # Newer releases of OpenSSL add a remark to one message.
    message = str(error).split(" (_ssl.c")[0].removesuffix(" or the system clock is incorrect")
    return type(error).__name__, message, getattr(error, "reason", None), getattr(error, "verify_code", None)


def failing(label, f, *args, **names):
    try:
        print(label, "gave", f(*args, **names))
    except (OSError, ValueError, TypeError) as e:
        print(label, *said(e), sep=" | ")


good = text("server.pem")
lines = good.splitlines(keepends=True)
changed = lines[:]
changed[5] = changed[5][:10] + ("A" if changed[5][10] != "A" else "B") + changed[5][11:]
broken = {
    "empty": "",
    "no certificate": "hello\n",
    "cut off": "".join(lines[:8]),
    "no end": "".join(lines[:17]),
    "bad base64": good.replace(lines[3], "!" + lines[3][1:]),
    "not DER": "-----BEGIN CERTIFICATE-----\naGVsbG8gd29ybGQ=\n-----END CERTIFICATE-----\n",
    "no key": good[: good.index("-----BEGIN PRIVATE")],
    "key of another": good[: good.index("-----BEGIN PRIVATE")] + text("expired.pem")[text("expired.pem").index("-----BEGIN PRIVATE"):],
}
with tempfile.TemporaryDirectory() as folder:
    for label, content in broken.items():
        name = os.path.join(folder, "broken.pem")
        with open(name, "w") as file:
            file.write(content)
        failing(f"chain, {label}", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain, name)
        failing(f"trust, {label}", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations, name)
        failing(f"data, {label}", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations, cadata=content)
failing("chain, missing", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain, "/nowhere/x.pem")
failing("trust, missing", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations, "/nowhere/x.pem")
failing("trust, nothing", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations)
failing("data, bytes", ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations, cadata=b"\x30\x03abc")


def connect(serve, **names):
    """What a client with `names` sees of a server that runs `serve` with one connection."""
    outcome = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run():
            connection, _ = listener.accept()
            with connection:
                try:
                    outcome.append(serve(connection))
                except OSError as e:
                    outcome.append(said(e)[::2])

        thread = threading.Thread(target=run)
        thread.start()
        context = ssl.create_default_context(**names)
        with socket.create_connection(listener.getsockname(), timeout=20) as plain:
            try:
                with context.wrap_socket(plain, server_hostname="localhost") as tls:
                    print("   client", tls.recv(10))
            except OSError as e:
                print("   client", *said(e), sep=" | ")
        thread.join()
    print("   server", outcome)


def speak(certificate):
    def serve(connection):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(here, certificate))
        with context.wrap_socket(connection, server_side=True) as tls:
            tls.sendall(b"welcome")
        return "served"

    return serve


for certificate in "expired.pem", "future.pem", "server.pem":
    print(certificate)
    connect(speak(certificate), cafile=os.path.join(here, certificate))
    connect(speak(certificate), cafile=os.path.join(here, "ca.pem"))
print("no TLS")
connect(lambda c: c.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n"), cafile=os.path.join(here, "ca.pem"))
print("silent")
connect(lambda c: c.recv(5) and None, cafile=os.path.join(here, "ca.pem"))
