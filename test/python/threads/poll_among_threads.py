# While one thread waits in poll(), others poll descriptors of their own, if only to look: neither sees what the other finds.
import select
import socket
import threading

waiting, other_end = socket.socketpair()
writable, unused = socket.socketpair()
results = []


def wait():
    p = select.poll()
    p.register(waiting, select.POLLIN)
    for _ in range(200):
        results.append(p.poll(5000) == [(waiting.fileno(), select.POLLIN)])
        waiting.recv(1)


thread = threading.Thread(target=wait)
thread.start()
p = select.poll()
p.register(writable, select.POLLIN | select.POLLOUT)
seen = set()
for _ in range(200):
    other_end.send(b'x')
    for _ in range(20):
        seen.add(tuple(p.poll(0)) == ((writable.fileno(), select.POLLOUT),))
while thread.is_alive():
    seen.add(tuple(p.poll(0)) == ((writable.fileno(), select.POLLOUT),))
thread.join()
print(len(results), all(results), seen)
for s in (waiting, other_end, writable, unused):
    s.close()
