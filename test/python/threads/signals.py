# Ctrl-C ends whatever the main thread waits for; other handlers run and the wait goes on.
import threading, time, signal, os, socket
def raiser(): time.sleep(.2); os.kill(os.getpid(), signal.SIGINT)
for what in ['lock','join','recv','queue','sleep','event','cpu','accept']:
    threading.Thread(target=raiser, daemon=True).start()
    try:
        if what=='lock':
            l=threading.Lock(); l.acquire(); l.acquire()
        elif what=='join':
            t=threading.Thread(target=lambda: time.sleep(2), daemon=True); t.start(); t.join()
        elif what=='recv':
            a,b=socket.socketpair(); a.recv(10)
        elif what=='queue':
            import queue; queue.Queue().get()
        elif what=='sleep': time.sleep(3)
        elif what=='event': threading.Event().wait()
        elif what=='cpu':
            while True: pass
        elif what=='accept':
            s=socket.create_server(('127.0.0.1',0)); s.accept()
        print(what,'NO')
    except KeyboardInterrupt:
        print(what, 'interrupted')
# handler then goes on
hits=[]
signal.signal(signal.SIGALRM, lambda *a: hits.append(1))
signal.setitimer(signal.ITIMER_REAL, .05, .05)
t0=time.monotonic(); time.sleep(.3); print(time.monotonic()-t0>=.3, len(hits)>2)
a,b=socket.socketpair()
threading.Timer(.2, lambda: b.send(b'late')).start()
print(a.recv(10))
signal.setitimer(signal.ITIMER_REAL, 0)
# cpu bound thread does not starve main
stop=False
def spin():
    while not stop: pass
threading.Thread(target=spin).start()
t0=time.monotonic()
for i in range(10): time.sleep(.01)
print(time.monotonic()-t0 < 1.0)
stop=True
print('end')
