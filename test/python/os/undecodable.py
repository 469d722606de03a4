"""Arguments, commands and programs whose bytes are no text."""

import os
import subprocess
import sys
import tempfile


def run(*args, stdin=b""):
    done = subprocess.run([sys.executable, *args], input=stdin, capture_output=True)
    for text in done.stdout, done.stderr:
        print(ascii(text.replace(os.fsencode(sys.executable), b"<python>").replace(os.fsencode(os.getcwd()), b"<dir>")))
    print(done.returncode)


run("-c", "import sys; print(ascii(sys.argv), ascii(sys.orig_argv[3:]))", b"\xffa", "é", "�")
run("-c", b"print('\xff')")
run("-c", b"x = 1\n'\xe9\xe8' + '\xff'")
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    run(b"x\xff.py")
    with open(b"x\xff.py", "w") as file:
        file.write("print(ascii(__file__.rpartition('/')[2]))")
    run(b"x\xff.py")
    for source in b"x = 1\ny = 'a\0b'\n", b"x = $\n\0", b"# coding: latin-1\nx = 1 \0":
        with open("null.py", "wb") as file:
            file.write(source)
        run("null.py")
        run("-c", "import null")
        if b"coding" not in source:
            run(stdin=source)
    os.chdir("/")
