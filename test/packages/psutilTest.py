import os
import resource
import socket
import struct

import psutil
from psutil import _psutil_linux as part
from psutil import _psutil, _psutil_posix

assert part is _psutil is _psutil_posix and part.version == 722


def raised(kind, f, *args):
    try:
        f(*args)
    except kind as e:
        return e
    raise AssertionError(f'{kind} not raised')


me = os.getpid()
raised(ValueError, part.check_pid_range, -1)
raised(OverflowError, part.check_pid_range, 1 << 40)
assert part.check_pid_range(me) is None
assert part.getpagesize() == resource.getpagesize() and part.RLIM_INFINITY == -1 and part.RLIMIT_NOFILE == resource.RLIMIT_NOFILE

# Processes.
cpus = part.proc_cpu_affinity_get(me)
assert cpus == sorted(os.sched_getaffinity(0))
part.proc_cpu_affinity_set(me, [cpus[0]])
assert part.proc_cpu_affinity_get(me) == [cpus[0]]
part.proc_cpu_affinity_set(me, cpus)
assert str(raised(TypeError, part.proc_cpu_affinity_set, me, 5)) == "sequence argument expected, got <class 'int'>"
assert part.getpriority(me) == part.proc_priority_get(me) == os.getpriority(os.PRIO_PROCESS, 0)
part.proc_ioprio_set(me, 2, 3)
assert part.proc_ioprio_get(me) == (2, 3)
part.proc_ioprio_set(me, 0, 0)
raised(ProcessLookupError, part.proc_ioprio_get, 1 << 22)
raised(ProcessLookupError, part.proc_priority_get, 1 << 22)

# The system.
with open('/proc/meminfo') as file:
    meminfo = {name: int(value.split()[0]) * 1024 for name, value in (line.split(':') for line in file)}
total, free, buffer, shared, swap, free_swap, unit = part.linux_sysinfo()
assert total * unit == meminfo['MemTotal'] and swap * unit == meminfo['SwapTotal'] and 0 < free < total
mounts = os.path.join(os.path.dirname(psutil.__file__), 'mounts')
with open(mounts, 'w') as file:
    file.write('# none\n\n/dev/a\\040b /mnt/x\\134y ext4 rw,relatime 0 0\nproc /proc proc\n')
assert part.disk_partitions(mounts) == [('/dev/a b', '/mnt/x\\y', 'ext4', 'rw,relatime'), ('proc', '/proc', 'proc', '')]
assert raised(OSError, part.disk_partitions, mounts + '!').filename == mounts + '!'

entry = struct.Struct('=h2xi32s4s32s256shhiii16s20x')
utmp = os.path.join(os.path.dirname(psutil.__file__), 'utmp')
with open(utmp, 'wb') as file:
    for kind, name, host in ((7, b'ann', b'far.example'), (8, b'gone', b''), (7, b'bob', b':0')):
        file.write(entry.pack(kind, 42, b'pts/1', b'', name, host, 0, 0, 0, 1000, 0, b''))
part._UTMP = utmp
assert part.users() == [('ann', 'pts/1', 'far.example', 1000.0, 42), ('bob', 'pts/1', 'localhost', 1000.0, 42)]
part._UTMP = utmp + '!'
assert part.users() == []

# Interfaces.
addresses = [a[1:] for a in part.net_if_addrs() if a[0] == 'lo']
assert (socket.AF_INET, '127.0.0.1', '255.0.0.0', None, None) in addresses
assert all(a[1] == '00:00:00:00:00:00:' for a in addresses if a[0] == socket.AF_PACKET)
flags = part.net_if_flags('lo')
assert flags[0] == 'up' and 'loopback' in flags and part.net_if_is_running('lo') == ('running' in flags)
with open('/sys/class/net/lo/mtu') as file:
    assert part.net_if_mtu('lo') == int(file.read())
assert part.net_if_duplex_speed('lo') == [part.DUPLEX_UNKNOWN, 0]
raised(OSError, part.net_if_mtu, 'nosuch0')
print('ok')
