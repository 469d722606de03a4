"""UDP: an echo server and its client, and a message to everyone.

    udp.py                check: both in one program
    udp.py serve PORT     an echo server; udp.py send HOST PORT TEXT asks it
"""

import sys
import threading
from socket import AF_INET, SO_BROADCAST, SOCK_DGRAM, SOL_SOCKET, socket


def bound(port=0, host="127.0.0.1"):
    s = socket(AF_INET, SOCK_DGRAM)
    s.bind((host, port))
    return s


def serve(s):
    with s:
        while True:
            data, address = s.recvfrom(1024)
            s.sendto(data, address)
            if data == b"end":
                break


def ask(where, text):
    with socket(AF_INET, SOCK_DGRAM) as s:
        s.settimeout(10)
        s.sendto(text.encode("gb2312"), where)
        return s.recvfrom(1024)[0].decode("gb2312")


def broadcast():
    with bound(host="") as receiver, socket(AF_INET, SOCK_DGRAM) as sender:
        where = ("127.255.255.255", receiver.getsockname()[1])
        try:
            sender.sendto(b"everyone!", where)
        except PermissionError as e:
            print("not before asked for:", e.strerror)
        sender.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)
        sender.sendto(b"everyone!", where)
        print(receiver.recvfrom(100)[0])


def main():
    server = bound()
    where = server.getsockname()
    thread = threading.Thread(target=serve, args=(server,))
    thread.start()
    print([ask(where, text) for text in ("hello", "你好", "end")])
    thread.join()
    broadcast()
    with socket(AF_INET, SOCK_DGRAM) as s:
        s.settimeout(0.05)
        s.bind(("127.0.0.1", 0))
        try:
            s.recvfrom(10)
        except TimeoutError as e:
            print(repr(e))
        # A datagram is taken whole or cut, never joined with the next.
        s.sendto(b"too long", s.getsockname())
        s.sendto(b"next", s.getsockname())
        print(s.recv(3), s.recv(10))


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(bound(int(sys.argv[2]), ""))
    elif sys.argv[1:2] == ["send"]:
        print(ask((sys.argv[2], int(sys.argv[3])), sys.argv[4]))
    else:
        main()
