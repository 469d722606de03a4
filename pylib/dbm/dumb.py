"""A database of two plain files: NAME.dat holds the values in blocks of 512 bytes, NAME.dir one line per key: its text, where and how long.

The index is read when the database is opened and written as a whole by sync() and close(), after the old one became NAME.bak. A value
that no longer fits its blocks goes to the end of the data; the old blocks stay unused. CPython's dbm.dumb reads these files.
"""

import ast
import collections.abc
import errno
import io
import os

__all__ = ["error", "open"]

_BLOCK = 512

error = OSError


class _Database(collections.abc.MutableMapping):
    def __init__(self, path, mode, flag="c"):
        path = os.fsdecode(path)
        self._mode = mode
        self._readonly = flag == "r"
        self._index_path, self._data_path, self._backup_path = path + ".dir", path + ".dat", path + ".bak"
        self._index = None
        self._modified = False
        if flag == "n":
            for old in (self._data_path, self._backup_path, self._index_path):
                try:
                    os.remove(old)
                except OSError:
                    pass
        if not os.path.exists(self._data_path):
            if flag not in ("c", "n"):
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), self._data_path)
            with io.open(self._data_path, "w", encoding="latin-1"):
                os.chmod(self._data_path, mode)
        self._index = self._read_index(flag)

    def _read_index(self, flag):
        index = {}
        try:
            file = io.open(self._index_path, encoding="latin-1")
        except OSError:
            if flag not in ("c", "n"):
                raise
            with io.open(self._index_path, "w", encoding="latin-1"):
                os.chmod(self._index_path, self._mode)
            return index
        with file:
            for line in file:
                key, place = ast.literal_eval(line.rstrip())
                index[key.encode("latin-1")] = place
        return index

    def sync(self):
        """Writes the index; the data is on disk already."""
        if self._index is None or not self._modified:
            return
        try:
            os.unlink(self._backup_path)
        except OSError:
            pass
        try:
            os.rename(self._index_path, self._backup_path)
        except OSError:
            pass
        with io.open(self._index_path, "w", encoding="latin-1") as file:
            os.chmod(self._index_path, self._mode)
            for key, place in self._index.items():
                file.write(f"{key.decode('latin-1')!r}, {place!r}\n")
        self._modified = False

    def _verify(self):
        if self._index is None:
            raise error("DBM object has already been closed")

    @staticmethod
    def _bytes(what, value):
        if isinstance(value, str):
            return value.encode("utf-8")
        if not isinstance(value, (bytes, bytearray)):
            raise TypeError(f"{what} must be bytes or strings")
        return bytes(value)

    def __getitem__(self, key):
        key = key.encode("utf-8") if isinstance(key, str) else key
        self._verify()
        position, size = self._index[key]
        with io.open(self._data_path, "rb") as file:
            file.seek(position)
            return file.read(size)

    def __setitem__(self, key, value):
        if self._readonly:
            raise error("The database is opened for reading only")
        key = self._bytes("keys", key)
        value = self._bytes("values", value)
        self._verify()
        self._modified = True
        position, size = self._index.get(key, (0, -1))
        if key in self._index and -(-size // _BLOCK) >= -(-len(value) // _BLOCK):
            self._store(position, value)
        else:
            position = self._append(value)
            if key not in self._index:
                with io.open(self._index_path, "a", encoding="latin-1") as file:
                    file.write(f"{key.decode('latin-1')!r}, {(position, len(value))!r}\n")
        self._index[key] = (position, len(value))

    def _store(self, position, value):
        with io.open(self._data_path, "rb+") as file:
            file.seek(position)
            file.write(value)

    def _append(self, value):
        with io.open(self._data_path, "rb+") as file:
            end = file.seek(0, os.SEEK_END)
            position = -(-end // _BLOCK) * _BLOCK
            file.write(bytes(position - end) + value)
        return position

    def __delitem__(self, key):
        if self._readonly:
            raise error("The database is opened for reading only")
        key = key.encode("utf-8") if isinstance(key, str) else key
        self._verify()
        self._modified = True
        del self._index[key]
        self.sync()

    def keys(self):
        self._verify()
        return list(self._index)

    def items(self):
        self._verify()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        self._verify()
        return (key.encode("utf-8") if isinstance(key, str) else key) in self._index

    def iterkeys(self):
        self._verify()
        return iter(self._index)

    __iter__ = iterkeys

    def __len__(self):
        self._verify()
        return len(self._index)

    def close(self):
        try:
            self.sync()
        finally:
            self._index = None

    __del__ = close

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()


def open(file, flag="c", mode=0o666):
    """Opens a database, r and w one that is there, c makes it if missing, n anew."""
    if flag not in ("r", "w", "c", "n"):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    mask = os.umask(0)
    os.umask(mask)
    return _Database(file, mode & ~mask, flag)
