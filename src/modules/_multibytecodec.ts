// _multibytecodec: the classes that the East Asian encodings are made of. The codecs themselves come from `getcodec` of _codecs_jp and
// its siblings (codecFamily below). CPython: Modules/cjkcodecs/multibytecodec.c.
import { decodeMultibyte, encodeMultibyte, newState, restOf, type CodecState, type MultibyteCodec } from '../util/codecs/cjk/multibyte.ts';
import { encodeUtf8, decodeUtf8 } from '../util/codecs/utf8.ts';
import { intFromBytes, intToBytes } from '../util/numbers/intBytes.ts';
import { concatText, type Text } from '../util/unicode/text.ts';
import { concatBytes } from '../util/bytes.ts';
import { defineModule, fn, type ModuleSpec } from '../objects/declare/module.ts';
import { defineType, getset, make, member, method } from '../objects/declare/type.ts';
import { BYTES, TUPLE } from '../objects/model/flags.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import type { PyType } from '../objects/model/type.ts';
import { None, PyBytes, PyTuple } from '../objects/model/values.ts';
import { callMethod, getattr } from '../objects/ops/attr.ts';
import { decodeError, decodeErrors, encodeErrors } from '../objects/ops/codecs.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import { asIndex, asSize, intValue, typeName } from '../objects/ops/number.ts';
import { raise, throwException } from '../objects/ops/raise.ts';
import { strObject } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../objects/ops/strings.ts';
import { newStr, textOf } from '../objects/ops/text.ts';
import { AttributeError, LookupError, TypeError, UnicodeError } from '../objects/types/exceptions.ts';

/** Longest input that an incremental codec may have to keep. */
const MAX_PENDING_TEXT = 2,
  MAX_PENDING_BYTES = 8;

class PyMultibyteCodec extends PyBase {
  codec!: MultibyteCodec;
}

export const multibyteCodecType = defineType(PyMultibyteCodec, {
  name: 'MultibyteCodec',
  module: '_multibytecodec',
  flags: ['NO_NEW'],
  methods: [
    method(
      'encode(self, /, input, errors: opt_str = None)',
      'Encodes a whole text: (bytes, length).',
      (self: PyMultibyteCodec, input: PyObject, errors: string | undefined) => {
        if (!isStr(input) && input.s_str === undefined) raise(TypeError, "couldn't convert the object to str.");
        const text = textOf(strObject(input));
        return new PyTuple([new PyBytes(encodeMultibyte(self.codec, text, newState(self.codec), encodeErrors(errors ?? 'strict'), true).bytes), text.length]);
      },
    ),
    method(
      'decode(self, /, input: buffer, errors: opt_str = None)',
      'Decodes whole bytes: (str, length).',
      (self: PyMultibyteCodec, input: Uint8Array, errors: string | undefined) => {
        const { text } = decodeMultibyte(self.codec, input, newState(self.codec), decodeErrors(errors ?? 'strict'), true);
        return new PyTuple([newStr(text), input.length]);
      },
    ),
  ],
});

/** What the four stateful classes share. */
abstract class Stateful extends PyBase {
  codec!: MultibyteCodec;
  state!: CodecState;
  errors = 'strict';
  pendingText: Text = '';
  pendingBytes: Uint8Array = new Uint8Array(0);
  stream: PyObject = None;
}

class PyIncrementalEncoder extends Stateful {}
class PyIncrementalDecoder extends Stateful {}
class PyStreamReader extends Stateful {}
class PyStreamWriter extends Stateful {}

function construct(cls: PyType, errors: string | undefined): Stateful {
  const self = new cls.ctor() as Stateful;
  const codec = getattr(cls, 'codec');
  if (!(codec instanceof PyMultibyteCodec)) raise(TypeError, 'codec is unexpected type');
  self.codec = codec.codec;
  self.state = newState(self.codec, self instanceof PyIncrementalDecoder || self instanceof PyStreamReader);
  self.errors = errors ?? 'strict';
  return self;
}

const streamRow = member(
  'stream',
  null,
  (self: Stateful) => self.stream,
  (self: Stateful, value) => {
    self.stream = value ?? None;
  },
);

const errorsRow = getset(
  'errors',
  'how to treat errors',
  (self: Stateful) => strFromJs(self.errors),
  (self: Stateful, value) => {
    if (value === undefined) raise(AttributeError, 'cannot delete attribute');
    if (!isStr(value)) raise(TypeError, 'errors must be a string');
    self.errors = jsFromStr(value);
  },
);

