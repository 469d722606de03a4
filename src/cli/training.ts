// What runs before V8's code cache is written for the first time. The cache holds the functions that were compiled by then, and the first
// program may have been `pass`: this makes it good for programs that import and define things, too.
import { strFromJs } from '../objects/ops/strings.ts';
import { newModule } from '../objects/types/module.ts';
import { wakeEverything } from '../runtime/import/waiting.ts';
import { runSource } from './run.ts';

/** Uses of what programs use; without effects, and silent. */
const PROGRAM = `
from _io import StringIO
class Base:
    shared = 1
    def __init__(self, a, b=2, *rest, **more):
        self.a, self.b = a, b
    def __repr__(self):
        return f'{type(self).__name__}({self.a!r}, {self.b:>4})'
    def __eq__(self, other):
        return isinstance(other, Base) and self.a == other.a
    def __hash__(self):
        return hash(self.a)
    def __iter__(self):
        yield self.a
        yield self.b
    @property
    def both(self):
        return self.a, self.b
    @classmethod
    def make(cls, *args):
        return cls(*args)
    @staticmethod
    def plain(x=1):
        return lambda y: x + y
class Derived(Base):
    def __init__(self, *args):
        super().__init__(*args)
    def __enter__(self):
        return self
    def __exit__(self, *exc):
        return True
class Wrong(ValueError):
    pass
def walk(n):
    for i in range(n):
        try:
            if i % 3 == 0:
                raise Wrong(i)
            yield i
        except (Wrong, KeyError) as e:
            yield e.args[0]
        finally:
            n -= 1
out = StringIO()
with Derived(1, 2) as d:
    print(d, d.both, Derived.make('x', 3), Base.plain(2)(3), [*d], {*walk(9)}, file=out, sep=', ')
    raise Wrong
words = 'some words and Some more words'.split()
counts = {}
for w in sorted(words, key=str.lower, reverse=True):
    counts[w] = counts.get(w, 0) + 1
pairs = [(v, k.upper().replace('S', 'z')) for k, v in counts.items() if len(k) > 3]
pairs.sort()
print('%s %5.2f %d' % ('a', 1.5, 3), '{:,} {!r}'.format(10 ** 6, b'x'), pairs[::-1], max(pairs), sum(v for v, _ in pairs), file=out)
text = out.getvalue().encode().decode('utf-8').strip().partition(',')
total, first, *others = 0, *words
while total < 2 ** 70:
    total = total * 7 + len(others) // 2
for a, b in zip(enumerate(words), map(str, range(5))):
    assert a[1].startswith(words[a[0]][:1]) and b.isdigit()
any(x is None for x in reversed(words)), all(words), set(words) & {1}, frozenset(words), tuple(words), dict(a=1) | {'b': 2}
match words:
    case [str(x), *_] if x:
        del x
`;

export function train(): void {
  wakeEverything();
  runSource(PROGRAM, '<training>', newModule(strFromJs('training') as string));
}
