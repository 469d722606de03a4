"""csv, configparser, argparse (help text, errors), getopt, tomllib, plistlib-free settings."""
import argparse, configparser, csv, io, sys, tomllib
rows = [["a", 'say "hi"', "x,y"], [1, 2.5, None], ["multi\nline", "", " sp "]]
for kw in ({}, {"delimiter": ";", "quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"dialect": "excel-tab"}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"lineterminator": "\n", "doublequote": False, "escapechar": "^"}):
    out = io.StringIO(); csv.writer(out, **kw).writerows(rows); print(repr(out.getvalue()))
print(list(csv.reader(['a,"b,""c""",d', '1,2', '', "'x', y"])), list(csv.reader(["a;b"], delimiter=";")), list(csv.reader(['1,"2"'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.DictReader(["x,y", "1,2,3", "4"], restkey="more", restval="-")), list(csv.reader(["a b"], skipinitialspace=True, delimiter=" ")), csv.list_dialects(), csv.Sniffer().sniff("a;b\n1;2\n").delimiter, csv.field_size_limit())
out = io.StringIO(); w = csv.DictWriter(out, ["n", "v"], extrasaction="ignore"); w.writeheader(); w.writerow({"n": 1, "v": 2, "z": 3}); print(repr(out.getvalue()))
for bad in (lambda: csv.writer(io.StringIO(), delimiter="ab"), lambda: csv.reader([b"x"]).__next__(), lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"]), lambda: csv.DictWriter(io.StringIO(), ["a"]).writerow({"b": 1}), lambda: csv.reader(['"a'], strict=True).__next__(), lambda: csv.get_dialect("no"), lambda: csv.writer(io.StringIO()).writerow(5), lambda: csv.reader(['"a"b'], strict=True).__next__()):
    try: bad()
    except (TypeError, ValueError, csv.Error) as e: print(type(e).__name__, e)
c = configparser.ConfigParser(); c.read_string("[DEFAULT]\nbase = /opt\n[server]\nhost: localhost\nport = 80\npath = %(base)s/x\nflag = yes\nmulti = a\n  b\n; comment\n[empty]\n")
print(c.sections(), dict(c["server"]), c.getint("server", "port"), c["server"].getboolean("flag"), c.get("empty", "nope", fallback="fb"), c.has_option("server", "host"), c.options("empty")); c["new"] = {"k": "v"}; c.set("server", "port", "81"); c.remove_option("server", "multi"); out = io.StringIO(); c.write(out); print(out.getvalue())
for bad in (lambda: c.get("no", "x"), lambda: c.get("server", "x"), lambda: c.read_string("x = 1"), lambda: c.add_section("new"), lambda: c.getint("server", "host"), lambda: configparser.ConfigParser().read_string("[a]\nx=%(y)s\n") or c.get("a", "x"), lambda: c.read_string("[s]\nnovalue\n"), lambda: c.set("new", "k", 5)):
    try: bad()
    except (configparser.Error, ValueError, TypeError) as e: print(type(e).__name__, str(e).replace("\n", " | "))
p = argparse.ArgumentParser(prog="tool", description="Does things.", epilog="The end.")
p.add_argument("files", nargs="+", help="input files"); p.add_argument("-v", "--verbose", action="count", default=0); p.add_argument("-n", type=int, default=3, metavar="N", help="how many (default: %(default)s)"); p.add_argument("--mode", choices=["fast", "slow"]); p.add_argument("--no-x", dest="x", action="store_false"); p.add_argument("--kv", action="append"); g = p.add_mutually_exclusive_group(); g.add_argument("--aa", action="store_true"); g.add_argument("--bb", action="store_true"); p.add_argument("--version", action="version", version="%(prog)s 1.0")
print(p.format_help()); print(p.parse_args("f1 f2 -vv -n 5 --mode=slow --kv a --kv b --no-x".split()), p.parse_known_args(["f", "--unknown", "1"]))
sys.stderr = sys.stdout
for bad in ([], ["f", "-n", "x"], ["f", "--aa", "--bb"], ["f", "--zzz"], ["f", "-n"], ["--version"], ["f", "--m", "fast"], ["f", "--k"]):
    try: print(p.parse_args(bad))
    except SystemExit as e: print("exit", e.code)
sub = argparse.ArgumentParser(prog="git", exit_on_error=False); sp = sub.add_subparsers(dest="cmd", required=True); a = sp.add_parser("add", help="adds", aliases=["a"]); a.add_argument("what"); a.set_defaults(func=len); sp.add_parser("rm").add_argument("-f", action=argparse.BooleanOptionalAction); print(sub.parse_args(["add", "x"]), sub.parse_args(["rm", "-f"])); sub.print_usage()
print(tomllib.loads('a = 1\n[b]\nc = [1.5, "x", true]\nd = 2024-02-29T01:02:03Z\ne.f = """multi\nline"""\n[[g]]\nh = 0xff\n[[g]]\ni = {j = 1}\n'))
for bad in ("a = ", "a = 1\na = 2", "[a", "x = 'a", "a = 1 b"):
    try: tomllib.loads(bad)
    except tomllib.TOMLDecodeError as e: print(e)
