# faulthandler.enable(): a signal that ends the process says what it was and where Python stood.
import re
import subprocess
import sys

program = """
import faulthandler, os, sys, ctypes
faulthandler.enable()

def crash(how):
    if how == "null":
        ctypes.CDLL(None).strlen(None)
    elif how == "abort":
        os.abort()
    elif how == "kill":
        os.kill(os.getpid(), 8)
    elif how == "loop":
        print(flush=True)
        while True:
            pass
    faulthandler.disable()
    os.abort()

crash(sys.argv[1])
"""
for how in ("null", "abort", "kill", "off"):
    result = subprocess.run([sys.executable, "-c", program, how], capture_output=True, text=True)
    said = re.sub(r"0x[0-9a-f]+|\[.*\]", "…", result.stderr.split("\n\nCurrent thread's C stack")[0].split("\n\nExtension modules")[0].rstrip())
    print(result.returncode, re.sub(r"thread … … \(", "thread … (", said))
process = subprocess.Popen([sys.executable, "-c", program, "loop"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
process.stdout.readline()
process.send_signal(11)
print(process.stderr.readline(), process.wait())
