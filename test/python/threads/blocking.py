# Calls that block let the other threads run: sockets, pipes, processes, queues, locks; fork from threads.
import threading, time, socket, queue, concurrent.futures, os, select, gc, subprocess, warnings
warnings.simplefilter('ignore', DeprecationWarning)
srv = socket.create_server(('127.0.0.1', 0)); port = srv.getsockname()[1]
def serve():
    while True:
        c, a = srv.accept()
        threading.Thread(target=handle, args=(c,), daemon=True).start()
def handle(c):
    with c, c.makefile('rwb') as f:
        for line in f:
            f.write(line.upper()); f.flush()
threading.Thread(target=serve, daemon=True).start()
def client(i):
    with socket.create_connection(('127.0.0.1', port)) as s:
        f = s.makefile('rw')
        for k in range(50):
            f.write(f'hello {i} {k}\n'); f.flush()
            assert f.readline() == f'HELLO {i} {k}\n'
    return i
t0=time.time()
with concurrent.futures.ThreadPoolExecutor(8) as ex:
    print(sorted(ex.map(client, range(20))))
# cpu threads
def cpu(n):
    x = 0
    for i in range(n): x += i % 7
    return x
t0=time.time()
with concurrent.futures.ThreadPoolExecutor(4) as ex: print(list(ex.map(cpu, [300000]*8)))
# gc stress
def alloc(n):
    l = []
    for i in range(n):
        l.append({'a': i, 'b': [i]*3})
        if i % 5000 == 0: gc.collect()
    return sum(d['a'] for d in l)
t0=time.time()
with concurrent.futures.ThreadPoolExecutor(4) as ex: print(list(ex.map(alloc, [20000]*4)))
r, w = os.pipe()
def wr():
    for i in range(3): time.sleep(.05); os.write(w, b'x%d' % i)
    os.close(w)
threading.Thread(target=wr).start()
d=b''
while True:
    b=os.read(r,10)
    if not b: break
    d+=b
print(d)
p=subprocess.Popen(['sh','-c','sleep 0.3; echo out; cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(p.communicate('abc\n'*3))
def sub(i): return subprocess.run(['sh','-c',f'sleep 0.2; echo {i}'], capture_output=True, text=True).stdout
t0=time.time()
with concurrent.futures.ThreadPoolExecutor(4) as ex: print(list(ex.map(sub, range(4))))
print(time.time()-t0 < 0.75)
q=queue.Queue(5)
def prod():
    for i in range(100): q.put(i)
    q.put(None)
threading.Thread(target=prod).start()
s=0
while (x:=q.get()) is not None: s+=x
print(s)
pid=os.fork()
if pid==0:
    t=threading.Thread(target=lambda: print('in child', flush=True)); t.start(); t.join(); os._exit(3)
print(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))
def forker():
    pid=os.fork()
    if pid==0:
        print('child of thread', threading.current_thread() is threading.main_thread(), flush=True); os._exit(4)
    print(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]), flush=True)
t=threading.Thread(target=forker); t.start(); t.join()
ev=threading.Event(); print(ev.wait(0.05))
tm=threading.Timer(0.05, ev.set); tm.start(); print(ev.wait(2))
def bad(): 1/0
t=threading.Thread(target=bad); t.start(); t.join()
lk=threading.RLock()
n=0
def inc():
    global n
    for i in range(20000):
        with lk: n+=1
ts=[threading.Thread(target=inc) for _ in range(4)]; [t.start() for t in ts]; [t.join() for t in ts]; print(n)
