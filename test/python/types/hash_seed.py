# env: PYTHONHASHSEED=42
"""With a seed of one's own, hashes and the order of sets are CPython's."""
import datetime as d,sys
print(hash('a'),hash(b'a'),hash(''),hash('abcdefgh'),hash('abcdefghi'*7),hash('\u20ac'),hash('\u20acabc'),hash('\U0001f600x'),hash('\udc80'),hash('é'*9), hash(('a',1,'b')))
print(hash(d.date(2020,1,2)),hash(d.datetime(2020,1,2,3,4,5,6)),hash(d.time(1,2,3,4)),hash(memoryview(b'abc')),hash(frozenset('abc')))
print({'a','b','c','hello','world'},set('the quick brown fox jumps over'.split()),frozenset('xyzuvw'))
s=set(map(str,range(100)));print(list(s)[:10],s.pop(),len(s)); s-={'1','2','3'}; print(sorted(s)[:3],list(s)[:9])
print(set('abc')|set('defghi'),set('abcdef')&set('cdez'),set('abcdef')^set('cdez'),{1,'a','b',(1,'x')}-{2})
t=set();[t.add(x) for x in 'hello world this is']; t.discard('h'); t.add('q'); t.remove('w'); print(t, t.copy(), list(set(dict.fromkeys('zyxw'))))
print(sys.flags.hash_randomization)
for x in {'p','q','r','s'}: print(x,end=' ')
print({*'abc',*'xyz'},set([1.5,'a','b']),{k for k in 'mnop'}, set(['a','b']).union(['c','d'],'efg'))
import os, subprocess
def told(seed, *flags):
    env = {k: v for k, v in os.environ.items() if k != "PYTHONHASHSEED"} | ({} if seed is None else {"PYTHONHASHSEED": seed})
    code = "import sys, datetime, os; x = hash('a'), hash(b'bc'), hash(datetime.date(2000, 1, 1)); r, w = os.pipe(); p = os.fork()\n" \
        "if p == 0: os.write(w, str(hash('fork')).encode()); os._exit(0)\n" \
        "os.wait(); print(x, sys.flags.hash_randomization, hash('fork') == int(os.read(r, 99)))"
    return subprocess.run([sys.executable, *flags, "-c", code], env=env, capture_output=True, text=True).stdout
print(told("7"), told("0"), told("7") == told("7", "-O"))
for a in [(None,), ("random",), ("7", "-R"), ("7", "-E"), ("", "-I")]:
    x, y = told(*a), told(*a)
    print(a, x != y, x.split()[-2:])
class S(str):
    def __eq__(self, o): return str.__eq__(self, o)
    def __hash__(self): return str.__hash__(self)
print(hash(S("abc")) == hash("abc") == "abc".__hash__(), {"abc": 1}[S("abc")])
