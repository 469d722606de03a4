"""A program that has used up its descriptors goes on; what belongs to the interpreter cannot be closed."""
import os, resource, sys
print(open('/dev/null').fileno())
resource.setrlimit(resource.RLIMIT_NOFILE,(60,60))
os.closerange(3,200)
fs=[]
try:
    while True: fs.append(os.open('/dev/null',0))
except OSError as e: print(e, len(fs)>5)
try: 1/0
except ZeroDivisionError:
    sys.excepthook(*sys.exc_info())
print(f"{3.14159:>10.2f} {'x':*^9} {123456:,}")
try: os.fstat(40); os.listdir('/')
except OSError as e: print(e)
for i in range(10,60):
    try: os.close(i)
    except OSError: pass
print(len(os.listdir('/'))>3)
import re; print(re.sub('a+','b','caat'))
print(sys.exit.__doc__ is not None); sys.exit(2**33+5)
