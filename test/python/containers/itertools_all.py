# Every iterator of itertools, its results and its complaints.

from itertools import *
import itertools
import operator


def L(iterable):
    return list(iterable)


def st():
    raise StopIteration


class SI(islice):
    pass


groups = [(k, group) for k, group in groupby('aabbc')]
gs = groups
a, b = tee([1, 2, 3])
c = a.__copy__()

def show(expression):
    try:
        print(expression, '->', eval(expression))
    except Exception as error:
        print(expression, '->', type(error).__name__, error)


for expression in (
    'L(accumulate([1,2,3]))',
    'L(accumulate([1,2,3],operator.mul,initial=10))',
    'L(accumulate([]))',
    'L(accumulate([],initial=None))',
    'accumulate(1)',
    'accumulate()',
    "L(batched('abcdefg',3))",
    "batched('a',0)",
    "L(batched('abcd',3,strict=True))",
    "L(chain('ab',[1],()))",
    "L(chain.from_iterable(['ab','c']))",
    'L(chain(1))',
    'chain.from_iterable(1)',
    "L(combinations('abcd',2))",
    "L(combinations('ab',3))",
    "combinations('ab',-1)",
    "L(combinations_with_replacement('abc',2))",
    "L(compress('abcdef',[1,0,1]))",
    'L(islice(count(5),3))',
    'L(islice(count(1.5,.5),3))',
    "count('a')",
    'count(1,2)',
    'repr(count(1.5))',
    'repr(count(-3))',
    'count(2**70)',
    'L(islice(count(2**53-1),3))',
    "L(islice(cycle('ab'),5))",
    'L(cycle([]))',
    'L(dropwhile(lambda x:x<3,[1,2,3,1]))',
    'L(filterfalse(None,[0,1,2]))',
    'L(filterfalse(lambda x:x%2,range(5)))',
    "[(k,L(v)) for k,v in groupby('aabbca')]",
    '[(k,L(v)) for k,v in groupby([1,1.0,2],key=int)]',
    '[L(x) for _,x in gs]',
    "L(islice('abcdef',2,None,2))",
    "L(islice('abcdef',None))",
    "islice('a',-1)",
    "islice('a',1,-1)",
    "islice('a',1,2,0)",
    "islice('a')",
    'islice()',
    "islice('a','b')",
    "islice('a',1,2,3,4)",
    "L(pairwise('abcd'))",
    "L(pairwise('a'))",
    "L(permutations('abc'))",
    "L(permutations('abc',2))",
    "L(permutations('ab',3))",
    "permutations('a',-1)",
    "permutations('a','b')",
    "L(product('ab',[1,2]))",
    "L(product('ab',repeat=2))",
    'L(product())',
    'L(product(repeat=0))',
    "product('a',repeat=-1)",
    "product('a',foo=1)",
    'L(repeat(1,3))',
    'repr(repeat(1))',
    'repr(repeat(1,3))',
    'repeat(1,-3)',
    'repeat()',
    "repeat(1,times='a')",
    'operator.length_hint(repeat(1,3))',
    'repeat(1).__length_hint__()',
    'L(repeat(object=1,times=2))',
    'L(starmap(pow,[(2,3),[3,2]]))',
    'L(starmap(pow,[1]))',
    'L(takewhile(lambda x:x<3,[1,2,3,1]))',
    '(L(a),L(b),L(c))',
    'tee([],-1)',
    'tee([1],0)',
    'len(tee([1],3))',
    "L(zip_longest('ab',[1,2,3],fillvalue='-'))",
    'L(zip_longest())',
    'zip_longest(foo=1)',
    "L(SI('abc',2))",
    "type(SI('abc',2)).__name__",
    'L(map(lambda x: st(), [1,2]))',
    'L(filter(lambda x: st(), [1,2]))',
    'L(starmap(lambda x: st(), [(1,)]))',
    'L(takewhile(lambda x: st(), [1]))',
    "L(zip(range(3),'ab'))",
    'L(zip())',
    "L(map(lambda *a:a,'ab','cde'))",
    "next(iter(zip('a','b')))",
    "L(enumerate('ab',5))",
    "L(enumerate('ab',2**53-2))[1]",
    "L(enumerate('abc',2**63))[1]",
    'L(reversed(range(5)))',
    'L(reversed([1,2]))',
    "L(reversed('abc'))",
    'L(reversed((1,2)))',
    'L(reversed({1:2,3:4}))',
    'L(reversed({1:2,3:4}.items()))',
    'next(reversed([]),None)',
    'L(range(2**60,2**60+3))',
    'range(2**70)[5:10]',
    'range(10)[::-1]',
    'range(10)[2:8:3]',
    'L(range(10)[::-3])',
    'range(0,10,3)==range(0,12,3)',
    'range(3).count(True)',
    '2.0 in range(5)',
    'range(5).index(3.0)',
    'range(10).index(True)',
    'hash(range(3))==hash(range(0,3,1))',
    'reversed(range(0)).__length_hint__()',
):
    show(expression)
