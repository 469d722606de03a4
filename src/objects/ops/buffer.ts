// Reading the memory of bytes-like objects. `bytesLike` is for consumers that look and let go at once; `acquireBuffer` for those
// that keep the memory (memoryview). CPython: Objects/abstract.c (PyObject_GetBuffer).
import type { PyBuffer } from '../model/buffer.ts';
import { BYTES, MEMORYVIEW } from '../model/flags.ts';
import { bytearrayType } from '../types/bytearray.ts';
import { plainBytes, type PyMemoryView } from '../types/memoryview.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import type { PyBytes } from '../model/values.ts';
import { BufferError, TypeError } from '../types/exceptions.ts';
import { callSpecial } from './attr.ts';
import { typeName } from './number.ts';
import { raise } from './raise.ts';

/** Hooks of the runtime: a full garbage collection where the engine allows it (see bytearray's exports). */
export const bufferHooks: { collect?: () => void } = {};

export function hasBuffer(o: PyObject): boolean {
  return o.s_buffer !== undefined;
}

export function acquireBuffer(o: PyObject, writable = false): PyBuffer {
  const buffer = tryAcquire(o, writable);
  if (buffer === undefined) raise(TypeError, `a bytes-like object is required, not '${typeName(o)}'`);
  return buffer;
}

function tryAcquire(o: PyObject, writable: boolean): PyBuffer | undefined {
  const { s_buffer } = o;
  if (s_buffer === undefined) return undefined;
  const result = s_buffer(o, writable);
  return result instanceof PyBase ? viewOfPython(o, result) : (result as PyBuffer);
}

/** A Python class with `__buffer__` answers with a memoryview, and hears of the end through `__release_buffer__`. */
function viewOfPython(o: PyObject, view: PyObject): PyBuffer {
  if ((view.tflags & MEMORYVIEW) === 0) raise(TypeError, '__buffer__ returned non-memoryview object');
  const inner = view.s_buffer!(view, false) as PyBuffer;
  return {
    ...inner,
    obj: o,
    release: () => {
      inner.release?.();
      callSpecial(o, '__release_buffer__', view);
    },
  };
}

/**
 * The bytes of a bytes-like object, undefined if it is none or does not lie in one piece: a view with gaps or backwards strides. Valid until
 * Python runs again; do not change them.
 */
export function tryBytesLike(o: PyObject): Uint8Array | undefined {
  // fast: bytes and its subclasses.
  if ((o.tflags & BYTES) !== 0 || o.ob_type === bytearrayType) return (o as PyBytes).bv;
  // fast: a plain view.
  const plain = (o.tflags & MEMORYVIEW) !== 0 ? plainBytes(o as PyMemoryView) : undefined;
  if (plain !== undefined) return plain;
  const buffer = tryAcquire(o, false);
  if (buffer === undefined) return undefined;
  const bytes = isContiguous(buffer) ? itemBytes(buffer) : undefined;
  buffer.release?.();
  return bytes;
}

export function bytesLike(o: PyObject): Uint8Array {
  return tryBytesLike(o) ?? notPlain(o);
}

function notPlain(o: PyObject): never {
  if (o.s_buffer !== undefined) raise(BufferError, 'memoryview: underlying buffer is not C-contiguous');
  raise(TypeError, `a bytes-like object is required, not '${typeName(o)}'`);
}

/** As `tryBytesLike`, for what takes any buffer: a view with gaps is copied. */
export function tryAnyBytes(o: PyObject): Uint8Array | undefined {
  const buffer = tryAcquire(o, false);
  if (buffer === undefined) return undefined;
  const bytes = contiguousBytes(buffer);
  buffer.release?.();
  return bytes;
}

const PLAIN_WRITABLE = 'a read-write bytes-like object is required';

/** The memory of a writable bytes-like object, to be filled at once. */
export function writableBytes(o: PyObject, message = PLAIN_WRITABLE, bare = false): Uint8Array {
  // fast: there is nothing to export for one look.
  if (o.ob_type === bytearrayType) return (o as unknown as PyBytes).bv;
  if (o.s_buffer === undefined) raise(TypeError, bare ? message : `${message}, not ${typeName(o)}`);
  const buffer = acquireBuffer(o, /* writable */ true);
  if (buffer.readonly) raise(TypeError, bare ? message : `${message}, not ${typeName(o)}`);
  if (!isContiguous(buffer)) {
    buffer.release?.();
    if (message === PLAIN_WRITABLE) notPlain(o);
    raise(TypeError, bare ? message : `${message}, not ${typeName(o)}`);
  }
  buffer.release?.();
  return itemBytes(buffer);
}

export function shapeOf(buffer: PyBuffer): number[] {
  return buffer.shape ?? [Math.floor((buffer.bytes.length - buffer.offset) / buffer.itemsize)];
}

export function stridesOf(buffer: PyBuffer): number[] {
  return buffer.strides ?? contiguousStrides(shapeOf(buffer), buffer.itemsize);
}

export function contiguousStrides(shape: readonly number[], itemsize: number): number[] {
  const strides = new Array<number>(shape.length);
  let stride = itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i]!;
  }
  return strides;
}

/** Are the items one block in C order? */
export function isContiguous(buffer: PyBuffer): boolean {
  if (buffer.strides === undefined) return true;
  const shape = shapeOf(buffer);
  let stride = buffer.itemsize;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i]! === 0) return true;
    if (shape[i]! !== 1 && buffer.strides[i] !== stride) return false;
    stride *= shape[i]!;
  }
  return true;
}

/** The memory of a contiguous buffer, exactly its items. */
function itemBytes(buffer: PyBuffer): Uint8Array {
  const size = buffer.size ?? shapeOf(buffer).reduce((a, b) => a * b, buffer.itemsize);
  if (buffer.offset === 0 && size === buffer.bytes.length) return buffer.bytes;
  return buffer.bytes.subarray(buffer.offset, buffer.offset + size);
}

/** The items as one block: the memory itself where it is contiguous, a copy otherwise. */
export function contiguousBytes(buffer: PyBuffer): Uint8Array {
  if (isContiguous(buffer)) return itemBytes(buffer);
  const shape = shapeOf(buffer);
  const strides = stridesOf(buffer);
  const { bytes, itemsize } = buffer;
  const out = new Uint8Array(shape.reduce((a, b) => a * b, itemsize));
  let n = 0;
  const copy = (dimension: number, at: number): void => {
    if (dimension === shape.length) {
      for (let k = 0; k < itemsize; k++) out[n++] = bytes[at + k]!;
      return;
    }
    for (let i = 0; i < shape[dimension]!; i++) copy(dimension + 1, at + i * strides[dimension]!);
  };
  copy(0, buffer.offset);
  return out;
}
