// itertools.count, cycle, repeat. CPython: Modules/itertoolsmodule.c.
import { defineType, make, method } from '../../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { COMPLEX, FLOAT } from '../../objects/model/flags.ts';
import { None } from '../../objects/model/values.ts';
import { binop } from '../../objects/ops/arith.ts';
import { getIter, nextOf } from '../../objects/ops/iter.ts';
import { asSize, isInt } from '../../objects/ops/number.ts';
import { repr } from '../../objects/ops/repr.ts';
import { raise } from '../../objects/ops/raise.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { lookupSpecial } from '../../objects/ops/attr.ts';

const isNumber = (v: PyObject): boolean =>
  isInt(v) ||
  (v.tflags & (FLOAT | COMPLEX)) !== 0 ||
  v.s_index !== undefined ||
  v.s_int !== undefined ||
  v.s_float !== undefined ||
  lookupSpecial(v, '__complex__') !== undefined;

class PyCount extends PyBase {
  n: PyObject = 0;
  step: PyObject = 1;
}

export const countType = defineType(PyCount, {
  name: 'count',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'start, start + step, start + 2 * step, … without end.',
  make: make('count(start = 0, step = 1)', (cls: PyType, start: PyObject, step: PyObject) => {
    if (!isNumber(start) || !isNumber(step)) raise(TypeError, 'a number is required');
    const self = new cls.ctor() as PyCount;
    self.n = start;
    self.step = step;
    return self;
  }),
  slots: {
    repr: (self: PyCount) => strFromJs(isInt(self.step) && self.step === 1 ? `count(${repr(self.n)})` : `count(${repr(self.n)}, ${repr(self.step)})`),
    iter: (self: PyCount) => self,
    next: (self: PyCount) => {
      const { n, step } = self;
      // fast: numbers far from the limit of safe integers.
      if (typeof n === 'number' && typeof step === 'number' && n < 2 ** 51 && n > -(2 ** 51) && step < 2 ** 51 && step > -(2 ** 51)) self.n = n + step;
      else self.n = binop(n, step, 'add');
      return n;
    },
  },
});

class PyCycle extends PyBase {
  /** Undefined once the iterable has ended. */
  it: PyObject | undefined = undefined;
  saved: PyObject[] = [];
  i = 0;
}

export const cycleType = defineType(PyCycle, {
  name: 'cycle',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'The items of an iterable, over and over.',
  make: make('cycle(iterable, /)', (cls: PyType, iterable: PyObject) => {
    const it = getIter(iterable);
    const self = new cls.ctor() as PyCycle;
    self.it = it;
    return self;
  }),
  slots: {
    iter: (self: PyCycle) => self,
    next: (self: PyCycle) => {
      const { it, saved } = self;
      if (it !== undefined) {
        const item = nextOf(it)(it);
        if (item !== undefined) {
          saved.push(item);
          return item;
        }
        self.it = undefined;
      }
      if (saved.length === 0) return undefined;
      const item = saved[self.i]!;
      self.i = self.i + 1 === saved.length ? 0 : self.i + 1;
      return item;
    },
  },
});

class PyRepeat extends PyBase {
  element: PyObject = None;
  /** -1 = without end. */
  left = -1;
}

export const repeatType = defineType(PyRepeat, {
  name: 'repeat',
  module: 'itertools',
  flags: ['BASETYPE'],
  doc: 'One object, a number of times or without end.',
  slots: {
    new: newRepeat,
    repr: (self: PyRepeat) => strFromJs(`repeat(${repr(self.element)}${self.left < 0 ? '' : `, ${self.left}`})`),
    iter: (self: PyRepeat) => self,
    next: (self: PyRepeat) => {
      if (self.left === 0) return undefined;
      if (self.left > 0) self.left--;
      return self.element;
    },
  },
  methods: [
    method('__length_hint__(self, /)', 'How many times are left.', (self: PyRepeat) =>
      self.left < 0 ? raise(TypeError, 'len() of unsized object') : self.left,
    ),
  ],
});

function newRepeat(cls: PyType, args: PyObject[], kwnames: KwNames): PyObject {
  const given = args.length - (kwnames === undefined ? 0 : kwnames.length);
  if (args.length > 2) raise(TypeError, `repeat() takes at most 2 arguments (${args.length} given)`);
  let object = given > 0 ? args[0] : undefined,
    times = given > 1 ? args[1] : undefined;
  kwnames?.forEach((name, i) => {
    if (name === 'object' && object === undefined) object = args[given + i];
    else if (name === 'times' && times === undefined) times = args[given + i];
    else if (name === 'object' || name === 'times')
      raise(TypeError, `argument for repeat() given by name ('${name}') and position (${name === 'object' ? 1 : 2})`);
    else raise(TypeError, `repeat() got an unexpected keyword argument '${name}'`);
  });
  if (object === undefined) raise(TypeError, "repeat() missing required argument 'object' (pos 1)");
  const self = new cls.ctor() as PyRepeat;
  self.element = object;
  self.left = times === undefined ? -1 : Math.max(0, asSize(times));
  return self;
}
