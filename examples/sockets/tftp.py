"""TFTP (RFC 1350), both sides: files in blocks of 512 bytes, each confirmed before the next is sent.

    tftp.py                          check: a server thread, files got and put
    tftp.py serve PORT FOLDER        tftp.py get HOST PORT NAME writes a file to standard output
"""

import os
import struct
import sys
import tempfile
import threading
from socket import AF_INET, SOCK_DGRAM, socket

READ, WRITE, DATA, ACK, ERROR = range(1, 6)
BLOCK = 512


class Failed(Exception):
    pass


def new_socket(port=0, host="127.0.0.1"):
    s = socket(AF_INET, SOCK_DGRAM)
    s.settimeout(10)
    s.bind((host, port))
    return s


def request(operation, name):
    return struct.pack(f"!H{len(name)}sx5sx", operation, name.encode(), b"octet")


def send_file(s, data, where):
    for number in range(1, len(data) // BLOCK + 2):
        s.sendto(struct.pack("!HH", DATA, number & 0xFFFF) + data[(number - 1) * BLOCK:number * BLOCK], where)
        operation, confirmed = struct.unpack_from("!HH", s.recv(BLOCK + 4))
        if (operation, confirmed) != (ACK, number & 0xFFFF):
            raise Failed(f"block {number} was not confirmed")


def receive_file(s, message, where):
    """Takes blocks from the first `message` on; one that is not full is the last."""
    data = bytearray()
    while True:
        operation, number = struct.unpack_from("!HH", message)
        if operation == ERROR:
            raise Failed(f"error {number}: {message[4:-1].decode()}")
        data += message[4:]
        s.sendto(struct.pack("!HH", ACK, number), where)
        if len(message) < BLOCK + 4:
            return bytes(data)
        message, where = s.recvfrom(BLOCK + 4)


def serve(s, folder, count):
    for _ in range(count):
        message, client = s.recvfrom(BLOCK + 4)
        operation, name = struct.unpack_from("!H", message)[0], message[2:].split(b"\0")[0].decode()
        path = os.path.join(folder, os.path.basename(name))
        with new_socket(host="") as own:  # Every exchange has a port of its own.
            if operation == WRITE:
                own.sendto(struct.pack("!HH", ACK, 0), client)
                data = receive_file(own, *own.recvfrom(BLOCK + 4))
                with open(path, "wb") as f:
                    f.write(data)
            elif os.path.isfile(path):
                with open(path, "rb") as f:
                    send_file(own, f.read(), client)
            else:
                own.sendto(struct.pack("!HH", ERROR, 1) + b"no such file\0", client)


def get(where, name):
    with new_socket(host="") as s:
        s.sendto(request(READ, name), where)
        return receive_file(s, *s.recvfrom(BLOCK + 4))


def put(where, name, data):
    with new_socket(host="") as s:
        s.sendto(request(WRITE, name), where)
        answer, where = s.recvfrom(BLOCK + 4)
        if struct.unpack_from("!HH", answer) != (ACK, 0):
            raise Failed("the server does not want it")
        send_file(s, data, where)


def main():
    with tempfile.TemporaryDirectory() as folder, new_socket() as server:
        where = server.getsockname()
        thread = threading.Thread(target=serve, args=(server, folder, 7))
        thread.start()
        print(request(READ, "test.jpg"))
        for size in 0, 511, 512, 100_000:
            with open(os.path.join(folder, f"{size}.bin"), "wb") as f:
                f.write(os.urandom(size))
        for size in 0, 511, 512:
            print(size, get(where, f"{size}.bin") == open(os.path.join(folder, f"{size}.bin"), "rb").read())
        data = get(where, "100000.bin")
        put(where, "copy.bin", data)
        print(len(data), get(where, "copy.bin") == data)
        try:
            get(where, "missing")
        except Failed as e:
            print(e)
        thread.join()


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        with new_socket(int(sys.argv[2]), "") as s:
            s.settimeout(None)
            serve(s, sys.argv[3], 1 << 30)
    elif sys.argv[1:2] == ["get"]:
        sys.stdout.buffer.write(get((sys.argv[2], int(sys.argv[3])), sys.argv[4]))
    else:
        main()
