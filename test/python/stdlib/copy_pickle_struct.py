"""copy and pickle protocols, reduce hooks, slots, recursion; struct and array."""
import array, copy, pickle, pickletools, io, struct
class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return type(o) is type(self) and self.__dict__ == o.__dict__
class R:
    def __init__(self, v): self.v = v
    def __reduce__(self): return (R, (self.v * 2,), {"extra": 1})
class N:
    def __new__(cls, *a, **k): o = super().__new__(cls); o.args = (a, k); return o
    def __getnewargs_ex__(self): return (1,), {"k": 2}
class G:
    def __getstate__(self): return "state"
    def __setstate__(self, s): self.got = s
class S:
    __slots__ = ("a", "b")
class L(list): pass
class D(dict): pass
class E(Exception):
    def __init__(self, a, b): super().__init__(a, b); self.b = b
for proto in range(6):
    ok = [pickle.loads(pickle.dumps(v, proto)) == v for v in (A(1), [1, "é😀", b"\xff" * 300, 2 ** 300, -5, 1.5, None, True, (), (1,), (1, 2, 3, 4), {1: {2}}, frozenset("a"), bytearray(b"x"), range(3), slice(1), complex(1, 2), ..., NotImplemented, int, len, L([1])], A([A(2)]))]
    print(proto, ok, end=" ")
print()
r = pickle.loads(pickle.dumps(R(2))); n = pickle.loads(pickle.dumps(N(9))); g = pickle.loads(pickle.dumps(G())); l = L([1]); l.x = 5; l2 = pickle.loads(pickle.dumps(l)); e = pickle.loads(pickle.dumps(E(1, 2))); s = S(); s.a = 1; s2 = pickle.loads(pickle.dumps(s, 2))
print(r.v, r.extra, n.args, g.got, l2, l2.x, type(l2).__name__, e.args, e.b, s2.a, hasattr(s2, "b"), copy.copy(r).v, copy.deepcopy(n).args, copy.copy(g).got, copy.copy(s).a)
x = [1]; y = [x, x]; z = pickle.loads(pickle.dumps(y)); print(z[0] is z[1]); d = D(); d["me"] = d; d2 = pickle.loads(pickle.dumps(d)); print(d2["me"] is d2, type(d2).__name__)
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b"x"), lambda: pickle.loads(b""), lambda: pickle.dumps(open), lambda: pickle.loads(b"cno_such_mod\nx\n."), lambda: pickle.dumps((i for i in ())), lambda: pickle.dumps(1, 99), lambda: pickle.loads(pickle.dumps([1, 2])[:-2]), lambda: copy.copy((i for i in ()))):
    try: bad(); print("ok")
    except (pickle.PickleError, TypeError, EOFError, ModuleNotFoundError, ValueError, AttributeError) as e: print(type(e).__name__)
class P(pickle.Pickler):
    def persistent_id(self, o): return "pid" if isinstance(o, A) else None
class U(pickle.Unpickler):
    def persistent_load(self, pid): return f"loaded {pid}"
    def find_class(self, m, n): print("find", m, n); return super().find_class(m, n)
f = io.BytesIO(); P(f).dump([A(1), D(a=1)]); f.seek(0); print(U(f).load())
out = io.StringIO(); pickletools.dis(pickle.dumps([1, "a", {"k": None}], 2), out); print(out.getvalue()); print(len(pickletools.optimize(pickle.dumps([1, 1]))), pickle.dumps(255, 0), pickle.dumps("a", 0), pickle.dumps([True, 1.5], 1), pickle.DEFAULT_PROTOCOL)
print(struct.pack("<bBhHiIqQ?fd", -1, 2, -3, 4, -5, 6, -7, 8, True, 1.5, 2.5), struct.unpack(">hHi", b"\xff\xff\xff\xff\x00\x00\x00\x01"), struct.calcsize("bi"), struct.calcsize("=bi"), struct.pack("3s5s", b"abcd", b"x"), struct.pack("2x", ), struct.pack("@P", 1)[:1], struct.pack(">e", 1.5), struct.unpack_from("<H", b"\0\1\0", 1), struct.pack("c", b"a"), struct.pack("n", -1) == b"\xff" * 8, struct.Struct("<i").iter_unpack(b"\1\0\0\0").__next__())
a = array.array("h", [1, -2]); a.frombytes(b"\3\0"); a.byteswap(); print(a, a.tolist(), a.buffer_info()[1], array.array("w", "é😀"), array.array("B", b"ab") + array.array("B", [1]), a[1:], a.typecode, array.array("f", [0.1])[0], memoryview(array.array("i", [1, 2])).tolist())
