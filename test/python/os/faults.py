"""What goes wrong from outside: full disks, limits, connections that break, peers that vanish, children that die."""

import errno
import os
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading

folder = tempfile.mkdtemp()
path = os.path.join(folder, "file")


def tried(what, *args):
    try:
        return what(*args)
    except OSError as e:
        return type(e).__name__, errno.errorcode.get(e.errno, e.errno), e.filename


def full_disk():
    for mode in "wb", "w":
        f = open("/dev/full", mode)
        f.write(b"x" * 100 if mode == "wb" else "x" * 100)
        print(mode, tried(f.flush))
        print(tried(f.close), f.closed)
    print(tried(open("/dev/full", "wb", buffering=0).write, b"x"))
    p = subprocess.run([sys.executable, "-c", "print('lost')"], stdout=open("/dev/full", "w"), stderr=subprocess.PIPE, text=True)
    print(p.returncode, p.stderr.split("\n")[-2:])


def too_large():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, hard))
    with open(path, "wb", buffering=0) as f:
        print(f.write(b"x" * 4000), f.write(b"x" * 4000), tried(f.write, b"x"))
    f = open(path, "wb")
    for _ in range(10):
        f.write(b"y" * 700)
    print(tried(f.flush))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    # What did not fit is still in the buffer and is written once there is room.
    f.close()
    print(os.path.getsize(path))


def no_descriptors():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
    held = []
    for make in lambda: open(os.devnull), socket.socket, os.pipe, socket.socketpair, select.epoll, lambda: subprocess.Popen(["true"]), lambda: os.listdir("/"):
        while len(held) < 64 and not isinstance(got := tried(lambda: held.append(os.dup(0))), tuple):
            pass
        print(tried(make)[:2])
    for fd in held:
        os.close(fd)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    print(open(os.devnull).read() == "")


def connections():
    with socket.create_server(("127.0.0.1", 0)) as server:
        where = server.getsockname()
        c = socket.create_connection(where)
        s, _ = server.accept()
        # Linger for no time: the other side hears a reset.
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        s.close()
        print("reset", tried(c.recv, 10), tried(c.recv, 10))
        print("after it", tried(c.send, b"x"), tried(c.getpeername))
        c.close()

        c = socket.create_connection(where)
        s, _ = server.accept()
        c.shutdown(socket.SHUT_WR)
        print("half-open", s.recv(10), s.send(b"still there"), c.recv(100))
        s.close()
        print("closed", c.recv(10), tried(c.send, b"x"))
        c.close()

        c = socket.create_connection(where)
        s, _ = server.accept()
        s.close()
        c.send(b"x")
        select.select([c], [], [], 10)
        print("pipe", tried(c.send, b"x"), tried(c.sendall, b"x" * 100))
        c.close()

        c = socket.create_connection(where)
        c.settimeout(0.05)
        print("silent peer", tried(c.recv, 10))
        f = c.makefile("rb")
        print(tried(f.read, 1), tried(f.read, 1))
        c.close()
    print("refused", tried(socket.create_connection, where))
    a, b = socket.socketpair()
    thread = threading.Thread(target=lambda: print("woken", a.recv(10)))
    thread.start()
    b.shutdown(socket.SHUT_RDWR)
    thread.join()
    a.close(), b.close()


def pipes():
    r, w = os.pipe()
    os.close(r)
    print(tried(os.write, w, b"x"))
    f = os.fdopen(w, "w")
    f.write("lost")
    print(tried(f.close), f.closed)
    # The reader leaves early: status and message of the writer.
    p = subprocess.Popen([sys.executable, "-c", "while True: print('y' * 1000)"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    p.stdout.read(5)
    p.stdout.close()
    print(p.wait(), p.stderr.read().split("\n")[-2:])
    p.stderr.close()
    code = "import signal; signal.signal(signal.SIGPIPE, signal.SIG_DFL)\nwhile True: print('y' * 1000)"
    p = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    p.stdout.read(5)
    p.stdout.close()
    print(p.wait())
    p = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    print(p.communicate(b"x" * 1_000_000), p.returncode)


def children():
    for code in "import os; os.kill(os.getpid(), 15)", "import os; os.abort()", "import sys; sys.exit('a message')", "1/0", "raise KeyboardInterrupt", "import os, sys; sys.stdout.write('kept'); sys.exit(3)":
        p = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        print(p.returncode, p.stdout, p.stderr.split("\n")[-2:-1])
    p = subprocess.Popen([sys.executable, "-c", "import sys, time; print('up', flush=True); time.sleep(60)"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    p.stdout.readline()
    p.send_signal(signal.SIGINT)
    p.stdout.close()
    print(p.wait())


if __name__ == "__main__":
    for part in full_disk, too_large, no_descriptors, connections, pipes, children:
        print("--", part.__name__, flush=True)
        part()
    os.remove(path)
    os.rmdir(folder)
