# partial, lru_cache, cmp_to_key and the getters of operator: results, reprs and complaints.

import _functools
import functools
import operator
from functools import *

P = functools.Placeholder


class Function:
    """Returns its arguments; shows itself without an address."""

    def __call__(self, *a, **k):
        return a, k

    def __repr__(self):
        return 'f'


f = Function()
f.__qualname__ = 'f'


class PS(partial):
    pass


p = partial(f, 1, x=2)
r = partial(f)
r.__setstate__((r, (), {}, {}))
L = lru_cache(maxsize=2)(f)
K = cmp_to_key(lambda a, b: a - b)

def show(expression):
    try:
        print(expression, '->', eval(expression))
    except Exception as error:
        print(expression, '->', type(error).__name__, error)


for expression in (
    'partial()',
    'partial(1)',
    'partial(f,P)',
    'partial(f,x=P)',
    'partial(f,P,1)',
    'partial(f,P,1)()',
    'partial(f,P,1)(5,6)',
    'partial(f,P,1,P,2)(5)',
    'partial(partial(f,P,1),7)',
    'partial(partial(f,P,1),P,7)',
    'partial(partial(f,P,1),P,7)(1)',
    'partial(partial(f,1,a=1),2,b=3)(4,b=5)',
    'r',
    'p.__reduce__()[2][1:]',
    'p.__setstate__(1)',
    'p.__setstate__((f,1,2,3))',
    'p.__setstate__((f,(P,),{},{}))',
    'p.func is f, p.args, p.keywords',
    "setattr(p,'func',1)",
    "setattr(p,'zz',1)",
    'p.zz',
    'p.__dict__',
    "delattr(p,'func')",
    'P',
    'type(P)()',
    'type(P)(1)',
    'type(P)() is P',
    'P.__reduce__()',
    'reduce(f)',
    'reduce(f,1)',
    'reduce(f,[])',
    'reduce(f,[1])',
    'reduce(f,[1,2],initial=0)',
    'reduce(f,[],5)',
    'cmp_to_key()',
    'K(1)<K(2)',
    'K(1)==1',
    'K(1).obj',
    'K()',
    'hash(K(1))',
    '_functools._lru_cache_wrapper()',
    "lru_cache(maxsize='a')(f)",
    "_functools._lru_cache_wrapper(f,'a',1,2)",
    '_functools._lru_cache_wrapper(1,2,1,2)',
    'L(1)',
    'L(1)',
    'L(2)',
    'L(3)',
    'L(1)',
    'L(x=1)',
    'L.cache_info()',
    'L.cache_clear()',
    'L.cache_info()',
    'L.__reduce__()',
    'L([])',
    'operator.itemgetter()',
    'operator.itemgetter(1)',
    'operator.itemgetter(1,2)',
    "operator.itemgetter(1)('abc')",
    "operator.itemgetter(1,2)('abc')",
    'operator.itemgetter(1)()',
    'operator.itemgetter(1)(1,2)',
    'operator.itemgetter(1)(a=1)',
    'operator.itemgetter(a=1)',
    'operator.itemgetter(1)(5)',
    'operator.itemgetter(1).__reduce__()',
    'operator.itemgetter(1,2).__reduce__()',
    'operator.attrgetter()',
    'operator.attrgetter(1)',
    "operator.attrgetter('a.b')",
    "operator.attrgetter('a','b')",
    "operator.attrgetter('real')(5)",
    "operator.attrgetter('real.imag','real')(5)",
    "operator.attrgetter('x')(5)",
    "operator.attrgetter('x')()",
    "operator.attrgetter('a','b').__reduce__()",
    'operator.methodcaller()',
    'operator.methodcaller(1)',
    "operator.methodcaller('upper')('a')",
    "operator.methodcaller('x',1,y=2)",
    "operator.methodcaller('upper')()",
    "operator.methodcaller('upper')(1,2)",
    "operator.methodcaller('x',1).__reduce__()",
    "operator.methodcaller('x',1,y=2).__reduce__()",
    'operator.add(1)',
    "operator.add(1,'a')",
    "operator.iadd([1],'a')",
    'operator.concat(1,2)',
    'operator.concat([1],[2])',
    "operator.concat('a','b')",
    'operator.indexOf([1],2)',
    'operator.indexOf(1,2)',
    'operator.countOf([1,1],1)',
    'operator.length_hint(1)',
    "operator.length_hint(1,'a')",
    'operator.length_hint([1])',
    'operator.call(f,1,a=2)',
    'operator.truth([])',
    'operator.not_([])',
    'operator.is_none(None)',
    "operator.index('a')",
    'operator.pow(2,3)',
    'operator.contains([1],1)',
    'operator.contains(1,1)',
    'operator.getitem([1],0)',
    'operator.delitem([1],5)',
    'operator.setitem([1],0)',
    'operator.iconcat([1],[2])',
    'operator.iconcat(1,[2])',
    'operator.matmul(1,2)',
    'operator.countOf(1,1)',
):
    show(expression)
