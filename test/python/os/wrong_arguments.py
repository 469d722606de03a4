"""What functions of os say of wrong arguments: which is told first, and how."""
import os

class X:
    def __repr__(self): return "X()"

VALUES = (None, "a\0b", b"a\0b", 1.5, 2**100, -2**100, 2**31, -1, [], "/nonexistent/\udc80", X())

def show(f, *args, **kw):
    try:
        return "ok " + type(f(*args, **kw)).__name__
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for name in ("access chdir chmod chown lchown listdir scandir stat truncate utime statvfs pathconf rename link mkdir readlink execve "
             "getxattr listxattr memfd_create fsync getpgid sysconf confstr posix_spawn timerfd_create WEXITSTATUS fchmod copy_file_range").split():
    f = getattr(os, name)
    for n in range(8):
        print(name, n, show(f, *[X()] * n))
    print(name, "keyword", show(f, zzz=1), "|", show(f, "/nonexistent/x", dir_fd="x"))
    if name in ("listdir", "scandir", "listxattr", "memfd_create"):
        continue
    for n in (1, 2, 3):
        for v in VALUES:
            if v != -1 or n == 1:
                print(name, n, repr(v)[:30], show(f, *[v] * n))
