"""Runs one program again and again in this process; prints its result and the seconds of each run as JSON.

usage: driver.py FILE SECONDS    (goes on until no run was faster than those before it for SECONDS and five runs, at most ten times SECONDS)
"""

import json
import os
import sys
import time

FASTER = 0.98
SLOWER_RUNS = 5
LIMIT = 10


def measure(file, seconds):
    folder, name = os.path.split(os.path.abspath(file))
    sys.path.insert(0, folder)
    module = __import__(name.removesuffix(".py"))
    times = []
    results = set()
    started = now = gained = time.perf_counter()
    best = float("inf")
    slower = 0
    while len(times) < 3 or ((now - gained < seconds or slower < SLOWER_RUNS) and now - started < LIMIT * seconds):
        result = module.main(module.N)
        before, now = now, time.perf_counter()
        times.append(now - before)
        slower += 1
        if times[-1] < best * FASTER:
            best, gained, slower = times[-1], now, 0
        results.add(str(result))
    return {"results": sorted(results), "times": times}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
