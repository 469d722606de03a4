# What goes wrong where nobody can catch it, and at the edges of processes: ignored exceptions, few descriptors, signals in threads.
import atexit, fcntl, gc, io, os, re, resource, select, signal, struct, subprocess, sys, threading, time, warnings


def tries(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(repr(e))


class Loud:
    def __init__(self, e): self.e = e

    def __del__(self):
        try:
            1 / 0
        except Exception as cause:
            raise self.e from cause


class Unprintable(Exception):
    def __str__(self): return 1 / 0


def deep(n):
    if n: deep(n - 1)
    else: raise ValueError('deep')


class Deep:
    def __del__(self): deep(7)


sys.stderr = io.StringIO()
for e in (ValueError('a\nb'), ValueError(), Unprintable(), SyntaxError('msg', ('f.py', 1, 2, 'a b\n'))):
    x = Loud(e)
    del x
x = Deep()
del x
gc.collect()
print(re.sub('0x[0-9a-f]+|".*odd_ends.py"', '…', sys.stderr.getvalue()))
sys.stderr = sys.__stderr__


# Signals are set in the main thread.
def in_thread():
    tries(signal.signal, signal.SIGUSR1, print)
    tries(signal.set_wakeup_fd, -1)


thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
print(signal.ItimerError, signal.ItimerError is signal.ItimerError)
tries(signal.setitimer, 99, 1)

# All threads of the process change their user, those of the runtime too, which block signals.
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR2])
os.setuid(os.getuid())
os.setgid(os.getgid())
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR2])

# A child with few descriptors.
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
    held = []
    for i in range(3):
        try:
            while True: held.append(os.open('/dev/null', os.O_RDONLY))
        except OSError as e:
            print(e)
    end = time.monotonic() + 0.2
    while time.monotonic() < end: sum(i * i for i in range(1000))
    sys.stdout.flush()
    os._exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))

# Buffers that were written to are let go of.
memory = memoryview(bytearray(16))
struct.pack_into('q', memory, 0, 1)
struct.Struct('q').pack_into(memory, 8, 1)
memory.release()

# A stream that went back to a point of rest has read nothing yet.
f = io.TextIOWrapper(io.BytesIO(b'ab\ncd'), encoding='utf-8')
f.read(1)
tries(f.reconfigure, encoding='gbk')
f.seek(0)
tries(f.reconfigure, encoding='gbk', newline='')
print(f.encoding, f.readlines())

poll = select.poll()
tries(poll.unregister, 77)
tries(fcntl.fcntl, 1, 1, b'x' * 2000)
tries(fcntl.ioctl, 1, 1, 3.5)
tries(os.mkfifo, '/dev/null/x')
open('odd_ends.tmp', 'w').close()
tries(os.chmod, 'odd_ends.tmp', 0o600, follow_symlinks=False)
os.unlink('odd_ends.tmp')
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    tries(subprocess.Popen, ['true'], stdin=899)
    tries(subprocess.Popen, ['nosuchprogram'])
    gc.collect()
    print([str(w.message) for w in caught])
for environment in ({'PYTHONUTF8': 'x'}, {'PYTHONIOENCODING': 'latin-1:replace'}, {'PYTHONIOENCODING': 'bogus'}):
    done = subprocess.run([sys.executable, '-c', 'import sys; print(sys.stdout.encoding, sys.stdout.errors)'], env={**os.environ, **environment}, capture_output=True, text=True)
    print(done.returncode, done.stdout, done.stderr.split('\n\n')[0].rstrip())


class Fails:
    def __call__(self): deep(1)
    def __repr__(self): return 'Fails()'


atexit.register(Fails())

atexit.register(print, 'x', sep=3)


class Exits:
    def __call__(self): raise SystemExit(3)
    def __repr__(self): return 'Exits()'


atexit.register(Exits())
