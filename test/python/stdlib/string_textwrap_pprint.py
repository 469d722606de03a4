"""string, textwrap, pprint, reprlib, shlex, difflib, fnmatch, glob translate, unicodedata."""
import difflib, fnmatch, pprint, reprlib, shlex, string, textwrap, unicodedata
text = "The quick brown fox jumped over the lazy dog; it was a very-long-hyphenated word, and superlongunbreakablewordhere."
print(textwrap.fill(text, 30), textwrap.wrap(text, 20, initial_indent="* ", subsequent_indent="  "), textwrap.shorten(text, 40, placeholder=" …"), textwrap.dedent("  a\n    b\n  c"), textwrap.indent("a\n\nb", "> "), textwrap.wrap(text, 15, break_long_words=False, break_on_hyphens=False), textwrap.wrap("", 5), textwrap.fill("a\tb\nc", 10, max_lines=1), sep="\n")
pprint.pprint({"b": list(range(30)), "a": {"nested": ["x" * 30, "y" * 30, ("t",)]}, "c": {1, 2}}, width=60)
pprint.pprint([{"k": i, "v": "w" * 20} for i in range(3)], indent=2, width=40, compact=True); pprint.pprint("long string " * 10, width=50); pprint.pp({"z": 1, "a": 2}); print(pprint.pformat([[[[1]]]], depth=2), pprint.isreadable(object()), pprint.saferepr("a"))
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), shlex.split("a 'b c' \"d\\\"e\" f\\ g # h", comments=True), shlex.quote("it's"), shlex.join(["a b", "c"]), list(shlex.shlex("a=b; c", punctuation_chars=True)))
print("\n".join(difflib.unified_diff("a b c d".split(), "a x c d e".split(), "one", "two", lineterm="")), difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes(), list(difflib.ndiff(["one"], ["ore"])))
print(fnmatch.fnmatch("a.py", "*.py"), fnmatch.filter(["a", "b1", "bc"], "b?"), fnmatch.translate("[!a]*?.x"), string.Formatter().vformat("{0} {x}", [1], {"x": 2}), string.Template("$a $$ ${b}").substitute(a=1, b=2), string.Template("$x").safe_substitute(), string.Template("$a ${b}").get_identifiers(), string.capwords("a-b c-d", "-"), string.whitespace == " \t\n\r\x0b\x0c", string.printable[-3:] == "\r\x0b\x0c")
for bad in ("$", "${", "$1", "${a b}"):
    try: string.Template(bad).substitute()
    except (ValueError, KeyError) as e: print(bad, e)
print(unicodedata.name("é"), unicodedata.lookup("SNOWMAN"), unicodedata.category("A"), unicodedata.normalize("NFD", "é") == "e\u0301", unicodedata.normalize("NFKC", "ﬁ①"), unicodedata.decimal("٣"), unicodedata.numeric("½"), unicodedata.bidirectional("א"), unicodedata.combining("\u0301"), unicodedata.east_asian_width("中"), unicodedata.decomposition("é"), unicodedata.mirrored("("), unicodedata.digit("²"), unicodedata.is_normalized("NFC", "é"), unicodedata.unidata_version, unicodedata.name("\x00", "none"), unicodedata.name("中"), unicodedata.name("가"))
try: unicodedata.lookup("NOPE")
except KeyError as e: print(e)
