"""bytes and bytearray: construction, methods, mutation, decoding, formatting."""
print(bytes(3), bytes([1, 255]), bytes("é", "utf-8"), bytes(b"x"), bytearray(b"ab"), b"\x00\t\n\\'\"~\x7f\xff", bytes.fromhex("0aFF 10"), b"a" b"b", rb"\n", bytes(range(3)), bytearray(2), b"ab".hex(), b"abcd".hex(":", 2))
b = b"Hello World"
print(b[0], b[0:1], b[::-1], b.lower(), b.upper(), b.title(), b.swapcase(), b.find(b"o"), b.find(111), b.count(b"l"), b.index(b"W"), b.rfind(b"o"), b.replace(b"o", b"0"), b.split(), b.split(b"o", 1), b.partition(b" "), b.startswith((b"x", b"H")), b.center(15, b"*"), b.zfill(13), b" x ".strip(), b"a\nb\r\n".splitlines(), b",".join([b"a", bytearray(b"b")]), b"abc".translate(bytes.maketrans(b"a", b"z"), b"c"), b"x" in b"xyz", 120 in b"xyz", b"a\tb".expandtabs(3), b"12".isdigit(), b"aB".isalpha(), b"".isspace())
print(b"a" < b"b", b"a" == bytearray(b"a"), b"a" == "a", hash(b"a") == hash(bytes([97])), b"ab" * 2, b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"%d %s %b %r %5.1f %c" % (1, b"x", b"y", "é", 2.25, 65), bool(b""), sorted(b"cab"), list(b"ab"), max(b"az"))
m = bytearray(b"abcdef")
m[0] = 65; m[1:3] = b"XYZ"; m.append(33); m.extend(b"??"); del m[-1]; m.insert(0, 48); m += b"+"; m *= 2; m.reverse()
print(m, m.pop(), m.pop(0), m.remove(33), m, m.copy() is m, len(m), m.clear(), m)
for bad in ("bytes([256])", "bytes(-1)", "bytes('x')", "bytes('é', 'ascii')", "bytes([1.5])", "b'a' + 'b'", "b'a' % 1", "b'abc'[9]", "b'x'.join(['a'])", "bytes.fromhex('0')", "bytes.fromhex('zz')", "bytearray(b'a').append(300)", "b'a'.find('x')", "b'\\x80'.decode()", "b'\\xe4\\xbd'.decode()", "b'a' < 'a'", "bytearray(b'ab')[5]", "hash(bytearray())", "b'%s' % 'x'", "bytes(object())", "bytes(1, 'x')", "'x' in b'x'", "300 in b'x'", "bytearray().pop()", "b''.index(b'q')", "b'a'.split(b'')", "b'abc'.hex('')", "int.from_bytes('x')", "memoryview('x')", "memoryview(b'ab')[0:1:0]"):
    try: print(bad, repr(eval(bad)))
    except (TypeError, ValueError, IndexError, LookupError) as e: print(bad, "->", type(e).__name__, e)
print(b"\xff\xfe".decode("latin-1"), b"a\x80b".decode("ascii", "replace"), b"a\x80b".decode("utf-8", "backslashreplace"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass"), b"\x80".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), "aé中".encode("ascii", "xmlcharrefreplace"), "é".encode("ascii", "namereplace"), "x\u20ac".encode("latin-1", "ignore"), "é".encode("utf-7"), b"+AOk-".decode("utf-7"), b"caf\xe9".decode("cp1252"), "é".encode("cp437"), b"\x1b$B".decode("ascii"))
v = memoryview(bytearray(b"abcdef"))
print(v[1], v[1:3].tobytes(), v[::-2].tolist(), v.nbytes, v.shape, v.strides, v.contiguous, v == b"abcdef", v[2:] == b"cdef", v.cast("H").tolist(), bytes(v), v.hex(), list(v)[:2], v.toreadonly().readonly, v.obj)
v[0] = 90; v[1:3] = b"YX"; print(v.obj, b"".join([v[:2], v[2:4]]), int.from_bytes(v[:2]))
class B(bytes):
    def __repr__(self): return "B"
print(B(b"x"), B(b"x") + b"y", type(B(b"ab")[0:1]).__name__, B.fromhex("61") == b"a", [B()])

# translate: the bytes themselves where nothing changes.
same = bytes(range(256))
table = bytes(range(255, -1, -1))
text = b"abcabc"
print(text.translate(None) is text, text.translate(same) is text, text.translate(None, b"z") is text, text.translate(same, b"z") is text)
print(text.translate(table), text.translate(table, b"b"), text.translate(None, delete=b"ac"), text.translate(same, b"abc"))
print(bytearray(text).translate(None), bytearray(text).translate(table, b"c"), b"".translate(table))
