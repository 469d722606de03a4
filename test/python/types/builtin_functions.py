"""The built-in functions, one fact or more each."""
print(abs(-3), all([]), any([0, 1]), ascii("é"), bin(5), bool([]), callable(len), callable(5), chr(97), divmod(7, 3), enumerate("a").__next__(), eval("1+1"), format(3.14159, ".2f"), format("x"), getattr(5, "real"), hasattr(5, "x"), hash("a") == hash("a"), hex(255), isinstance(True, int), issubclass(bool, int), iter([1]).__next__(), len("abc"), max(3, 1), min("b", "a"), oct(8), ord("a"), pow(2, 3), repr("x"), round(2.5), sorted([2, 1]), sum([1, 2], 10), type(1).__name__, list(zip([1, 2], "ab")))
print(list(map(lambda a, b: a + b, [1, 2], [3, 4, 5])), list(filter(None, [0, 1, "", "a"])), list(reversed("abc")), list(enumerate("ab", start=5)), max([1, 5, 3], key=lambda x: -x), max([], default="d"), min(5, 3, key=abs), next(iter([]), "end"), iter(lambda: 1, 1).__next__ is not None, list(iter(iter([1, 2, 0, 3]).__next__, 0)), isinstance(1, int | str), isinstance(1, (str, (int,))), issubclass(int, int | str), pow(2, 10, 1000), pow(2, -1), divmod(-7, 2.0), round(-2.5), round(1.5), round(15, -1), sum([[1], [2]], []), sum((0.1,) * 3), list(zip()), list(zip("ab", strict=True)), dict(zip("ab", (1, 2))), type("X", (), {"a": 1}).a, vars(type("Y", (), {})()), id(None) == id(None), object() != object(), callable(type("Z", (), {"__call__": 1})()))
print(1, "a", None, sep="-", end="!\n"); print(); print("x", file=__import__("sys").stdout, flush=True); print(*[1, 2], sep=""); print("a\n", end="")
print([f(x) for f, x in ((int, "5"), (float, "5"), (str, 5), (list, "ab"), (tuple, [1]), (bool, 0), (bytes, 2), (complex, 1), (dict, [(1, 2)]), (bytearray, b"a"), (frozenset, [1]), (range, 2), (slice, 1))])
for bad in ("abs('a')", "chr('a')", "ord(5)", "hasattr(5, 5)", "getattr(5, 'x')", "iter(5)", "next(5)", "len(5)", "max(5)", "sorted(5)", "sum('ab')", "sum(['a'], '')", "sum([b''], b'')", "zip(5)", "map()", "map(5)", "filter(1)", "list(map(5, [1]))", "isinstance(1, 5)", "issubclass(1, int)", "issubclass(int, 5)", "type(1, 2)", "type('a', 1, {})", "vars(5)", "dir(1, 2)", "eval(5)", "exec(5)", "compile('1', 'f', 'bad')", "format(5, 'q')", "format(5, 5)", "divmod('a', 1)", "pow('a', 2)", "pow(1, 2, 'a')", "round('a')", "hash({})", "input(1, 2)", "open(5.5)", "enumerate(5)", "reversed({1})", "callable()", "bin(1.5)", "hex('a')", "iter(5, 5)", "iter(len)", "print(sep=5)", "list(zip('a', 'bc', strict=True))", "list(zip('ab', 'c', strict=True))", "max(1, 'a')", "min([1, None])", "all(5)", "any(None)", "setattr(5, 'a', 1)", "delattr(object(), 'a')", "memoryview(5)", "property(1, 2, 3, 4, 5)", "super()", "staticmethod()", "__import__('')", "breakpoint.x", "sum([1], start='a')", "max([1], key=1)", "int.x", "object.x", "type.x", "object().x", "isinstance([], list[int])"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
class D:
    def __dir__(self): return ["b", "a"]
    def __bool__(self): return 5
    def __hash__(self): return "x"
    def __iter__(self): return 5
    def __length_hint__(self): return 3
print(dir(D()))
for f in (bool, hash, iter, list):
    try: f(D())
    except TypeError as e: print(e)
code = compile("x + 1", "file", "eval"); print(eval(code, {"x": 2}), code.co_name, code.co_filename, type(code).__name__, eval(compile("print('single')\n5", "f", "exec")), globals()["__name__"])
import builtins; print(builtins.len is len, __builtins__ is builtins, __name__, __debug__, NotImplemented, Ellipsis, ..., copyright is not None, type(...), type(None), type(NotImplemented))
