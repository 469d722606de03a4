"""An exception from a signal handler is never lost, wherever the program is, be it its first use of a module."""
import os, selectors, signal, subprocess, sys, tempfile, time

def alarm(signum, frame):
    raise TimeoutError("alarm")

signal.signal(signal.SIGALRM, alarm)
for delay in (0.02, 0.05, 0.001, 0.005, 0.01, 0.1):
    try:
        signal.setitimer(signal.ITIMER_REAL, delay)
        with subprocess.Popen(["true"]) as p:
            p.wait()
        selectors.DefaultSelector().close()
        tempfile.gettempdir()
        time.sleep(10)
        print("lost")
    except TimeoutError as e:
        print(e)
print(signal.getsignal(signal.SIGSEGV), signal.raise_signal(0))
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    time.sleep(10)
    os._exit(0)
os.kill(pid, signal.SIGSTOP)
os.waitpid(pid, os.WUNTRACED)
os.kill(pid, signal.SIGCONT)
print(os.WIFCONTINUED(os.waitpid(pid, os.WCONTINUED)[1]), os.waitpid(pid, os.WNOHANG))
os.kill(pid, signal.SIGKILL)
print(os.waitpid(pid, 0)[1])
