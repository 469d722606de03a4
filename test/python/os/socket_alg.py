# sendmsg_afalg() looks at the kind of socket before it looks at its arguments.
import socket

s = socket.socket()
for args, keywords in (([b'x'],), {'op': 0}), ((1, 2, 3, 4), {'x': 5}), ((), {}):
    try:
        s.sendmsg_afalg(*args, **keywords)
    except OSError as e:
        print(type(e).__name__, e)
s.close()
