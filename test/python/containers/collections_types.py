# deque, defaultdict and OrderedDict: results, reprs and complaints.

from collections import *
import _collections
import collections


class D(deque):
    pass


class O(OrderedDict):
    pass


r = deque()
r.append(r)
d2 = defaultdict(None)
d2[1] = d2
od = OrderedDict(a=1, b=2)
tg = _collections._tuplegetter(0, 'doc')


class A:
    x = tg

def show(expression):
    try:
        print(expression, '->', eval(expression))
    except Exception as error:
        print(expression, '->', type(error).__name__, error)


for expression in (
    'deque(1)',
    'deque([],-1)',
    "deque([],'a')",
    'deque(1,2,3)',
    'deque([1,2,3],2)',
    'deque(foo=1)',
    'deque().pop()',
    'deque().popleft()',
    'deque([1]).index(2)',
    'deque([1]).index(1,5)',
    'deque([1]).index()',
    'deque([1]).remove(2)',
    'deque([1],1).insert(0,5)',
    'deque([1])[5]',
    "deque([1])['a']",
    'deque([1])[0:1]',
    'deque([1]).__setitem__(5,1)',
    'deque([1]).__delitem__(5)',
    'deque([1])+[1]',
    'deque([1])+deque([2])',
    'deque([1],3)*2',
    '2*deque([1,2])',
    "deque([1]).rotate('a')",
    'r',
    'D([1])',
    'D([1]).copy()',
    'iter(deque([1,2])).__reduce__()',
    'reversed(deque([1,2])).__reduce__()',
    'deque([1])<deque([2])',
    'deque([1])==[1]',
    'deque([1])<[1]',
    'deque.maxlen',
    'deque([1]).append()',
    'deque([1]).extend(1)',
    'deque([1]).insert()',
    'defaultdict(1)',
    'defaultdict(int,1,2)',
    'defaultdict()',
    'defaultdict(int,a=1)',
    'defaultdict(list,{1:2})',
    'd2',
    'defaultdict()[1]',
    'defaultdict(int)[1]',
    'defaultdict(int).__missing__(3)',
    'defaultdict().__missing__(3)',
    'defaultdict(int,{1:1})|{2:2}',
    '{2:2}|defaultdict(int,{1:1})',
    'defaultdict(int,{1:2}).copy()',
    'defaultdict.default_factory',
    'od',
    'OrderedDict()',
    'O(a=1)',
    'od==OrderedDict(b=2,a=1)',
    "od=={'b':2,'a':1}",
    'od.popitem(last=False)',
    'od.popitem()',
    'od.popitem()',
    "od.move_to_end('zz')",
    "od.pop('q')",
    'od.pop()',
    "od.pop('q',3)",
    'OrderedDict(1)',
    'OrderedDict(1,2)',
    'OrderedDict([1])',
    'OrderedDict([(1,)])',
    'OrderedDict(a=1).keys()',
    'OrderedDict(a=1).items()',
    'OrderedDict(a=1).values()',
    'OrderedDict(a=1)|{2:1}',
    '{2:1}|OrderedDict(a=1)',
    'OrderedDict(a=1)|1',
    'iter(OrderedDict(a=1)).__reduce__()',
    "OrderedDict.fromkeys('ab')",
    'tg',
    'A.x',
    'A().x',
    'tg.__reduce__()',
    '_collections._tuplegetter()',
    '_collections._tuplegetter(1,2).__doc__',
    "_collections._tuplegetter('a',2)",
    'tg.__get__((5,),tuple)',
    'tg.__get__((),tuple)',
    "setattr(A(),'x',1)",
    '_collections._count_elements({},1)',
    'type(OrderedDict(a=1).items()).__mro__',
    'OrderedDict(a=1).setdefault()',
    "OrderedDict(a=1).setdefault('b')",
    '_collections._deque_iterator(deque([1,2,3]),1).__next__()',
    '_collections._deque_iterator([1],1)',
    '_collections._deque_iterator()',
):
    show(expression)
