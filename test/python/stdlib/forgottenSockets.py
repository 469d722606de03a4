# Sockets that a program drops are closed and reported by a garbage collection; so are descriptors when none are left.
import gc, socket, warnings, resource

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter('always')
    s = socket.socket()
    s.bind(('127.0.0.1', 0))
    fd, name = s.fileno(), s.getsockname()
    del s
    gc.collect()
print([str(w.message) == f"unclosed <socket.socket fd={fd}, family=2, type=1, proto=0, laddr={name}>" for w in found])
warnings.simplefilter('ignore')
resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80))
for i in range(300):
    socket.socket()
print('still sockets')
