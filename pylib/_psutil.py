"""The native part of the package psutil on Linux: what it asks of the C library rather than of /proc.

psutil 7 knows it as psutil._psutil_linux, older versions also as psutil._psutil_posix, version 8 as psutil._psutil.
"""

import os
import resource
import socket
import struct
import sys
from fcntl import ioctl
from os import getpriority as _getpriority
from os import setpriority as _setpriority


def __getattr__(name):
    # psutil compares it with its own, to find a part of another version; what is here serves all of them.
    if name == 'version':
        return int(sys.modules['psutil'].__version__.replace('.', ''))
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


DUPLEX_HALF = 0x00
DUPLEX_FULL = 0x01
DUPLEX_UNKNOWN = 0xFF

globals().update({name: getattr(resource, name) for name in dir(resource) if name.startswith('RLIM')})


def set_debug(value, /):
    """Nothing here has anything to tell."""


def check_pid_range(pid, /):
    if not -(1 << 31) <= pid < 1 << 31:
        raise OverflowError('signed integer is greater than maximum' if pid > 0 else 'signed integer is less than minimum')
    if pid < 0:
        raise ValueError('pid must be a positive integer')


def getpagesize():
    return resource.getpagesize()


# --- processes


def getpriority(pid, /):
    return _getpriority(os.PRIO_PROCESS, pid)


def setpriority(pid, value, /):
    _setpriority(os.PRIO_PROCESS, pid, value)


proc_priority_get, proc_priority_set = getpriority, setpriority


def proc_cpu_affinity_get(pid, /):
    return sorted(os.sched_getaffinity(pid))


def proc_cpu_affinity_set(pid, cpus, /):
    if not hasattr(type(cpus), '__getitem__') or isinstance(cpus, dict):
        raise TypeError(f'sequence argument expected, got {type(cpus)!r}')
    os.sched_setaffinity(pid, cpus)


_IOPRIO_WHO_PROCESS = 1
_IOPRIO_CLASS_SHIFT = 13
# ioprio_set, ioprio_get
_IOPRIO_CALLS = {'x86_64': (251, 252), 'aarch64': (30, 31)}


def proc_ioprio_get(pid, /):
    """Class and value."""
    number = _IOPRIO_CALLS[os.uname().machine][1]
    priority = _checked(_libc().syscall(number, _IOPRIO_WHO_PROCESS, pid))
    return priority >> _IOPRIO_CLASS_SHIFT, priority & (1 << _IOPRIO_CLASS_SHIFT) - 1


def proc_ioprio_set(pid, ioclass, value, /):
    number = _IOPRIO_CALLS[os.uname().machine][0]
    _checked(_libc().syscall(number, _IOPRIO_WHO_PROCESS, pid, ioclass << _IOPRIO_CLASS_SHIFT | value))


# --- the system


def linux_sysinfo():
    """Total, free, buffer and shared memory, total and free swap, and the unit in which they are counted."""
    info = struct.Struct('@l3L6LHHLLI')
    memory = _ctypes().create_string_buffer(128)
    _checked(_libc().sysinfo(memory))
    _, _, _, _, total, free, shared, buffer, swap, free_swap, _, _, _, _, unit = info.unpack_from(memory)
    return total, free, buffer, shared, swap, free_swap, unit


def disk_partitions(path, /):
    """Device, mount point, type and options of each line of a file like /proc/mounts."""
    result = []
    with open(path, 'rb') as mounts:
        for line in mounts:
            fields = [_unescaped(field) for field in line.split()[:4]]
            if fields and not fields[0].startswith('#'):
                result.append(tuple(fields + [''] * (4 - len(fields))))
    return result


def _unescaped(field):
    # Blank, tab, newline and backslash stand there as three octal digits.
    for code in (b'040', b'011', b'012', b'134'):
        field = field.replace(b'\\' + code, bytes([int(code, 8)]))
    return os.fsdecode(field)


_UTMP = '/var/run/utmp'
# Type, process, line, id, user, host, two codes, session, seconds, microseconds, address.
_UTMP_ENTRY = struct.Struct('=h2xi32s4s32s256shhiii16s20x')
_USER_PROCESS = 7


def users():
    """User, terminal, host, time of login and process of each who is logged in."""
    result = []
    try:
        with open(_UTMP, 'rb') as file:
            entries = file.read()
    except FileNotFoundError:
        return result
    for at in range(0, len(entries) - _UTMP_ENTRY.size + 1, _UTMP_ENTRY.size):
        kind, pid, line, _, user, host, _, _, _, seconds, _, _ = _UTMP_ENTRY.unpack_from(entries, at)
        if kind == _USER_PROCESS:
            user, line, host = (os.fsdecode(text.split(b'\0')[0]) for text in (user, line, host))
            result.append((user, line, 'localhost' if host in ('', ':0', ':0.0') else host, float(seconds), pid))
    return result


