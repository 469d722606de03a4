// pickle.PickleBuffer: marks memory that a pickler may leave out of the stream. CPython: Objects/picklebufobject.c.
import { defineType, make, method } from '../../objects/declare/type.ts';
import type { PyBuffer } from '../../objects/model/buffer.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None } from '../../objects/model/values.ts';
import { acquireBuffer, contiguousBytes, isContiguous, shapeOf, stridesOf } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { BufferError, ValueError } from '../../objects/types/exceptions.ts';
import { memoryViewOf } from '../../objects/types/memoryview.ts';

export class PyPickleBuffer extends PyBase {
  /** Undefined once released. */
  view: PyBuffer | undefined;
  constructor() {
    super();
    this.view = undefined;
  }
}

function viewOf(self: PyPickleBuffer): PyBuffer {
  return self.view ?? raise(ValueError, 'operation forbidden on released PickleBuffer object');
}

/** The items in one block, as they lie in memory; undefined where they have gaps. */
export function bufferBytes(self: PyPickleBuffer): Uint8Array | undefined {
  const view = viewOf(self);
  if (isContiguous(view)) return contiguousBytes(view);
  // In Fortran's order the memory is one block, too.
  const shape = shapeOf(view);
  const strides = stridesOf(view);
  let stride = view.itemsize;
  for (let i = 0; i < shape.length; i++) {
    if (shape[i]! > 1 && strides[i] !== stride) return undefined;
    stride *= shape[i]!;
  }
  return view.bytes.subarray(view.offset, view.offset + stride);
}

export const pickleBufferType: PyType = defineType(PyPickleBuffer, {
  name: 'PickleBuffer',
  module: 'pickle',
  flags: ['HAS_WEAKREF'],
  doc: 'Wraps a buffer that a pickler may hand to its buffer_callback instead of copying it.',
  make: make('PickleBuffer(object, /)', (cls: PyType, object: PyObject) => {
    const self = new cls.ctor() as PyPickleBuffer;
    self.view = acquireBuffer(object);
    return self;
  }),
  slots: {
    buffer: (self: PyPickleBuffer) => {
      const view = viewOf(self);
      return { ...view, release: undefined };
    },
  },
  methods: [
    method('raw(self, /)', 'A memoryview of the memory as plain bytes.', (self: PyPickleBuffer) => {
      const bytes = bufferBytes(self);
      if (bytes === undefined) raise(BufferError, 'cannot extract raw buffer from non-contiguous buffer');
      return memoryViewOf(bytes, viewOf(self).obj, viewOf(self).readonly);
    }),
    method('release(self, /)', 'Lets go of the buffer.', (self: PyPickleBuffer) => {
      self.view?.release?.();
      self.view = undefined;
      return None;
    }),
  ],
});
