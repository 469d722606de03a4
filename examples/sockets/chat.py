"""Two people talk over UDP: one thread reads what is typed, one what arrives.

    chat.py                        check: two programs that talk with each other
    chat.py PORT HOST OTHERPORT    your side of a talk; an empty line ends it
"""

import subprocess
import sys
import threading
from socket import AF_INET, SOCK_DGRAM, socket


def talk(s, other):
    def receive():
        while data := s.recv(1024):
            print("<", data.decode("gb2312"), flush=True)

    receiver = threading.Thread(target=receive)
    receiver.start()
    while True:
        line = sys.stdin.readline().rstrip("\n")
        s.sendto(line.encode("gb2312"), other)
        if not line:
            break
    # An empty message ends the other's listening, and its own empty message ours.
    receiver.join()


def free_ports(n):
    sockets = [socket(AF_INET, SOCK_DGRAM) for _ in range(n)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def main():
    one, two = free_ports(2)
    sides = [
        subprocess.Popen([sys.executable, "-u", __file__, str(here), "127.0.0.1", str(there)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for here, there in ((one, two), (two, one))
    ]
    for side in sides:
        print(side.stdout.readline(), end="")
    for n, text in enumerate(["hello", "你好", "how are you?", "fine"]):
        speaker, listener = sides[n % 2], sides[1 - n % 2]
        print(text, file=speaker.stdin, flush=True)
        print("side", 1 - n % 2, listener.stdout.readline(), end="")
    for side in sides:
        print(file=side.stdin, flush=True)
    print([side.wait() for side in sides])


if __name__ == "__main__":
    if len(sys.argv) == 4:
        with socket(AF_INET, SOCK_DGRAM) as s:
            s.bind(("", int(sys.argv[1])))
            print("ready", flush=True)
            talk(s, (sys.argv[2], int(sys.argv[3])))
    else:
        main()
