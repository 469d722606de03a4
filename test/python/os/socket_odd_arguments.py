# What the socket module makes of odd names, ports, control data and options.
import socket


def tell(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, e)


tell('long label', lambda: socket.getaddrinfo('x' * 300, 80))
tell('empty label', lambda: socket.getaddrinfo('a..b', 80))
tell('large port', lambda: socket.getnameinfo(('127.0.0.1', 99999), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
for text in '1.2.3.4 x', '1.2.3', '1.2.3.4\tx', ' 1.2.3.4', '1.2.3.4x':
    tell(repr(text), lambda: socket.inet_aton(text))
a, b = socket.socketpair()
for items in [5], [(1, 2)], ['abc'], 5:
    tell(items, lambda: a.sendmsg([b'x'], items))
tell('gaps', lambda: a.send(memoryview(b'abcd')[::2]))
tell('control size', lambda: b.recvmsg(1, 2**40))
s = socket.socket()
tell('device', lambda: s.getsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE))
for x in a, b, s:
    x.close()
