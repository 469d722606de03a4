"""Runs one program of bench/programs several times in this process; prints its result and the seconds of each run as JSON.

usage: driver.py NAME SECONDS    (runs for at least SECONDS and at least five times)
"""

import json
import os
import sys
import time


def measure(name, seconds):
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs"))
    module = __import__(name)
    times = []
    results = set()
    started = time.perf_counter()
    while len(times) < 5 or time.perf_counter() - started < seconds:
        before = time.perf_counter()
        result = module.main(module.N)
        times.append(time.perf_counter() - before)
        results.add(str(result))
    return {"results": sorted(results), "times": times}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
