// IncrementalNewlineDecoder as Python sees it: newline translation around another decoder, or around nothing for text.
// CPython: Modules/_io/textio.c.
import { defineType, getset, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { decodedText, NewlineState, popBit, pushBit, SEEN_CR, SEEN_CRLF, SEEN_LF } from './codec.ts';
import { initSlot } from '../initSlot.ts';
import { EMPTY, fromText } from './shim.ts';

class PyIncrementalNewlineDecoder extends PyBase {
  decoder: PyObject | undefined;
  state: NewlineState;
  constructor() {
    super();
    this.decoder = undefined;
    this.state = new NewlineState(false);
  }
}

function core(self: PyIncrementalNewlineDecoder): PyObject {
  if (self.decoder === undefined) raise(ValueError, 'IncrementalNewlineDecoder.__init__() not called');
  return self.decoder;
}

function decode(self: PyIncrementalNewlineDecoder, input: PyObject, final: boolean): PyObject {
  const decoder = core(self);
  const output = decoder === None ? input : callMethod(decoder, 'decode', input, final);
  return fromText(self.state.feed(decodedText(output), final));
}

function getstate(self: PyIncrementalNewlineDecoder): PyObject {
  const decoder = core(self);
  let buffer: PyObject = new PyBytes(EMPTY);
  let flags: number | bigint = 0;
  if (decoder !== None) {
    const state = callMethod(decoder, 'getstate');
    if (!(state instanceof PyTuple)) raise(TypeError, 'illegal decoder state');
    buffer = state.ta[0]!;
    flags = intValue(state.ta[1]!)!;
  }
  return new PyTuple([buffer, pushBit(flags, self.state.pendingCr)]);
}

function setstate(self: PyIncrementalNewlineDecoder, state: PyObject): PyObject {
  const decoder = core(self);
  if (!(state instanceof PyTuple)) raise(TypeError, 'state argument must be a tuple');
  const flags = state.ta.length === 2 ? intValue(state.ta[1]!) : undefined;
  if (flags === undefined) raise(TypeError, 'setstate(): illegal state argument');
  self.state.pendingCr = (BigInt(flags) & 1n) === 1n;
  if (decoder !== None) callMethod(decoder, 'setstate', new PyTuple([state.ta[0]!, popBit(flags)]));
  return None;
}

/** The kinds of line ends met so far: None, one of them, or a tuple. */
export function newlinesSeen(state: NewlineState): PyObject {
  const kinds: PyObject[] = [];
  if (state.seen & SEEN_CR) kinds.push('\r');
  if (state.seen & SEEN_LF) kinds.push('\n');
  if (state.seen & SEEN_CRLF) kinds.push('\r\n');
  return kinds.length === 0 ? None : kinds.length === 1 ? kinds[0]! : new PyTuple(kinds);
}

export const incrementalNewlineDecoderType = defineType(PyIncrementalNewlineDecoder, {
  name: 'IncrementalNewlineDecoder',
  module: '_io',
  flags: ['BASETYPE'],
  doc: 'Wraps a decoder and turns \\r\\n and \\r into \\n.',
  slots: {
    init: initSlot("IncrementalNewlineDecoder(decoder, translate: bool, errors='strict')", (self, decoder, translate) => {
      self.decoder = decoder;
      self.state = new NewlineState(translate);
    }),
  },
  methods: [
    method('decode(self, input, final: bool = False)', null, decode),
    method('getstate(self, /)', null, getstate),
    method('setstate(self, state, /)', null, setstate),
    method('reset(self, /) -> None', null, (self: PyIncrementalNewlineDecoder) => {
      const decoder = core(self);
      self.state.seen = 0;
      self.state.pendingCr = false;
      if (decoder !== None) callMethod(decoder, 'reset');
    }),
  ],
  getset: [
    getset('newlines', null, (self: PyIncrementalNewlineDecoder) => {
      core(self);
      return newlinesSeen(self.state);
    }),
  ],
});
