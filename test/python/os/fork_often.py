"""A process that forks often tidies its memory: nothing is lost, in it and in its children, whatever lies where."""

import os

KEPT = {"numbers": [], "texts": [], "tables": []}


def grow(k):
    """Objects that stay, large and small, among many that do not."""
    KEPT["numbers"].append([k * i + 0.5 for i in range(200)])
    KEPT["texts"].append(f"text {k} " * 50)
    KEPT["tables"].append({f"key {i}": (i, k) for i in range(20)})
    if k % 20 == 0:
        KEPT["numbers"].append(list(range(k, k + 60_000)))
    return sum(len([k, i]) for i in range(2000))


def whole(n):
    numbers = sum(sum(row) for row in KEPT["numbers"])
    expected = sum(sum(k * i + 0.5 for i in range(200)) for k in range(n))
    expected += sum(sum(range(k, k + 60_000)) for k in range(0, n, 20))
    return (
        numbers == expected
        and all(text == f"text {k} " * 50 for k, text in enumerate(KEPT["texts"]))
        and all(table == {f"key {i}": (i, k) for i in range(20)} for k, table in enumerate(KEPT["tables"]))
    )


for k in range(140):
    grow(k)
    pid = os.fork()
    if pid == 0:
        if k % 10:
            os._exit(7)
        # Children that fork on tidy too.
        for j in range(20):
            inner = os.fork()
            if inner == 0:
                os._exit(3)
            assert os.waitstatus_to_exitcode(os.waitpid(inner, 0)[1]) == 3
        os._exit(7 if whole(k + 1) else 9)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
    if k % 10 == 0:
        assert whole(k + 1), k
print(whole(140))

# What was compiled for the forks so far still takes everything else.
for wait in (os.wait, lambda: os.wait3(0)[:2], lambda: os.wait4(-1, 0)[:2], lambda: os.waitpid(-1, 0)):
    pid = os.fork()
    if pid == 0:
        os._exit(True)
    print(wait() == (pid, 256))
for wrong in (lambda: os.waitpid(-1, 0), lambda: os.waitpid("1", 0), lambda: os._exit("1"), lambda: os._exit(1, 2), lambda: os.fork(1), lambda: os.waitpid(1 << 40, 0)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
