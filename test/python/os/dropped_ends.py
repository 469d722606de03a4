# An end of a connection or pipe that is dropped, not closed: the other end sees that nothing more comes.
import os
import select
import socket
import threading
import warnings

warnings.simplefilter('ignore')


def peer():
    a, b = socket.socketpair()
    a.sendall(b'hi')
    return b


def deleted():
    a, b = socket.socketpair()
    del a
    return b.recv(10)


def set_to_none():
    a, b = socket.socketpair()
    a = None
    return select.select([b], [], [], 20)[0] == [b]


def returned():
    b = peer()
    return b.recv(10), b.recv(10)


def with_timeout():
    b = peer()
    b.settimeout(20)
    return b.recv(10), b.recv(10)


def polled():
    b = peer()
    b.recv(10)
    poll = select.poll()
    poll.register(b, select.POLLIN)
    return len(poll.poll(20000))


def file_over_socket():
    return peer().makefile('rb').read()


def server_thread():
    listener = socket.create_server(('127.0.0.1', 0))

    def serve():
        connection, _ = listener.accept()
        connection.sendall(b'bye')

    thread = threading.Thread(target=serve)
    thread.start()
    client = socket.create_connection(listener.getsockname())
    got = b''
    while data := client.recv(100):
        got += data
    thread.join()
    listener.close()
    return got


def written(mode, data):
    r, w = os.pipe()
    f = os.fdopen(w, mode)
    f.write(data)
    del f
    return os.read(r, 10), os.read(r, 10)


for test in deleted, set_to_none, returned, with_timeout, polled, file_over_socket, server_thread:
    print(test.__name__, test())
print(written('wb', b'abc'), written('w', 'abc'))
