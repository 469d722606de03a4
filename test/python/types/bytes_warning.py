# flags: -b
"""-b: BytesWarning for bytes that meet text."""
import warnings, sys
def t(name, f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r = f()
        except Exception as e: r = type(e).__name__ + str(e)
    print(name, r, [(x.category.__name__, str(x.message)) for x in w])
b, ba, s, i = bytes([97]), bytearray([97]), 'a', 97
class B(bytes): pass
class BA(bytearray): pass
class S(str): pass
class I(int): pass
for n, o in list(dict(b=b, ba=ba, B=B(b), BA=BA(b)).items()):
    t(n + ' str', lambda: str(o))
    t(n + ' fmt', lambda: f'{o}')
    t(n + ' fmts', lambda: f'{o!s} {o!r}')
    t(n + ' pct', lambda: '%s' % (o,))
    t(n + ' pctr', lambda: '%r' % (o,))
    t(n + ' format', lambda: '{}'.format(o))
    t(n + ' repr', lambda: repr(o))
    t(n + ' dec', lambda: str(o, 'ascii'))
    t(n + ' print', lambda: print(o))
    t(n + ' spec', lambda: format(o, '5'))
    for m, p in dict(s=s, i=i, S=S('a'), I=I(97), f=1.5, N=None, T=True, b=b, ba=ba, t=(1,)).items():
        t(n + ' == ' + m, lambda: o == p)
        t(n + ' != ' + m, lambda: o != p)
        t(m + ' == ' + n, lambda: p == o)
        t(n + ' < ' + m, lambda: o < p)
        t(n + ' in [' + m, lambda: o in [p])
        t(n + ' m==' + m, lambda: o.__eq__(p))
    t(n + ' in str', lambda: o in 'abc')
    t(n + ' str in', lambda: 'a' in o)
t('join', lambda: ''.join(['a', b]))
t('rep', lambda: [b, 'a'].index('a'))
t('cnt', lambda: [b, 'a'].count('a'))
t('tup', lambda: (b, 1) == ('a', 1))
t('lst', lambda: [b, 1] < ['a', 1])
def m(x):
    match x:
        case 'a': return 1
        case 97: return 2
        case bytes(): return 3
t('match', lambda: m(b))
t('print2', lambda: print('x', b'y', sep='-'))
t('exc', lambda: str(ValueError(b)))
print(sys.flags.bytes_warning)
print(str(b))
b == 'a'
