"""What a child finds: variables of any name, no PWD that nobody set, open standard streams only; what a program may close."""

import os
import subprocess
import sys

env = {"a b": "1", "x\udcff": "y\udcfe", "PATH": os.environ["PATH"], "dash-ed": "% =&"}
code = """
    import os
    print(sorted((ascii(k), ascii(v)) for k, v in os.environ.items() if k not in ("_", "SHLVL", "LC_CTYPE")
          and k != "PATH"))
"""
print(subprocess.check_output([sys.executable, "-c", code], env=env).decode(), end="")
print(subprocess.check_output([sys.executable, "-c", code], env={**env, "PWD": "/nowhere"}, preexec_fn=lambda: None).decode(), end="")


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


os.closerange(3, 100)
print([fd for fd in range(100) if is_open(fd)])
print(subprocess.run([sys.executable, "-c", "print('still here')"], capture_output=True).stdout)
saved = os.dup(0)
os.close(0)
print(subprocess.run([sys.executable, "-c", "print('no input')"], stdout=subprocess.PIPE).stdout)
print(os.posix_spawn("/bin/true", ["true"], {}) > 0, os.wait()[1])
os.dup2(saved, 0)

late = """if 1:
    import os, sys, threading
    class Late:
        def __del__(self):
            for f in os.fork, threading.Thread(target=print).start:
                try:
                    f()
                except BaseException as e:
                    print(type(e), e, sys.is_finalizing())
    late = Late()
"""
print(subprocess.run([sys.executable, "-c", late], capture_output=True).stdout.decode(), end="")
text = "open('/dev/null').close()\nimport io\nio.TextIOWrapper(io.BytesIO())"
print(subprocess.run([sys.executable, "-X", "warn_default_encoding", "-c", text], capture_output=True).stderr.decode().count("<string>"))
