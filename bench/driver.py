"""Runs one program several times in this process; prints its result and the seconds of each run as JSON.

usage: driver.py FILE SECONDS    (runs for at least SECONDS and at least three times)
"""

import json
import os
import sys
import time


def measure(file, seconds):
    folder, name = os.path.split(os.path.abspath(file))
    sys.path.insert(0, folder)
    module = __import__(name.removesuffix(".py"))
    times = []
    results = set()
    started = time.perf_counter()
    while len(times) < 3 or time.perf_counter() - started < seconds:
        before = time.perf_counter()
        result = module.main(module.N)
        times.append(time.perf_counter() - before)
        results.add(str(result))
    return {"results": sorted(results), "times": times}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], float(sys.argv[2]))))
