# What subscripts of values without item assignment and deletion say.
import types, collections
class U: pass
class G:
    def __getitem__(self, k): return k
vals = [types.MappingProxyType({}), (1,), "a", range(3), 1, 1.5, {1}, frozenset(), b"", lambda: 0, None, U(), G(), len, iter([]), memoryview(b""), slice(1), int, types.SimpleNamespace(), collections.namedtuple("N", "a")(1), {}.keys(), {}.items(), {}.values(), list[int], int | str, object()]
for v in vals:
    for k in (1, "x", None, slice(0, 1), 2**70, 1.0):
        out = []
        try: del v[k]
        except Exception as e: out.append(f"{type(e).__name__}: {e}")
        try: v[k] = 1
        except Exception as e: out.append(f"{type(e).__name__}: {e}")
        try: v[k]; out.append("ok")
        except Exception as e: out.append(f"{type(e).__name__}: {e}")
        print(type(v).__name__, k, out)
