// StringIO: text in memory. While a program only appends, the pieces are kept as they came and joined when somebody looks;
// any other use works on one text with a position.
// CPython: Modules/_io/stringio.c.
import { concatText, sliceText, type Text } from '../../util/unicode/text.ts';
import { defineType, getset, method } from '../../objects/declare/type.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { asIndex, asSize, intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs, strLength } from '../../objects/ops/strings.ts';
import { OSError, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { PyTextIOBase, textIOBaseType } from './base.ts';
import { NewlineState } from './codec.ts';
import { newlinesSeen } from './newlineDecoder.ts';
import { constructDirectly, initSlot } from '../initSlot.ts';
import { fromText, instanceDict, isExact, setInstanceDict, stringIOHooks, toText } from './shim.ts';
import { lineEnd } from './text.ts';

export class PyStringIO extends PyTextIOBase {
  ready: boolean;
  shut: boolean;
  text: Text;
  pos: number;
  /** Pieces written at the end since `text` was joined; the position then is the end. */
  pieces: Text[];
  extra: number;
  /** Line end of `readline`; undefined and '' mean any. */
  newline: string | undefined;
  /** What writes turn \n into, if anything. */
  writeAs: string | undefined;
  universal: NewlineState | undefined;
  constructor() {
    super();
    this.ready = false;
    this.shut = false;
    this.text = '';
    this.pos = 0;
    this.pieces = [];
    this.extra = 0;
    this.newline = '\n';
    this.writeAs = undefined;
    this.universal = undefined;
  }
}

function init(self: PyStringIO, initial: PyObject, newline: PyObject): void {
  if (newline !== None && !isStr(newline)) raise(TypeError, `newline must be str or None, not ${newline.ob_type.shown}`);
  const ending = newline === None ? undefined : jsFromStr(newline as string);
  if (ending !== undefined && !['', '\n', '\r', '\r\n'].includes(ending)) raise(ValueError, `illegal newline value: ${repr(newline)}`);
  if (initial !== None && !isStr(initial)) raise(TypeError, `initial_value must be str or None, not ${initial.ob_type.shown}`);
  self.ready = true;
  self.shut = false;
  self.text = '';
  self.pos = 0;
  self.pieces = [];
  self.extra = 0;
  self.newline = ending;
  self.writeAs = ending === '\r' || ending === '\r\n' ? ending : undefined;
  self.universal = ending === undefined || ending === '' ? new NewlineState(ending === undefined) : undefined;
  if (initial !== None && strLength(initial as string) > 0) {
    writeText(self, toText(initial as string));
    self.text = joined(self);
    self.pos = 0;
  }
}

function checkOpen(self: PyStringIO): void {
  if (!self.ready) raise(ValueError, 'I/O operation on uninitialized object');
  if (self.shut) raise(ValueError, 'I/O operation on closed file');
}

/** The whole text; afterwards there are no loose pieces. */
function joined(self: PyStringIO): Text {
  if (self.extra > 0) {
    self.text = concatText([self.text, ...self.pieces]);
    self.pieces = [];
    self.extra = 0;
  }
  return self.text;
}

const lengthOf = (self: PyStringIO): number => self.text.length + self.extra;

export function writeText(self: PyStringIO, original: Text): void {
  let text = self.universal === undefined ? original : self.universal.feed(original, true);
  if (self.writeAs !== undefined) {
    text = typeof text === 'string' ? text.replaceAll('\n', self.writeAs) : concatText(splitLf(text, self.writeAs));
  }
  if (text.length === 0) return;
  const length = lengthOf(self);
  if (self.pos === length) {
    self.pieces.push(text);
    self.extra += text.length;
    self.pos += text.length;
    return;
  }
  const old = joined(self);
  const end = self.pos + text.length;
  const gap = self.pos > length ? '\0'.repeat(self.pos - length) : '';
  self.text = concatText([sliceText(old, 0, Math.min(self.pos, length)), gap, text, end < length ? sliceText(old, end, length) : '']);
  self.pos = end;
}

function splitLf(text: Uint32Array, ending: string): Text[] {
  const parts: Text[] = [];
  let from = 0;
  for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, from)) {
    parts.push(sliceText(text, from, at), ending);
    from = at + 1;
  }
  parts.push(sliceText(text, from, text.length));
  return parts;
}

function write(self: PyStringIO, s: PyObject): PyObject {
  if (!self.ready) checkOpen(self);
  if (!isStr(s)) raise(TypeError, `string argument expected, got '${s.ob_type.shown}'`);
  checkOpen(self);
  writeText(self, toText(s));
  return strLength(s);
}

function read(self: PyStringIO, size: number): PyObject {
  checkOpen(self);
  const text = joined(self);
  const available = Math.max(text.length - self.pos, 0);
  const count = size < 0 || size > available ? available : size;
  const start = self.pos;
  self.pos += count;
  return fromText(count === text.length ? text : sliceText(text, start, start + count));
}

function readLine(self: PyStringIO, limit: number): Text {
  const text = joined(self);
  if (self.pos >= text.length) return '';
  // Translated text has only \n; untranslated universal text ends lines in any way.
  const found = lineEnd(text, self.newline, self.pos);
  let end = found < 0 ? text.length : found;
  if (limit >= 0 && end > self.pos + limit) end = self.pos + limit;
  const start = self.pos;
  self.pos = end;
  return sliceText(text, start, end);
}

