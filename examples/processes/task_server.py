"""Work over the network: a manager process offers two queues, workers of other machines (here: other programs) take tasks and give results.

    task_server.py                          the check, with two workers
    task_server.py worker PORT              one more worker
"""

import queue
import subprocess
import sys
from multiprocessing import get_context
from multiprocessing.managers import BaseManager

KEY = b"only for those who know it"


class QueueManager(BaseManager):
    pass


def worker(port):
    QueueManager.register("get_tasks")
    QueueManager.register("get_results")
    manager = QueueManager(address=("127.0.0.1", port), authkey=KEY)
    manager.connect()
    tasks, results = manager.get_tasks(), manager.get_results()
    while (n := tasks.get()) is not None:
        results.put(f"{n} * {n} = {n * n}")


def main():
    tasks, results = queue.Queue(), queue.Queue()
    QueueManager.register("get_tasks", callable=lambda: tasks)
    QueueManager.register("get_results", callable=lambda: results)
    # The queues are of this process: its manager must be a copy of it.
    manager = QueueManager(address=("127.0.0.1", 0), authkey=KEY, ctx=get_context("fork"))
    manager.start()
    for n in range(6):
        manager.get_tasks().put(n)
    workers = [subprocess.Popen([sys.executable, __file__, "worker", str(manager.address[1])]) for _ in range(2)]
    print(sorted(manager.get_results().get(timeout=60) for _ in range(6)))
    for _ in workers:
        manager.get_tasks().put(None)
    print([w.wait() for w in workers])
    manager.shutdown()


if __name__ == "__main__":
    worker(int(sys.argv[2])) if sys.argv[1:2] == ["worker"] else main()
