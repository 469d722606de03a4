"""Options and variables that the start checks: what they do, and how a bad value ends it."""

import os
import subprocess
import sys

SHOW = "import os, sys; print(os.cpu_count(), os.process_cpu_count(), sys.flags.int_max_str_digits, sys.flags.hash_randomization, sys.flags.verbose, sys.flags.optimize, sys.pycache_prefix)"
COUNT = "-Xcpu_count=3"


def run(*args, **variables):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | variables
    done = subprocess.run([sys.executable, *args], env=env, capture_output=True, text=True)
    print(*args[:-1], *(f"{k}={v}" for k, v in variables.items()))
    print("  ", done.returncode, done.stdout.strip(), *done.stderr.replace(sys.executable, "python").splitlines()[:2], sep=" | ")


for option in ["cpu_count=0", "cpu_count", "int_max_str_digits=foo", "int_max_str_digits", "int_max_str_digits=700", "int_max_str_digits=", "utf8=3", "gil=0"]:
    run(COUNT, "-X", option, "-c", SHOW)
for option in ["gil=x", "frozen_modules=x", "tracemalloc=x", "importtime=3", "thread_inherit_context=2", "context_aware_warnings=x", "pycache_prefix=there"]:
    run(COUNT, "-X", option, "-c", SHOW)
run(COUNT, "-X", "pycache_prefix=", "-c", SHOW, PYTHONPYCACHEPREFIX="here")
run(COUNT, "-c", SHOW, PYTHONPYCACHEPREFIX="here")
run(COUNT, "-I", "-c", SHOW, PYTHONPYCACHEPREFIX="here", PYTHONINTMAXSTRDIGITS="5")
run("-c", SHOW, PYTHON_CPU_COUNT="7", PYTHONINTMAXSTRDIGITS="800")
for name, value in [("PYTHONHASHSEED", "abc"), ("PYTHONHASHSEED", "0"), ("PYTHONMALLOC", "bad"), ("PYTHONUTF8", "2"), ("PYTHON_GIL", "0"), ("PYTHONINTMAXSTRDIGITS", "4")]:
    run(COUNT, "-c", SHOW, **{name: value})
for name, value in [("PYTHONVERBOSE", "0"), ("PYTHONOPTIMIZE", "0"), ("PYTHONOPTIMIZE", "-2"), ("PYTHONIOENCODING", "bad"), ("PYTHONTRACEMALLOC", "x")]:
    run(COUNT, "-c", SHOW, **{name: value})
run("--check-hash-based-pycs", "bad", "-c", SHOW)
run("--foo", "-c", SHOW)
