"""100 forks, one after the other."""

import os

N = 100


def main(n):
    total = 0
    for i in range(n):
        pid = os.fork()
        if pid == 0:
            os._exit(i % 7)
        total += os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return total


if __name__ == "__main__":
    print(main(N))
