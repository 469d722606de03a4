"""Processes: programs started and waited for, forks, a pipe to a program and back."""

import os
import subprocess

N = 40


def forks(n):
    total = 0
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i % 7)
        total += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return total


def main(n):
    total = forks(n)
    for _ in range(n):
        total += subprocess.run(["true"]).returncode
    for i in range(n // 10):
        total += len(subprocess.run(["cat"], input=b"x" * 100_000, capture_output=True).stdout)
    return total


if __name__ == "__main__":
    print(main(N))
