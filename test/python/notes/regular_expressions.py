"""Regular expressions: matching, groups, splitting, substitution, greediness, look-around, flags, compiled patterns."""
import re


def check(pattern, *texts, flags=0):
    compiled = re.compile(pattern, flags)
    for text in texts:
        match = compiled.search(text)
        print(f"{pattern!r:<34} {text!r:<26} {match.group() if match else None!r} {match.groups() if match else ''}")


def main():
    check(r"^\d{3}-\d{3,8}$", "010-12345", "010 12345", "010-12")
    check(r"^(\d{3})-(\d{3,8})$", "010-12345")
    check(r"^(\d+?)(0*)$", "102300", "7")
    check(r"[a-zA-Z_]\w{0,19}", "9lives", "_name9", "-")
    check(r"(?P<year>\d{4})/(?P<month>\d\d?)", "on 2018/11/17", "none")
    check(r"(a|b)*c", "ababc", "c", "ab")
    check(r"<(\w+)>.*?</\1>", "<b>x</b><b>y</b>", "<a>x</b>")
    check(r"(?<=\$)\d+(?!\d|%)", "costs $45 or $50%", "45")
    check(r"colou?r", "The COLOR", "colour", flags=re.IGNORECASE)
    check(r"^\w+$", "one\ntwo", flags=re.MULTILINE)
    check(r"a.b", "a\nb", flags=re.DOTALL)
    check(r"\bfoo\b", "a foo b", "afoo")
    check(r"[^\W\d_]+", "123 héllo_", "中文 text")
    check(r"\d+", "٣٤ 12", "x")
    check(r"\d+", "٣٤ 12", flags=re.ASCII)

    print(re.split(r"[\s,;]+", "a,b;; c  d"), re.split(r"(-)", "1-2-3"), re.split(r"x", "axbxc", maxsplit=1))
    print(re.findall(r"\w+@\w+\.com", "ann@mail.com, bob@post.com"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall("", "ab"))
    print(re.sub(r"\s+", " ", "too   many\tspaces"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"))
    print(re.sub(r"\d+", lambda m: str(int(m.group()) * 2), "3 apples, 12 pears"), re.subn("a", "b", "banana", count=2))
    print(re.sub(r"(?P<word>\w+)", r"<\g<word>>", "a b"), re.sub(r"(x)?y", r"[\1]", "y xy"))
    print(re.escape("a.b*c[d]"), re.fullmatch(r"\d+", "123x"), re.match("b", "abc"))

    date = re.compile(
        r"""
        (?P<year>\d{4}) -   # the year
        (?P<month>\d{2}) -
        (?P<day>\d{2})
        """,
        re.VERBOSE,
    )
    match = date.search("due 2024-02-29, maybe 2024-03-01")
    print(match.groupdict(), match.span(), match.start("day"), match.lastgroup, match["month"], match.expand(r"\g<day>.\g<month>."))
    print([m.group("day") for m in date.finditer("2024-02-29 2024-03-01")], date.groups, date.groupindex)
    print(match, date.search("nothing"))
    print(match.string[match.end():], match.pos, match.endpos, match.re is date)

    tokens = [(kind, value) for kind, value in tokenize("total = 3.14 * (radius - 2) # area")]
    print(tokens)
    for bad in ("(", "[a", "*a", "a{2,1}", "(?P<1>x)", r"\1", "(?<=a+)b"):
        try:
            re.compile(bad)
        except re.error as error:
            print(repr(bad), error)
    print(re.search(r"(?i:HELLO) World", "hello World"), re.search(r"(?s)a.*b", "a\nb").span())
    print(re.findall(r"(?=(\d\d))", "1234"), re.findall(r"a++b|a*", "aab aaa"), re.split(r"\b", "ab cd"))


def tokenize(text):
    kinds = [("NUMBER", r"\d+(?:\.\d*)?"), ("NAME", r"[A-Za-z_]\w*"), ("OP", r"[-+*/=()]"), ("SKIP", r"\s+|#.*")]
    pattern = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in kinds))
    for match in pattern.finditer(text):
        if match.lastgroup != "SKIP":
            yield match.lastgroup, match.group()


main()
