# faulthandler: tracebacks after a while and at signals, in calls that wait, in loops and in other threads.
import faulthandler, io, os, re, signal, sys, tempfile, threading, time


def told(file):
    file.seek(0)
    text = re.sub(r'0x[0-9a-f]+( \[.*\])?', 'ID', file.read())
    text = re.sub(r'".*[/\\](\w+\.py)"', r'"\1"', text)
    print(re.sub(r'(threading.py", line) \d+', r'\1 N', text))
    file.seek(0)
    file.truncate()


def waits():
    start = time.monotonic()
    time.sleep(0.3)
    print(time.monotonic() - start >= 0.3)


def loops():
    end = time.monotonic() + 0.3
    while time.monotonic() < end: pass


with tempfile.TemporaryFile('w+') as file:
    faulthandler.dump_traceback_later(0.1, file=file)
    waits()
    told(file)
    faulthandler.dump_traceback_later(0.1, repeat=True, file=file)
    loops()
    faulthandler.cancel_dump_traceback_later()
    file.seek(0)
    print(file.read().count('Timeout (0:00:00.100000)!') in (2, 3))
    file.seek(0)
    file.truncate()
    faulthandler.dump_traceback_later(0.1, file=file)
    faulthandler.cancel_dump_traceback_later()
    waits()
    told(file)

    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    time.sleep(0.1)
    faulthandler.dump_traceback_later(0.1, file=file)
    time.sleep(0.2)
    stop.set()
    thread.join()
    told(file)

    print(faulthandler.unregister(signal.SIGUSR1))
    faulthandler.register(signal.SIGUSR1, file=file, all_threads=False)
    print(signal.getsignal(signal.SIGUSR1))
    os.kill(os.getpid(), signal.SIGUSR1)
    told(file)
    signal.signal(signal.SIGUSR2, lambda n, frame: print('handler', n == signal.SIGUSR2, frame.f_lineno))
    faulthandler.register(signal.SIGUSR2, file=file, chain=True)
    signal.raise_signal(signal.SIGUSR2)
    told(file)
    print(faulthandler.unregister(signal.SIGUSR2), faulthandler.unregister(signal.SIGUSR2))
    signal.raise_signal(signal.SIGUSR2)
    told(file)

for f, args in (
    (faulthandler.register, (signal.SIGSEGV,)),
    (faulthandler.register, (100,)),
    (faulthandler.register, (signal.SIGKILL,)),
    (faulthandler.dump_traceback_later, (0,)),
    (faulthandler.dump_traceback_later, ('1',)),
    (faulthandler.enable, (-1,)),
):
    try:
        f(*args)
    except Exception as e:
        print(repr(e))

pid = os.fork()
if pid == 0:
    faulthandler.register(signal.SIGUSR1, file=io.FileIO(os.open(os.devnull, os.O_WRONLY), 'w'), chain=True)
    signal.raise_signal(signal.SIGUSR1)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGUSR1)
pid = os.fork()
if pid == 0:
    faulthandler.dump_traceback_later(0.1, file=os.open(os.devnull, os.O_WRONLY), exit=True)
    threading.Event().wait()
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