function encodePart(self: Stateful, input: PyObject, final: boolean): Uint8Array {
  if (!isStr(input) && input.s_str === undefined) raise(TypeError, "couldn't convert the object to str.");
  const text = self.pendingText.length === 0 ? textOf(strObject(input)) : concatText([self.pendingText, textOf(strObject(input))]);
  const { bytes, consumed } = encodeMultibyte(self.codec, text, self.state, encodeErrors(self.errors), final);
  const rest = restOf(text, consumed);
  if (rest.length > MAX_PENDING_TEXT) raise(UnicodeError, 'pending buffer overflow');
  self.pendingText = rest;
  return bytes;
}

function decodePart(self: Stateful, input: Uint8Array, final: boolean): Text {
  const bytes = self.pendingBytes.length === 0 ? input : concatBytes([self.pendingBytes, input]);
  const { text, consumed } = decodeMultibyte(self.codec, bytes, self.state, decodeErrors(self.errors), final);
  self.pendingBytes = bytes.slice(consumed);
  if (self.pendingBytes.length > MAX_PENDING_BYTES) raise(UnicodeError, 'pending buffer overflow');
  return text;
}

function resetDecoder(self: Stateful): PyObject {
  self.state = newState(self.codec, true);
  self.pendingBytes = new Uint8Array(0);
  return None;
}

export const incrementalEncoderType = defineType(PyIncrementalEncoder, {
  name: 'MultibyteIncrementalEncoder',
  module: '_multibytecodec',
  flags: ['BASETYPE'],
  make: make("MultibyteIncrementalEncoder(errors: opt_str = 'strict')", construct),
  getset: [errorsRow],
  methods: [
    method(
      'encode(self, /, input, final: bool = False)',
      'Encodes the next part.',
      (self: Stateful, input: PyObject, final: boolean) => new PyBytes(encodePart(self, input, final)),
    ),
    method('getstate(self, /)', 'State as an int.', (self: Stateful) => {
      const pending = encodeUtf8(self.pendingText, encodeErrors('strict'));
      return intFromBytes(concatBytes([Uint8Array.of(pending.length), pending, self.state]), /* littleEndian */ true, /* signed */ false);
    }),
    method('setstate(self, state, /)', 'Restores a state.', (self: Stateful, state: PyObject) => {
      if (intValue(state) === undefined) raise(TypeError, `setstate() argument must be int, not ${typeName(state)}`);
      const bytes = intToBytes(asIndex(state), 17, /* littleEndian */ true, /* signed */ false);
      const length = bytes[0]!;
      if (length > MAX_PENDING_BYTES) raise(UnicodeError, 'pending buffer too large');
      self.pendingText = decodeUtf8(bytes.subarray(1, 1 + length), decodeErrors('strict'));
      self.state = bytes.slice(1 + length, 9 + length);
      return None;
    }),
    method('reset(self, /)', 'Forgets everything.', (self: Stateful) => {
      self.state = newState(self.codec);
      self.pendingText = '';
      return None;
    }),
  ],
});

export const incrementalDecoderType = defineType(PyIncrementalDecoder, {
  name: 'MultibyteIncrementalDecoder',
  module: '_multibytecodec',
  flags: ['BASETYPE'],
  make: make("MultibyteIncrementalDecoder(errors: opt_str = 'strict')", construct),
  getset: [errorsRow],
  methods: [
    method('decode(self, /, input: buffer, final: bool = False)', 'Decodes the next part.', (self: Stateful, input: Uint8Array, final: boolean) =>
      newStr(decodePart(self, input, final)),
    ),
    method(
      'getstate(self, /)',
      'State as (pending bytes, int).',
      (self: Stateful) => new PyTuple([new PyBytes(self.pendingBytes), intFromBytes(self.state, /* littleEndian */ true, /* signed */ false)]),
    ),
    method('setstate(self, state, /)', 'Restores a state.', (self: Stateful, state: PyObject) => {
      if ((state.tflags & TUPLE) === 0) raise(TypeError, `setstate() argument must be tuple, not ${typeName(state)}`);
      const [pending, value] = (state as PyTuple).ta;
      if (pending === undefined || value === undefined || (pending.tflags & BYTES) === 0 || intValue(value) === undefined) {
        raise(TypeError, 'setstate(): illegal state argument');
      }
      const { bv } = pending as PyBytes;
      if (bv.length > MAX_PENDING_BYTES) throwException(decodeError(self.codec.name, bv, 0, bv.length, 'pending buffer too large'));
      self.pendingBytes = bv.slice();
      self.state = intToBytes(asIndex(value), 8, /* littleEndian */ true, /* signed */ false);
      return None;
    }),
    method('reset(self, /)', 'Forgets everything.', resetDecoder),
  ],
});