function nextLine(self: PyStringIO): PyObject | undefined {
  checkOpen(self);
  if (isExact(self, stringIOType)) {
    const line = readLine(self, -1);
    return line.length === 0 ? undefined : fromText(line);
  }
  const line = callMethod(self, 'readline');
  if (!isStr(line)) raise(OSError, `readline() should have returned a str object, not '${line.ob_type.shown}'`);
  return strLength(line) === 0 ? undefined : line;
}

function seek(self: PyStringIO, pos: PyObject, whence: number): PyObject {
  const offset = asIndex(pos);
  if (typeof offset === 'bigint' && (offset >= 2n ** 63n || offset < -(2n ** 63n))) raise(OverflowError, 'Python int too large to convert to C ssize_t');
  checkOpen(self);
  if (whence !== 0 && whence !== 1 && whence !== 2) raise(ValueError, `Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (offset < 0 && whence === 0) raise(ValueError, `Negative seek position ${offset}`);
  if (whence !== 0 && offset !== 0) raise(OSError, "Can't do nonzero cur-relative seeks");
  if (typeof offset === 'bigint') {
    // Beyond any text there can be: reads give nothing there.
    self.pos = Number.MAX_SAFE_INTEGER;
    return offset;
  }
  self.pos = whence === 0 ? offset : whence === 1 ? self.pos : lengthOf(self);
  return self.pos;
}

function truncate(self: PyStringIO, pos: PyObject): number {
  if (pos !== None && pos.s_index === undefined && intValue(pos) === undefined) {
    raise(TypeError, `argument should be integer or None, not '${pos.ob_type.shown}'`);
  }
  const wanted = pos === None ? undefined : asSize(pos);
  checkOpen(self);
  const size = wanted ?? self.pos;
  if (size < 0) raise(ValueError, `Negative size value ${size}`);
  const text = joined(self);
  if (size < text.length) self.text = sliceText(text, 0, size);
  return size;
}

function getstate(self: PyStringIO): PyObject {
  checkOpen(self);
  return new PyTuple([fromText(joined(self)), self.newline === undefined ? None : self.newline, self.pos, instanceDict(self) ?? None]);
}

function setstate(self: PyStringIO, state: PyObject): PyObject {
  if (self.shut) checkOpen(self);
  if (!(state instanceof PyTuple) || state.ta.length < 4) {
    raise(TypeError, `${self.ob_type.shown}.__setstate__ argument should be 4-tuple, got ${state.ob_type.shown}`);
  }
  const [initial, newline, position, dict] = state.ta as [PyObject, PyObject, PyObject, PyObject];
  init(self, '', newline);
  if (!isStr(initial)) raise(TypeError, `initial_value must be str or None, not ${initial.ob_type.shown}`);
  // The text was translated when it was written first.
  self.text = toText(initial);
  if (typeof position !== 'number') raise(TypeError, `third item of state must be an integer, got ${position.ob_type.shown}`);
  if (position < 0) raise(ValueError, 'position value cannot be negative');
  self.pos = position;
  if (dict !== None) {
    if (dict.ob_type.name !== 'dict') raise(TypeError, `fourth item of state should be a dict, got a ${dict.ob_type.shown}`);
    setInstanceDict(self, dict);
  }
  return None;
}

function yes(self: PyStringIO): boolean {
  checkOpen(self);
  return true;
}

export const stringIOType = defineType(PyStringIO, {
  name: 'StringIO',
  signature: "(initial_value='', newline='\\n')",
  module: '_io',
  base: () => textIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'A text stream in memory.',
  slots: { init: initSlot("StringIO(initial_value='', newline='\\n')", init), next: nextLine },
  methods: [
    method('close(self, /) -> None', 'Lets go of the text.', (self: PyStringIO) => {
      if (!self.shut) {
        self.shut = true;
        self.text = '';
        self.pieces = [];
        self.extra = 0;
      }
    }),
    method('getvalue(self, /)', 'All the text.', (self) => {
      checkOpen(self);
      return fromText(joined(self));
    }),
    method('read(self, size: size_or_none = -1, /)', 'At most `size` characters.', read),
    method('readline(self, size: size_or_none = -1, /)', null, (self, size) => {
      checkOpen(self);
      return fromText(readLine(self, size));
    }),
    method('tell(self, /)', 'The current position.', (self) => {
      checkOpen(self);
      return self.pos;
    }),
    method('truncate(self, pos=None, /)', null, truncate),
    method('seek(self, pos, whence: int = 0, /)', null, seek),
    method('write(self, s, /)', 'Writes text and tells how many characters.', write),
    method('seekable(self, /)', null, yes),
    method('readable(self, /)', null, yes),
    method('writable(self, /)', null, yes),
    method('__getstate__(self, /)', null, getstate),
    method('__setstate__(self, state, /)', null, setstate),
  ],
  getset: [
    getset('closed', null, (self: PyStringIO) => {
      if (!self.ready) checkOpen(self);
      return self.shut;
    }),
    getset('newlines', null, (self: PyStringIO) => {
      checkOpen(self);
      return self.universal === undefined ? None : newlinesSeen(self.universal);
    }),
    getset('line_buffering', null, (self: PyStringIO) => {
      checkOpen(self);
      return false;
    }),
  ],
});

stringIOHooks.write = (file, text) => {
  // An instance may have a `write` of its own.
  if (file.ob_type !== stringIOType || (file as { $write?: PyObject }).$write !== undefined) return false;
  write(file as PyStringIO, strFromJs(text));
  return true;
};
constructDirectly(stringIOType);
