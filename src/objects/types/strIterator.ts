// HOT. Iterators over str. CPython has one type for ASCII and one for the rest; both are the same class here.
import { codePointAt, type Text, textFromCodePoint } from '../../util/unicode/text.ts';
import { isAsciiText } from '../../util/unicode/strMethods.ts';
import { defineType, method } from '../declare/type.ts';
import { PyBase, rooted, type PyObject } from '../model/object.ts';
import { None, PyTuple } from '../model/values.ts';
import { importBuiltin } from '../ops/lateHooks.ts';
import { asIndex } from '../ops/number.ts';
import { newStr } from '../ops/text.ts';

export class PyStrIterator {
  /** Undefined once exhausted. */
  text: Text | undefined;
  at: number;
  constructor(text: Text) {
    this.text = text;
    this.at = 0;
  }
}
export interface PyStrIterator extends PyBase {}
rooted(PyStrIterator);

class PyStrAsciiIterator extends PyBase {}

const methods = [
  method('__length_hint__(self, /)', 'Number of characters left.', (self: PyStrIterator) => (self.text === undefined ? 0 : self.text.length - self.at)),
  method('__reduce__(self, /)', 'State for pickling.', (self: PyStrIterator) => {
    const iter = importBuiltin('iter');
    return self.text === undefined ? new PyTuple([iter, new PyTuple([''])]) : new PyTuple([iter, new PyTuple([newStr(self.text)]), self.at]);
  }),
  method('__setstate__(self, state, /)', 'Sets the position.', (self: PyStrIterator, state: PyObject) => {
    if (self.text !== undefined) self.at = Math.min(Math.max(Number(asIndex(state)), 0), self.text.length);
    return None;
  }),
];

function next(self: PyStrIterator): PyObject | undefined {
  const { text } = self;
  if (text === undefined) return undefined;
  if (self.at >= text.length) {
    self.text = undefined;
    return undefined;
  }
  // fast: one character of a plain string.
  if (typeof text === 'string') return text[self.at++];
  return newStr(textFromCodePoint(codePointAt(text, self.at++)));
}

export const strIteratorType = defineType(PyStrIterator, {
  name: 'str_iterator',
  flags: ['NO_NEW'],
  slots: { iter: (self: PyStrIterator) => self, next },
  methods,
});

export const strAsciiIteratorType = defineType(PyStrAsciiIterator, {
  name: 'str_ascii_iterator',
  flags: ['NO_NEW'],
  slots: { iter: (self: PyStrIterator) => self, next },
  methods: methods.map((row) => ({ ...row })),
});

/** The type that Python sees: `type(iter(s))`. Only asked for by introspection, so the test for ASCII waits until then. */
Object.defineProperty(PyStrIterator.prototype, 'ob_type', {
  get(this: PyStrIterator) {
    return typeof this.text === 'string' && isAsciiText(this.text) ? strAsciiIteratorType : strIteratorType;
  },
  configurable: true,
});
