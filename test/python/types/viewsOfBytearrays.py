# A bytearray may change its size once nothing looks at its memory.
import socket

b = bytearray(b'abcdefgh')
for n in range(200):
    chunk = bytes(memoryview(b)[:4])
    del b[:4]
    b += chunk
print(b)
def recv(n):
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b'hello world')
        buf = bytearray(20)
        got = right.recv_into(memoryview(buf)[2:n])
        del buf[2 + got:]
        return buf
print(recv(7))

m = memoryview(b)
for change in (lambda: b.append(1), lambda: b.extend(b'x'), lambda: b.clear(), lambda: b.pop()):
    try:
        change()
    except BufferError as e:
        print(e)
print(len(m), m[0], bytes(m[1:3]))
try:
    del b[:1]
except BufferError as e:
    print(e)
s = m[2:4]
m.release()
try:
    b.append(1)
except BufferError as e:
    print(e)
s.release()
b.append(33)
print(b)
with memoryview(b) as m:
    try:
        b.append(1)
    except BufferError as e:
        print(e)
b.append(33)
print(b)
def used():
    m = memoryview(b)
    n = m[0]
    return n + len(m)
print(used())
b.append(33)
print(b)
