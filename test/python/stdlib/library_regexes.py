# Regular expressions that the library states come compiled (src/runtime/import/regexes.ts): they are what re makes of them.
import argparse
import email.feedparser
import json.decoder
import logging
import re
import string
import tokenize
import _strptime

style = logging.PercentStyle.validation_pattern
print(style, style.search("%(asctime)s").span(), style.search("100 %%"))
spec = logging.StrFormatStyle.fmt_spec
print(spec.groups, spec.groupindex, spec.flags, spec)
print(email.feedparser.headerRE.match("Subject: x").end(), email.feedparser.NLCRE_eol.search("a\r\n").group())
print(json.decoder.STRINGCHUNK.match('abc"', 0).groups(), json.decoder.WHITESPACE.flags)
print(string.Template("$a ${b} $$").substitute(a=1, b=2), string.Template.pattern.groupindex)
print([token.string for token in tokenize.generate_tokens(iter(["x = 0x1F + 'a'\n"]).__next__)])
print(_strptime._strptime_time("2020-01-02", "%Y-%m-%d")[:3])
print(argparse.ArgumentParser(prog="p").parse_known_args(["-1", "--x"]))

# The same patterns as the program's own, with other flags, and with what the table does not know.
own = re.compile(spec.pattern, re.I)
print(own == spec, own is spec, re.compile(spec.pattern) == spec, hash(own) == hash(spec))
print(re.compile(rb"\s*a(?P<b>c)"), re._parser.parse("a|b").width if hasattr(re._parser.parse("a|b"), "width") else None)
try:
    re.compile("(?P<n>a)(?P<n>b)")
except re.error as e:
    print(e, e.pos, e.lineno)