# --- network interfaces

_SIOCGIFFLAGS = 0x8913
_SIOCGIFMTU = 0x8921
_SIOCETHTOOL = 0x8946
_ETHTOOL_GSET = 1
_NAME_MAX = 15
# By bit.
_FLAGS = (
    'up broadcast debug loopback pointopoint notrailers running noarp promisc allmulti master slave multicast portsel automedia dynamic'
).split()
_BROADCAST, _POINTOPOINT, _RUNNING = (1 << _FLAGS.index(name) for name in ('broadcast', 'pointopoint', 'running'))


def _ask(name, request, value=b''):
    """What the kernel answers about an interface, behind its name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        return ioctl(s, request, struct.pack('16s24s', os.fsencode(name)[:_NAME_MAX], value))[16:]


def _flags(name):
    return struct.unpack_from('H', _ask(name, _SIOCGIFFLAGS))[0]


def net_if_flags(name, /):
    flags = _flags(name)
    return [flag for bit, flag in enumerate(_FLAGS) if flags & 1 << bit]


def net_if_is_running(name, /):
    return _flags(name) & _RUNNING != 0


def net_if_mtu(name, /):
    return struct.unpack_from('i', _ask(name, _SIOCGIFMTU))[0]


# Command, what is supported and advertised, low half of the speed, duplex; high half of the speed.
_ETHTOOL = struct.Struct('=IIIHB11xH14x')


def net_if_duplex_speed(name, /):
    import errno

    ctypes = _ctypes()
    answer = ctypes.create_string_buffer(_ETHTOOL.pack(_ETHTOOL_GSET, 0, 0, 0, 0, 0), _ETHTOOL.size)
    try:
        _ask(name, _SIOCETHTOOL, struct.pack('P', ctypes.addressof(answer)))
    except OSError as e:
        if e.errno in (errno.EOPNOTSUPP, errno.EINVAL, errno.EBUSY):
            return [DUPLEX_UNKNOWN, 0]
        raise
    _, _, _, low, duplex, high = _ETHTOOL.unpack(answer.raw)
    speed = high << 16 | low
    return [duplex, speed if speed < 1 << 31 else 0]


def net_if_addrs():
    """Name, family, address, mask, broadcast address and other end of each address of each interface."""
    ctypes = _ctypes()

    class ifaddrs(ctypes.Structure):
        pass

    ifaddrs._fields_ = [
        ('next', ctypes.POINTER(ifaddrs)),
        ('name', ctypes.c_char_p),
        ('flags', ctypes.c_uint),
        ('address', ctypes.c_void_p),
        ('mask', ctypes.c_void_p),
        ('other', ctypes.c_void_p),
        ('data', ctypes.c_void_p),
    ]
    first = ctypes.POINTER(ifaddrs)()
    _checked(_libc().getifaddrs(ctypes.byref(first)))
    result = []
    at = first
    while at:
        entry = at.contents
        name = os.fsdecode(entry.name)
        family = ctypes.c_ushort.from_address(entry.address).value if entry.address else 0
        address = _address(entry.address, family)
        if address is None:
            result.append((name, socket.AF_UNSPEC.value, None, None, None, None))
        else:
            other = _address(entry.other, family)
            broadcast = other if entry.flags & _BROADCAST else None
            end = other if entry.flags & _POINTOPOINT and broadcast is None else None
            result.append((name, family, address, _address(entry.mask, family), broadcast, end))
        at = entry.next
    _libc().freeifaddrs(first)
    return result


def _address(pointer, family):
    """The text of a socket address; its own family may be missing in a mask."""
    if not pointer:
        return None
    at = _ctypes().string_at
    if family == socket.AF_INET:
        return socket.inet_ntoa(at(pointer + 4, 4))
    if family == socket.AF_INET6:
        scope = struct.unpack('I', at(pointer + 24, 4))[0]
        text = socket.inet_ntop(socket.AF_INET6, at(pointer + 8, 16))
        if not scope:
            return text
        try:
            return f'{text}%{socket.if_indextoname(scope)}'
        except OSError:
            return f'{text}%{scope}'
    if family == socket.AF_PACKET:
        # A colon behind each pair of digits: psutil knows.
        return ''.join(f'{byte:02x}:' for byte in at(pointer + 12, at(pointer + 11, 1)[0])) or None
    return None


# --- the C library


def _ctypes():
    import ctypes

    return ctypes


def _libc():
    global _library
    if _library is None:
        _library = _ctypes().CDLL(None, use_errno=True)
    return _library


_library = None


def _checked(result):
    if result == -1:
        error = _ctypes().get_errno()
        raise OSError(error, os.strerror(error))
    return result
