"""Prints, as JSON, what `re` makes of the regular expressions that the library states: taipan runs this when it is built (compile-lib.mjs).

A list of [key, [flags, code, groups, groupindex, indexgroup]]; the key is that of src/runtime/import/regexes.ts."""

import contextlib
import io
import json
import os
import pkgutil
import re
import sys
from re import _compiler

LEFT_OUT = {"antigravity", "idlelib", "lib2to3", "test", "this", "tkinter", "turtle", "turtledemo", "encodings", "ensurepip", "venv"}
seen = {}
asked = []


class Recording:
    """Stands in for the module `_sre`."""

    def __init__(self, module):
        self.module = module

    def __getattr__(self, name):
        return getattr(self.module, name)

    def compile(self, pattern, flags, code, groups, groupindex, indexgroup):
        if asked and pattern is not None and not flags & re.DEBUG:
            key = asked[-1] + ("s" + pattern if isinstance(pattern, str) else "b" + bytes(pattern).decode("latin-1"))
            seen[key] = [int(flags), [int(word) for word in code], groups, list(groupindex.items()), list(indexgroup)]
        return self.module.compile(pattern, flags, code, groups, groupindex, indexgroup)


def recording(compile):
    def compile_recorded(p, flags=0):
        asked.append(f"{int(flags)}")
        try:
            return compile(p, flags)
        finally:
            asked.pop()

    return compile_recorded


def modules():
    for info in pkgutil.iter_modules([os.path.dirname(os.__file__)]):
        if info.name in LEFT_OUT or info.name.startswith("_sysconfigdata"):
            continue
        yield info.name
        if info.ispkg:
            for inner in pkgutil.walk_packages([os.path.join(os.path.dirname(os.__file__), info.name)], info.name + "."):
                if not inner.name.endswith("__main__") and ".tests" not in inner.name:
                    yield inner.name


def attempt(body):
    """What cannot be had here is left to the program that asks for it."""
    try:
        body()
    except (Exception, SystemExit):
        pass


def look(name):
    __import__(name)
    dict(vars(sys.modules[name]))


def use():
    """Expressions that functions state."""
    import argparse, configparser, datetime, email, email.utils, fnmatch, glob, inspect, logging, shlex, string, textwrap, time, tokenize, warnings

    def parse():
        parser = argparse.ArgumentParser("program", description="what it does")
        parser.add_argument("file", nargs="*", help="a file")
        parser.add_argument("--count", "-c", type=int, default=1, help="a number (default: %(default)s)")
        parser.parse_args(["a", "--count", "2"])
        parser.format_help()

    attempt(parse)
    attempt(lambda: list(tokenize.generate_tokens(io.StringIO("def f(a):\n    return f'{a!r}' + 'b' # c\n").readline)))
    attempt(lambda: textwrap.dedent("  a\n  b\n"))
    attempt(lambda: textwrap.fill("some words - and more", 10))
    attempt(lambda: shlex.quote("a b"))
    attempt(lambda: string.Template("$a ${b}").substitute(a=1, b=2))
    attempt(lambda: [time.strptime("2020-01-02 03:04:05", form) for form in ("%Y-%m-%d %H:%M:%S",)])
    attempt(lambda: datetime.datetime.strptime("2020-01-02", "%Y-%m-%d"))
    attempt(lambda: [fnmatch.filter(["a"], form) for form in ("*", "*.py", "test*.py", "*.txt", "*.json", "*.pyc")])
    attempt(lambda: glob.glob("*.py"))
    attempt(lambda: email.message_from_string("A: b\nContent-Type: text/plain; charset=utf-8\n\nbody").get_content_charset())
    attempt(lambda: email.utils.parsedate_to_datetime("Mon, 20 Nov 1995 19:12:08 -0500"))
    attempt(lambda: configparser.ConfigParser().read_string("[a]\nb = %(c)s\nc = 1\n"))
    attempt(lambda: logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    attempt(lambda: warnings.filterwarnings("ignore", category=DeprecationWarning))
    attempt(lambda: json.dumps({"a": "é\n", "b": [1.5, None]}))
    attempt(lambda: json.loads('{"a": "\\u00e9", "b": [1.5, null]}'))
    attempt(lambda: inspect.getsource(inspect.getsource))


def main():
    out = sys.stdout
    compiler_sre, compile = _compiler._sre, _compiler.compile
    _compiler._sre, _compiler.compile = Recording(compiler_sre), recording(compile)
    # What has been compiled so far is compiled again.
    re._cache.clear()
    re._cache2.clear()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for name in list(sys.modules):
            if name.partition(".")[0] in {"json", "pkgutil", "importlib"}:
                attempt(lambda: [re.compile(value.pattern, value.flags & ~(re.UNICODE if isinstance(value.pattern, str) else 0)) for value in vars(sys.modules[name]).values() if isinstance(value, re.Pattern)])
        for name in modules():
            attempt(lambda: look(name))
        attempt(use)
    json.dump(list(seen.items()), out)
    out.flush()
    os._exit(0)


main()
