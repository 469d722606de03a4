"""Other programs by `subprocess`: their input and output, exit codes, time limits, pipelines."""

import os
import signal
import subprocess
import sys
from subprocess import DEVNULL, PIPE, STDOUT


def main():
    print(subprocess.run(["echo", "hello"], capture_output=True, text=True))
    print(subprocess.check_output("echo $((6 * 7))", shell=True))
    print(subprocess.run(["cat"], input="through cat\n", capture_output=True, text=True).stdout, end="")

    for command in ["false"], ["sh", "-c", "exit 3"], ["sh", "-c", "kill -TERM $$"], ["no-such-command"]:
        try:
            subprocess.run(command, check=True)
        except (subprocess.CalledProcessError, OSError) as e:
            print(type(e).__name__, e)

    try:
        subprocess.run(["sleep", "10"], timeout=0.1)
    except subprocess.TimeoutExpired as e:
        print(e)

    # A conversation, line by line.
    with subprocess.Popen([sys.executable, "-u", "-c", "for line in iter(input, 'end'): print(line[::-1])"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as p:
        for word in "stressed", "drawer":
            print(word, file=p.stdin)
            print(p.stdout.readline(), end="")
        print("end", file=p.stdin)
    print("exit code", p.returncode)

    # A pipeline without a shell. The first program must not hear of the third.
    first = subprocess.Popen(["printf", "b\\na\\nb\\n"], stdout=PIPE)
    second = subprocess.Popen(["sort"], stdin=first.stdout, stdout=PIPE)
    third = subprocess.Popen(["uniq", "-c"], stdin=second.stdout, stdout=PIPE, text=True)
    first.stdout.close(), second.stdout.close()
    print(third.communicate()[0].split(), first.wait(), second.wait())

    # Both ways at once, more than any pipe holds.
    data = bytes(range(256)) * 8192
    p = subprocess.Popen(["cat"], stdin=PIPE, stdout=PIPE)
    print(p.communicate(data)[0] == data)

    print(subprocess.run(["sh", "-c", "echo out; echo err >&2"], stdout=PIPE, stderr=STDOUT, text=True).stdout.split())
    print(subprocess.run(["sh", "-c", "pwd; echo $COLOUR"], cwd="/", env={**os.environ, "COLOUR": "green"}, stdout=PIPE, text=True).stdout.split())
    p = subprocess.Popen(["sleep", "10"], stdout=DEVNULL)
    print(p.poll())
    p.send_signal(signal.SIGINT)
    print(p.wait(), p)
    print(os.system("exit 5"), os.waitstatus_to_exitcode(os.system("exit 5")))
    with os.popen("echo from popen") as f:
        print(f.read(), end="")


if __name__ == "__main__":
    main()
