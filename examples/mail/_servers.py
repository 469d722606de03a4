"""Small servers for the mail and FTP examples, just large enough for what the examples ask: SMTP, POP3 and FTP in threads of this program."""

import os
import socketserver
import socket
import threading


class Lines(socketserver.StreamRequestHandler):
    """A conversation in lines; `do_NAME(rest)` answers the command NAME."""

    greeting = ""

    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.say(self.greeting)
        while line := self.rfile.readline():
            name, _, rest = line.decode().rstrip("\r\n").partition(" ")
            command = getattr(self, f"do_{name.upper()}", None)
            if command is None:
                self.say(self.unknown)
            elif command(rest) is False:
                break


class Smtp(Lines):
    greeting, unknown = "220 example.org ready", "502 not known here"

    def do_EHLO(self, rest):
        self.say("250-example.org\r\n250-SIZE 1000000\r\n250 8BITMIME")

    def do_MAIL(self, rest):
        self.to = []
        self.say("250 ok")

    def do_RCPT(self, rest):
        if "nobody" in rest:
            self.say("550 nobody of that name")
        else:
            self.to.append(rest[3:].strip("<>"))
            self.say("250 ok")

    def do_RSET(self, rest):
        self.say("250 ok")

    def do_DATA(self, rest):
        self.say("354 go on, end with a dot")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        self.server.box.append((self.to, b"".join(lines)))
        self.say("250 taken")

    def do_QUIT(self, rest):
        self.say("221 bye")
        return False


class Pop(Lines):
    greeting, unknown = "+OK ready", "-ERR not known here"

    def do_USER(self, rest):
        self.say("+OK")

    def do_PASS(self, rest):
        self.say("+OK" if rest == "secret" else "-ERR wrong password")

    def do_STAT(self, rest):
        self.say(f"+OK {len(self.server.box)} {sum(len(m) for _, m in self.server.box)}")

    def do_RETR(self, rest):
        self.say("+OK")
        for line in self.server.box[int(rest) - 1][1].splitlines():
            self.wfile.write((b"." if line.startswith(b".") else b"") + line + b"\r\n")
        self.say(".")

    def do_QUIT(self, rest):
        self.say("+OK bye")
        return False


class Ftp(Lines):
    greeting, unknown = "220 files here", "502 not known here"

    def path(self, name):
        return os.path.join(self.server.box, os.path.basename(name))

    def do_USER(self, rest):
        self.say("331 and the password?")

    def do_PASS(self, rest):
        self.say("230 come in" if rest in ("secret", "anonymous@") else "530 no")

    def do_TYPE(self, rest):
        self.say("200 ok")

    def do_PWD(self, rest):
        self.say('257 "/" is where you are')

    def do_EPSV(self, rest):
        self.passive = socket.create_server(("127.0.0.1", 0))
        self.say(f"229 look here (|||{self.passive.getsockname()[1]}|)")

    def do_PASV(self, rest):
        self.passive = socket.create_server(("127.0.0.1", 0))
        port = self.passive.getsockname()[1]
        self.say(f"227 look here (127,0,0,1,{port >> 8},{port & 255})")

    def transfer(self, move):
        self.say("150 coming")
        with self.passive, self.passive.accept()[0] as data:
            move(data)
        self.say("226 done")

    def do_NLST(self, rest):
        names = sorted(os.listdir(self.server.box))
        self.transfer(lambda data: data.sendall("".join(f"{name}\r\n" for name in names).encode()))

    def do_RETR(self, rest):
        if not os.path.exists(self.path(rest)):
            return self.say("550 no such file")
        with open(self.path(rest), "rb") as f:
            self.transfer(lambda data: data.sendfile(f))

    def do_STOR(self, rest):
        with open(self.path(rest), "wb") as f:
            self.transfer(lambda data: [f.write(part) for part in iter(lambda: data.recv(65536), b"")])

    def do_SIZE(self, rest):
        self.say(f"213 {os.path.getsize(self.path(rest))}")

    def do_DELE(self, rest):
        os.remove(self.path(rest))
        self.say("250 gone")

    def do_QUIT(self, rest):
        self.say("221 bye")
        return False


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


def start(handler, box):
    """A server at work in a thread; `box` is its mailbox, a list of (receivers, message), or its folder."""
    server = Server(("127.0.0.1", 0), handler)
    server.box = box
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server
