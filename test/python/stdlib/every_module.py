"""Imports every public module of the library while those native modules are blocked that rest on sockets, processes,
terminals or libraries outside: what imports, and which native module the others miss."""

import sys
import warnings

BLOCKED = set(
    "_socket _ssl select _posixsubprocess _multiprocessing mmap _ctypes termios fcntl resource pwd grp syslog "
    "_sqlite3 pyexpat _bz2 _lzma readline _curses _curses_panel _lsprof _tracemalloc _posixshmem _tkinter _gdbm _dbm _uuid _zstd".split()
)
# Other systems' modules, jokes that print or open a browser, and what Debian's CPython, which recorded this, has not installed.
ELSEWHERE = set("msvcrt winreg winsound nt nturl2path antigravity this idlelib ensurepip tkinter turtle turtledemo venv".split())


class Blocker:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def missing(error):
    """The native module at the bottom of a failed import."""
    while error is not None:
        if isinstance(error, ImportError) and error.name in BLOCKED:
            return error.name
        error = error.__cause__ or error.__context__
    return None


def main():
    warnings.simplefilter("ignore", DeprecationWarning)
    for name in BLOCKED & sys.modules.keys():
        del sys.modules[name]
    sys.meta_path.insert(0, Blocker)
    names = sorted(n for n in sys.stdlib_module_names if not n.startswith("_") and n not in ELSEWHERE and n not in BLOCKED)
    good, bad = [], []
    for name in names:
        try:
            __import__(name)
        except ImportError as error:
            bad.append((name, missing(error) or repr(error)))
        else:
            good.append(name)
    print(len(names), len(good), len(bad))
    print(*good, sep="\n")
    for name, native in bad:
        print(name, "needs", native)


main()
