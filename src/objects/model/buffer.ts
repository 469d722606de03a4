// What the buffer protocol exports (`s_buffer`): memory and its shape. CPython: Py_buffer.
import type { Export } from '../ops/exports.ts';
import type { PyObject } from './object.ts';

export interface PyBuffer {
  /** The exporting object. */
  obj: PyObject;
  /** The whole exported memory, in C order unless `strides` says otherwise; `offset` is where item 0 is. */
  bytes: Uint8Array;
  readonly: boolean;
  itemsize: number;
  /** struct-style format of an item. */
  format: string;
  /** Undefined: one dimension of `bytes.length / itemsize` items. */
  shape: number[] | undefined;
  /** Undefined: C-contiguous. */
  strides: number[] | undefined;
  offset: number;
  /** Bytes in all where the items do not say it: a ctypes object that was resized. */
  size?: number;
  /** Called once when the consumer is done; undefined where the exporter does not care. */
  release: (() => void) | undefined;
  /** What the exporter keeps of this export, if its memory may be resized (ops/exports.ts). */
  entry?: Export;
}
