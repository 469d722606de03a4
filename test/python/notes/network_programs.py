# What a reader of notes on network programming writes: UDP, TFTP, chat, TCP servers by threads, select, poll and edge-triggered epoll,
# a static web server; server and client in one program or as processes.
import os, select, struct, threading
from http.client import HTTPConnection
from multiprocessing import get_context
from socket import *

HOST = '127.0.0.1'
Process = get_context('fork').Process

def udp_echo():
    server = socket(AF_INET, SOCK_DGRAM)
    server.bind((HOST, 0))
    def serve():
        while True:
            data, address = server.recvfrom(1024)
            if data == b'bye':
                break
            server.sendto(data.decode('gb2312').upper().encode('gb2312'), address)
        server.close()
    t = threading.Thread(target=serve)
    where = server.getsockname()
    t.start()
    client = socket(AF_INET, SOCK_DGRAM)
    for text in 'hello', '你好 abc':
        client.sendto(text.encode('gb2312'), where)
        print('udp', client.recvfrom(1024)[0].decode('gb2312'))
    client.sendto(b'bye', where)
    t.join()
    client.close()

def tftp():
    content = bytes(range(256)) * 5
    server = socket(AF_INET, SOCK_DGRAM)
    server.bind((HOST, 0))
    def serve():
        request, address = server.recvfrom(516)
        name = request[2:].split(b'\0')[0].decode()
        for n in range(len(content) // 512 + 1):
            server.sendto(struct.pack('!HH', 3, n + 1) + content[n * 512:(n + 1) * 512], address)
            ack, _ = server.recvfrom(4)
            assert struct.unpack('!HH', ack) == (4, n + 1)
        server.close()
    threading.Thread(target=serve).start()
    client = socket(AF_INET, SOCK_DGRAM)
    name = 'test.jpg'
    client.sendto(struct.pack(f'!H{len(name)}sb5sb', 1, name.encode(), 0, b'octet', 0), server.getsockname())
    got, block = b'', 0
    while True:
        data, address = client.recvfrom(1024)
        operation, number = struct.unpack('!HH', data[:4])
        if operation == 3 and number == block + 1:
            block = number
            got += data[4:]
            client.sendto(struct.pack('!HH', 4, block), address)
            if len(data) < 516:
                break
    print('tftp', block, got == content)
    client.close()

def broadcast():
    receiver = socket(AF_INET, SOCK_DGRAM)
    receiver.bind(('', 0))
    sender = socket(AF_INET, SOCK_DGRAM)
    sender.setsockopt(SOL_SOCKET, SO_BROADCAST, 1)
    sender.sendto(b'all', ('127.255.255.255', receiver.getsockname()[1]))
    print('broadcast', receiver.recvfrom(10)[0])
    sender.close(), receiver.close()

def chat():
    a, b = socket(AF_INET, SOCK_DGRAM), socket(AF_INET, SOCK_DGRAM)
    a.bind((HOST, 0)), b.bind((HOST, 0))
    log = []
    def receive(s, name):
        while (data := s.recv(1024)) != b'quit':
            log.append((name, data.decode()))
    ts = [threading.Thread(target=receive, args=(a, 'a')), threading.Thread(target=receive, args=(b, 'b'))]
    for t in ts:
        t.start()
    for n in range(3):
        a.sendto(b'from a %d' % n, b.getsockname())
        b.sendto(b'from b %d' % n, a.getsockname())
    a.sendto(b'quit', b.getsockname()), b.sendto(b'quit', a.getsockname())
    for t in ts:
        t.join()
    print('chat', sorted(log))
    a.close(), b.close()

def clients(where, count=3):
    connections = []
    for n in range(count):
        c = socket(AF_INET, SOCK_STREAM)
        c.connect(where)
        connections.append(c)
    answers = []
    for k in range(2):
        for n, c in enumerate(connections):
            c.send(b'client %d message %d' % (n, k))
        answers += [c.recv(1024).decode() for c in connections]
    for c in connections:
        c.close()
    return answers

def listening():
    s = socket(AF_INET, SOCK_STREAM)
    s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    s.bind((HOST, 0))
    s.listen(5)
    return s

def by_threads(server):
    def handle(c):
        while data := c.recv(1024):
            c.send(data.upper())
        c.close()
    workers = []
    for _ in range(3):
        c, _ = server.accept()
        workers.append(threading.Thread(target=handle, args=(c,)))
        workers[-1].start()
    for w in workers:
        w.join()

def by_trying(server):
    server.setblocking(False)
    open_, closed = [], 0
    while closed < 3:
        try:
            c, _ = server.accept()
            c.setblocking(False)
            open_.append(c)
        except BlockingIOError:
            pass
        for c in open_[:]:
            try:
                data = c.recv(1024)
            except BlockingIOError:
                continue
            if data:
                c.send(data.upper())
            else:
                c.close()
                open_.remove(c)
                closed += 1

def by_select(server):
    inputs, closed = [server], 0
    while closed < 3:
        readable, _, _ = select.select(inputs, [], [])
        for s in readable:
            if s is server:
                inputs.append(server.accept()[0])
            elif data := s.recv(1024):
                s.send(data.upper())
            else:
                inputs.remove(s)
                s.close()
                closed += 1

def by_poll(server):
    p, all_, closed = select.poll(), {server.fileno(): server}, 0
    p.register(server, select.POLLIN)
    while closed < 3:
        for fd, event in p.poll():
            if fd == server.fileno():
                c, _ = server.accept()
                all_[c.fileno()] = c
                p.register(c, select.POLLIN)
            elif data := all_[fd].recv(1024):
                all_[fd].send(data.upper())
            else:
                p.unregister(fd)
                all_.pop(fd).close()
                closed += 1

def by_epoll(server):
    e, all_, closed = select.epoll(), {}, 0
    e.register(server.fileno(), select.EPOLLIN | select.EPOLLET)
    server.setblocking(False)
    while closed < 3:
        for fd, event in e.poll():
            if fd == server.fileno():
                while True:
                    try:
                        c, _ = server.accept()
                    except BlockingIOError:
                        break
                    c.setblocking(False)
                    all_[c.fileno()] = c
                    e.register(c.fileno(), select.EPOLLIN | select.EPOLLET)
            elif event & select.EPOLLIN:
                try:
                    while data := all_[fd].recv(5):
                        all_[fd].send(data.upper())
                except BlockingIOError:
                    continue
                e.unregister(fd)
                all_.pop(fd).close()
                closed += 1
    e.close()

def together(c, n):
    data = b''
    while len(data) < n:
        data += c.recv(1024)
    return data.decode()

def web(server, count):
    def handle(c):
        request = c.recv(1024).decode()
        path = request.split()[1]
        body = f'<h1>{path}</h1>' if path != '/missing' else None
        if body is None:
            c.send(b'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
        else:
            c.send(f'HTTP/1.1 200 OK\r\nServer: My server\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}'.encode())
        c.close()
    for _ in range(count):
        c, _ = server.accept()
        p = Process(target=handle, args=(c,))
        p.start()
        c.close()
        p.join()

def main():
    udp_echo()
    tftp()
    broadcast()
    chat()
    for serve in by_threads, by_trying, by_select, by_poll:
        server = listening()
        t = threading.Thread(target=serve, args=(server,))
        t.start()
        print(serve.__name__, clients(server.getsockname()))
        t.join()
        server.close()
    server = listening()
    t = threading.Thread(target=by_epoll, args=(server,))
    t.start()
    c = socket(AF_INET, SOCK_STREAM)
    others = [create_connection(server.getsockname()) for _ in range(2)]
    c.connect(server.getsockname())
    c.send(b'edge triggered epoll')
    print('by_epoll', together(c, 20))
    for s in others + [c]:
        s.close()
    t.join()
    server.close()
    server = listening()
    pid = os.fork()
    if pid == 0:
        web(server, 3)
        os._exit(0)
    for path in '/', '/index.html', '/missing':
        h = HTTPConnection(*server.getsockname())
        h.request('GET', path)
        r = h.getresponse()
        print('web', r.status, r.reason, r.getheader('Server'), r.read())
        h.close()
    os.waitpid(pid, 0)
    server.close()

main()
