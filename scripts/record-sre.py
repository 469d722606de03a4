"""Records what CPython's re engine answers, for src/util/sre/regex.test.ts. Run: python3.14 scripts/record-sre.py

Each case is a pattern's code array with the matches of every subject: [code points, pos, endpos, match, fullmatch,
search, finditer]; a match is its spans followed by lastindex. Patterns are listed here and also made at random (fixed seed).
"""
import json
import pathlib
import random
import re
import re._compiler
import warnings

import _sre

TARGET = pathlib.Path(__file__).parent.parent / 'test' / 'sre' / 'cases.json'
RANDOM_PATTERNS = 250
LISTED = [
    r'', r'abc', r'a|b', r'(a)|(b)|(c)', r'(?P<w>\w+)\s*=\s*(?P<v>\d+)', r'(?:(a)|b)*', r'(a|b*)*', r'(a?)*?b', r'(a*)?b',
    r'((a)|b)+\2', r'(a)?(?(1)b|c)', r'(?<=a)b', r'(?<!a)b', r'(?>a+)ab', r'a++b', r'(?:ab)*+a', r'(?=(a+))\1b', r'(?!(a)b)a',
    r'\bfoo\b', r'\Bo', r'(?m)^\w+$', r'a$', r'a\Z', r'(?s).+', r'.+', r'(?i)straße|K', r'[^\W\d_]+', r'[\u0100-\uffff]x?',
    r'(?i)[k-s]+', r'(.+)b\1', r'(?i)(.)\1', r'(a{2,3}?){2}', r'x*', r'(?:)', r'[^\s\S]', r'(?!)', r'(?:a|ab)(?:c|bcd)(?:d*)',
]


class Recorder:
    """Stands for _sre inside re._compiler and keeps what was compiled last."""

    def __getattr__(self, name):
        return getattr(_sre, name)

    def compile(self, pattern, flags, code, groups, *names):
        self.code, self.groups = list(map(int, code)), groups
        return _sre.compile(pattern, flags, code, groups, *names)


class PatternMaker:
    def __init__(self, rng):
        self.rng, self.opened, self.closed = rng, 0, []

    def alternatives(self, depth):
        return '|'.join(self.sequence(depth) for _ in range(self.rng.choice([1, 1, 1, 2, 2, 3])))

    def sequence(self, depth):
        return ''.join(self.repeated(depth) for _ in range(self.rng.choice([0, 1, 1, 2, 2, 3])))

    def repeated(self, depth):
        atom, repeatable = self.atom(depth)
        if not repeatable or self.rng.random() < .6:
            return atom
        return atom + self.rng.choice(['*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}']) + self.rng.choice(['', '', '', '?', '?', '+'])

    def atom(self, depth):
        rng, kind = self.rng, self.rng.random()
        if kind < .45 or depth == 0:
            return rng.choice('aabbbcK\u00e9'), True
        if kind < .60:
            return rng.choice(['[ab]', '[^a]', '[b-d]', '.', r'\w', r'\d', r'\s', r'\W', r'\S']), True
        if kind < .65:
            return rng.choice(['^', '$', r'\b', r'\B', r'\A', r'\Z']), False
        if kind < .79:
            self.opened += 1
            number = self.opened
            group = f'({self.alternatives(depth - 1)})'
            self.closed.append(number)
            return group, True
        if kind < .86:
            return f'(?:{self.alternatives(depth - 1)})', True
        if kind < .92:
            return rng.choice(['(?=', '(?!', '(?>']) + self.alternatives(depth - 1) + ')', False
        if kind < .94:
            return rng.choice(['(?<=', '(?<!']) + rng.choice(['a', 'ab', '[ab]', '(?:a|b)']) + ')', False
        if self.closed and kind < .97:
            return fr'(?:\{rng.choice(self.closed)})', True
        if self.closed:
            return f'(?({rng.choice(self.closed)}){self.sequence(depth - 1)}|{self.sequence(depth - 1)})', False
        return 'a', True


def described(match):
    if match is None:
        return None
    return [list(match.span(i)) for i in range(len(match.groups()) + 1)] + [match.lastindex or -1]


def record(rng, recorder, source, flags):
    try:
        pattern = re.compile(source, flags)
    except re.error:
        return None
    re.purge()
    rows = []
    for _ in range(5):
        alphabet = rng.choice(['ab', 'abc', 'ab \n', 'aAbB1_ \n', 'abk\u017f\u212a\u00e9\u00c9', 'ab\u0660\u3042', 'ab\U00010428\U00010400'])
        subject = ''.join(rng.choice(alphabet) for _ in range(rng.choice([0, 1, 2, 3, 4, 6, 9])))
        pos = min(rng.choice([0, 0, 0, 1, 2]), len(subject))
        end = max(pos, len(subject) - rng.choice([0, 0, 0, 1]))
        found = [described(method(subject, pos, end)) for method in (pattern.match, pattern.fullmatch, pattern.search)]
        rows.append([[*map(ord, subject)], pos, end, *found, [described(m) for m in pattern.finditer(subject, pos, end)]])
    return {'pattern': source, 'flags': flags, 'code': recorder.code, 'groups': recorder.groups, 'rows': rows}


def main():
    warnings.simplefilter('ignore')
    rng, recorder = random.Random(314), Recorder()
    re._compiler._sre = recorder
    sources = LISTED + [PatternMaker(rng).alternatives(rng.choice([1, 2, 3])) for _ in range(RANDOM_PATTERNS)]
    cases = [record(rng, recorder, source, int(rng.choice([0, 0, re.I, re.M, re.S, re.A, re.I | re.A]))) for source in sources]
    TARGET.write_text('[\n' + ',\n'.join(json.dumps(case, separators=(',', ':')) for case in cases if case) + '\n]\n')


main()
