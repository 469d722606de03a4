"""io: text and binary layers, buffering, newline handling, seeking, errors, custom raw streams."""
import io, os, tempfile
p = os.path.join(tempfile.mkdtemp(), "f")
with open(p, "w", newline="") as f: print(f.write("a\r\nb\nc\rd"), f.name == p, f.mode, f.encoding, f.writable(), f.readable(), f.seekable(), f.isatty(), f.line_buffering, f.newlines)
for nl in (None, "", "\n", "\r", "\r\n"):
    with open(p, newline=nl) as f: print(repr(nl), f.readlines(), f.newlines)
with open(p, "w", newline="\r\n") as f: f.write("x\ny\n")
with open(p, "rb") as f: print(f.read(), f.tell(), f.seek(1), f.read(1), f.readline())
with open(p, "r+b", buffering=0) as f: print(type(f).__name__, f.write(b"Q"), f.read(3), f.seek(0, 2), f.truncate(4), f.readall())
with open(p, "a+") as f: f.write("end"); f.seek(0); print(f.read())
with open(p, "w+", encoding="utf-16") as f: f.write("é😀"); f.seek(0); print(f.read(1), f.tell() > 0, f.read())
for mode in ("x", "q", "rw", "", "r+w", "b", "rbt", "U"):
    try: open(p, mode)
    except (OSError, ValueError) as e: print(mode, type(e).__name__, str(e).replace(p, "<p>"))
for bad in (lambda: open(p, "rb", encoding="utf-8"), lambda: open(p, buffering=0), lambda: open(p, newline="x"), lambda: open(p + "/no"), lambda: open(os.path.dirname(p)), lambda: open(p, "r").write("x"), lambda: open(p, "w").read(), lambda: open(p, encoding="nope"), lambda: open(-5), lambda: open(p, "rb").write(b"x"), lambda: open(p, "w").write(b"x"), lambda: open(p, "wb").write("x")):
    try: bad()
    except (OSError, ValueError, TypeError, LookupError) as e: print(type(e).__name__, str(e).replace(os.path.dirname(p), "<d>"))
s = io.StringIO("a\nb\r\nc"); print(s.readline(), s.readlines(), s.read(), s.seek(0), list(s), s.truncate(3), s.getvalue(), s.tell(), s.write("zz"), repr(s.getvalue()), io.StringIO("a\r\nb", newline=None).read(), s.close(), s.closed)
b = io.BytesIO(b"abc\ndef"); print(b.read(2), b.read1(1), b.readline(), b.getvalue(), b.seek(10), b.write(b"x"), b.getvalue(), b.truncate(2), b.getbuffer()[0], b.readinto(bytearray(3)), io.BytesIO(b"xyz").readlines())
for bad in (s.read, lambda: io.StringIO(5), lambda: io.BytesIO("x"), lambda: io.StringIO().write(b"x"), lambda: io.BytesIO().write("x"), lambda: io.StringIO("a").seek(1, 1), lambda: b.seek(-1), lambda: io.StringIO().detach(), lambda: b.fileno()):
    try: print(bad())
    except (ValueError, TypeError, OSError) as e: print(type(e).__name__, e)
class Raw(io.RawIOBase):
    def __init__(self): self.left = b"line one\nline two\nrest"; self.out = []
    def readable(self): return True
    def writable(self): return True
    def readinto(self, buf):
        n = min(len(buf), 5, len(self.left)); buf[:n] = self.left[:n]; self.left = self.left[n:]; return n
    def write(self, data): self.out.append(bytes(data)); return len(data)
r = Raw(); br = io.BufferedReader(r, 8); print(br.readline(), br.peek(1)[:1], br.read(3), br.read(), br.read())
r = Raw(); t = io.TextIOWrapper(io.BufferedReader(r)); print(next(t), t.read(4), t.readline()); r2 = Raw(); bw = io.BufferedWriter(r2, 4); bw.write(b"ab"); bw.write(b"cdefg"); print(r2.out); bw.flush(); print(r2.out)
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True); t.write("é\n"); print(t.buffer.getvalue(), t.tell()); t.seek(0); print(t.read(), t.reconfigure(errors="replace"), t.errors, t.detach().getvalue())
print(io.DEFAULT_BUFFER_SIZE, io.SEEK_END, issubclass(io.UnsupportedOperation, (OSError, ValueError)), io.IncrementalNewlineDecoder(None, True).decode("a\r\nb\r"), io.text_encoding(None), isinstance(s, io.TextIOBase), io.open is open)
os.remove(p); os.rmdir(os.path.dirname(p))
