# What sockets, look-ups and selectors say of wrong arguments; look-ups from another thread.
import select
import socket
import threading
import zlib


def tell(f, *args, **keywords):
    try:
        result = f(*args, **keywords)
    except Exception as e:
        print(getattr(f, "__name__", f), type(e).__name__, e)
    else:
        print(getattr(f, "__name__", f), "=", result)


with socket.socket() as s:
    tell(s.send)
    tell(s.send, b"a", 0, 0)
    tell(s.recv, zzz=1)
    tell(s.recvmsg, 1, 2, 3, 4)
    tell(s.sendmsg, 5)
    tell(s.sendmsg, [b"x"], [(1, 2)])
    tell(s.recvmsg_into, [b"x"])
    tell(s.setsockopt, 1, 2, None)
    tell(s.setsockopt, 1, 2, 3, 4)
    tell(s.settimeout, "x")
    tell(s.bind, ("127.0.0.1", "80"))
tell(socket.socket, socket.AF_INET, socket.SOCK_STREAM, 0, 1.5)
tell(socket.getaddrinfo, 3, 80)
tell(socket.gethostbyname, 5)
tell(socket.gethostbyname_ex, None)
tell(socket.getnameinfo, ("127.0.0.1",), 0)
tell(socket.getprotobyname, 5)
tell(socket.if_nametoindex, 5)
tell(socket.inet_ntoa, b"123")
tell(socket.htons)
tell(socket.CMSG_LEN)
tell(socket.CMSG_SPACE, 2**64)

poll = select.poll()
tell(poll.register, 0, -1)
tell(poll.unregister, 55)
tell(poll.poll, 2**70)
with select.epoll() as epoll:
    tell(epoll.poll, "x")
    tell(epoll.register, 0, zzz=1)
tell(select.select, [], [], [], 1e300)

tell(open, zzz=1)
tell(zlib.decompress, b"", wbitss=1)
tell(b"".decode, errorz="x")
tell(pow, 1, zzz=1)


def names():
    print(socket.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))


thread = threading.Thread(target=names)
thread.start()
thread.join()