/** Reads from the stream with `name` until something decodes, or the end. */
function readStream(self: Stateful, name: string, size: number | undefined): PyObject {
  if (size === 0) return '';
  for (;;) {
    const data = size === undefined ? callMethod(self.stream, name) : callMethod(self.stream, name, size);
    if ((data.tflags & BYTES) === 0) raise(TypeError, `stream function returned a non-bytes object (${typeName(data)})`);
    const bytes = (data as PyBytes).bv;
    const atEnd = bytes.length === 0;
    const text = decodePart(self, bytes, atEnd || size === undefined);
    if (text.length > 0 || atEnd || size === undefined) return newStr(text);
    size = 1;
  }
}

function optSize(size: PyObject): number | undefined {
  if (size === None) return undefined;
  if (intValue(size) === undefined) raise(TypeError, 'arg 1 must be an integer');
  const n = asSize(size);
  return n < 0 ? undefined : n;
}

export const streamReaderType = defineType(PyStreamReader, {
  name: 'MultibyteStreamReader',
  module: '_multibytecodec',
  flags: ['BASETYPE'],
  make: make("MultibyteStreamReader(stream, errors: opt_str = 'strict')", (cls: PyType, stream: PyObject, errors: string | undefined) => {
    const self = construct(cls, errors);
    self.stream = stream;
    return self;
  }),
  getset: [errorsRow, streamRow],
  methods: [
    method('read(self, sizeobj=None, /)', 'Text of up to that many bytes, or all.', (self: Stateful, size: PyObject) =>
      readStream(self, 'read', optSize(size)),
    ),
    method('readline(self, sizeobj=None, /)', 'The next line.', (self: Stateful, size: PyObject) => readStream(self, 'readline', optSize(size))),
    method('readlines(self, sizehintobj=None, /)', 'All lines.', (self: Stateful, size: PyObject) =>
      callMethod(readStream(self, 'read', optSize(size)), 'splitlines', true),
    ),
    method('reset(self, /)', 'Forgets everything.', resetDecoder),
  ],
});

export const streamWriterType = defineType(PyStreamWriter, {
  name: 'MultibyteStreamWriter',
  module: '_multibytecodec',
  flags: ['BASETYPE'],
  make: make("MultibyteStreamWriter(stream, errors: opt_str = 'strict')", (cls: PyType, stream: PyObject, errors: string | undefined) => {
    const self = construct(cls, errors);
    self.stream = stream;
    return self;
  }),
  getset: [errorsRow, streamRow],
  methods: [
    method('write(self, strobj, /)', 'Encodes and writes.', (self: Stateful, text: PyObject) => {
      callMethod(self.stream, 'write', new PyBytes(encodePart(self, text, false)));
      return None;
    }),
    method('writelines(self, lines, /)', 'Writes each string.', (self: Stateful, lines: PyObject) => {
      for (const line of arrayFromIterable(lines)) callMethod(self.stream, 'write', new PyBytes(encodePart(self, line, false)));
      return None;
    }),
    method('reset(self, /)', 'Writes what is pending and the closing sequence.', (self: Stateful) => {
      const bytes = encodePart(self, '', true);
      if (bytes.length > 0) callMethod(self.stream, 'write', new PyBytes(bytes));
      return None;
    }),
  ],
});

export default defineModule({
  name: '_multibytecodec',
  types: [incrementalEncoderType, incrementalDecoderType, streamReaderType, streamWriterType],
  functions: [],
});

/** A module of codecs: `_codecs_jp` and its siblings. */
export function codecFamily(name: string, codecs: Record<string, () => MultibyteCodec>): ModuleSpec {
  const made = new Map<string, PyMultibyteCodec>();
  return defineModule({
    name,
    functions: [
      fn('getcodec(object, /)', 'The codec of a name.', (o: PyObject) => {
        if (!isStr(o)) raise(TypeError, 'encoding name must be a string.');
        const encoding = jsFromStr(o as PyStr);
        const known = made.get(encoding);
        if (known !== undefined) return known;
        const create = Object.hasOwn(codecs, encoding) ? codecs[encoding] : undefined;
        if (create === undefined) raise(LookupError, 'no such codec is supported.');
        const codec = new PyMultibyteCodec();
        codec.codec = create();
        made.set(encoding, codec);
        return codec;
      }),
    ],
  });
}
