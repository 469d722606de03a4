"""Simple databases on disk, keys and values are bytes. One kind is always there (dbm.dumb); others are used if their modules are.

    with dbm.open("file", "c") as db:
        db["key"] = b"value"
"""

import io
import os

__all__ = ["open", "whichdb", "error"]


class error(Exception):
    """What every kind of database raises, beside OSError."""


_names = ["dbm.sqlite3", "dbm.gnu", "dbm.ndbm", "dbm.dumb"]
_defaultmod = None
_modules = {}

error = (error, OSError)


def open(file, flag="r", mode=0o666):
    """Opens a database: flag r (read), w (write), c (create if missing), n (always new)."""
    global _defaultmod
    kind = whichdb(file) if "n" not in flag else None
    if kind is None:
        if "c" not in flag and "n" not in flag:
            raise error[0](f"db file doesn't exist; use 'c' or 'n' flag to create a new db")
        module = _default()
    elif kind == "":
        raise error[0]("db type could not be determined")
    else:
        module = _load(kind)
        if module is None:
            raise error[0](f"db type is {kind}, but the module is not available")
    return module.open(file, flag, mode)


def _load(name):
    if name not in _modules:
        try:
            _modules[name] = __import__(name, fromlist=["open"])
        except ImportError:
            _modules[name] = None
    return _modules[name]


def _default():
    global _defaultmod
    if _defaultmod is None:
        _defaultmod = next(module for module in map(_load, _names) if module is not None)
    return _defaultmod


def whichdb(filename):
    """The module that can open a database; None if there is no file, an empty text if its kind is unknown."""
    filename = os.fspath(filename)
    suffix = (lambda text: text) if isinstance(filename, str) else os.fsencode
    if os.path.exists(filename + suffix(".pag")) and os.path.exists(filename + suffix(".dir")):
        return "dbm.ndbm"
    try:
        size = os.stat(filename + suffix(".dat")).st_size
        with io.open(filename + suffix(".dir"), "rb") as index:
            if size == 0 or index.read(1) in (b"'", b'"', b""):
                return "dbm.dumb"
    except OSError:
        pass
    try:
        with io.open(filename, "rb") as file:
            start = file.read(16)
    except OSError:
        return None
    if start == b"SQLite format 3\0":
        return "dbm.sqlite3"
    if len(start) >= 4 and int.from_bytes(start[:4], "little") in (0x13579ACE, 0x13579ACD, 0x13579ACF):
        return "dbm.gnu"
    return ""


if __name__ == "__main__":
    import sys

    for name in sys.argv[1:]:
        print(whichdb(name) or "UNKNOWN", name)
