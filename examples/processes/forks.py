"""fork: one process goes in, two come out. Each tells what it sees through a pipe, since they share nothing else."""

import os


def told(body):
    """Runs `body(tell)` in this process and its forks; gives what all of them told, sorted."""
    reading, writing = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(reading)
        body(lambda *words: os.write(writing, " ".join(map(str, words)).encode() + b"\n"))
        while True:  # Every process waits for its own children, so none is left behind.
            try:
                os.wait()
            except ChildProcessError:
                os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as f:
        lines = sorted(f.read().split("\n")[:-1])
    os.waitpid(first, 0)
    return lines


def parent_and_child(tell):
    me = os.getpid()
    child = os.fork()
    if child == 0:
        tell("child: fork gave 0; my parent is the process that forked:", os.getppid() == me)
    else:
        tell("parent: fork gave my child's number:", child > 0)
        print("exit status of the child", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def nothing_shared(tell):
    number = 100
    if os.fork() == 0:
        number += 100
        tell("child has", number)
    else:
        os.wait()
        tell("parent still has", number)


def two_forks(tell):
    tell("---1---" if os.fork() == 0 else "---2---")
    tell("---11---" if os.fork() == 0 else "---22---")


def three_forks(tell):
    for _ in range(3):
        os.fork()
    tell("one of eight")


def orphan(tell):
    # A child that outlives its parent is adopted.
    child = os.fork()
    if child == 0:
        parent = os.getppid()
        if os.fork() == 0:
            while os.getppid() == parent:
                pass
            tell("the orphan has another parent")
            os._exit(0)
        os._exit(0)
    os.waitpid(child, 0)


def statuses(tell):
    for act in lambda: os._exit(7), lambda: os.kill(os.getpid(), 9), lambda: os.abort():
        child = os.fork()
        if child == 0:
            act()
        _, status = os.waitpid(child, 0)
        tell(os.WIFEXITED(status), os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    for body in parent_and_child, nothing_shared, two_forks, three_forks, orphan, statuses:
        print(body.__name__, flush=True)  # What is left in the buffer would be copied too.
        for line in told(body):
            print("   ", line)
