// Structures that pass by value. What matters to a call is only in which kind of register each eight bytes go (System V ABI for x86-64,
// which for small structures agrees with that of ARM but for long rows of floats), so a structure is described to koffi as a row of numbers
// of the right kind, and its memory is taken apart and put together accordingly.
import { foreign } from '../foreign.ts';
import { CODES } from './codes.ts';
import { storageOf, type PyCData, type Storage } from './data.ts';
import { bytesOf } from './memory.ts';

interface Leaf {
  offset: number;
  size: number;
  isFloat: boolean;
}

function leaves(storage: Storage, at: number, out: Leaf[]): void {
  if (storage.kind === 'struct' || storage.kind === 'union') {
    for (const field of storage.fields) leaves(storageOf(field.type)!, at + field.offset, out);
  } else if (storage.kind === 'array') {
    const item = storageOf(storage.item!)!;
    for (let i = 0; i < storage.shape[0]!; i++) leaves(item, at + i * item.size, out);
  } else {
    const code = storage.kind === 'simple' ? storage.code! : '';
    if (code === 'F' || code === 'D') {
      const size = storage.size / 2;
      for (const offset of [at, at + size]) out.push({ offset, size, isFloat: true });
      return;
    }
    const isFloat = code === 'f' || code === 'd';
    out.push({ offset: at, size: storage.kind === 'simple' ? CODES[storage.code!]!.size : 8, isFloat });
  }
}

/** koffi's type for a structure; undefined for an empty one. */
export function structureType(storage: Storage): unknown {
  if (storage.ffi !== undefined || storage.size === 0) return storage.ffi;
  return (storage.ffi = foreign.struct(members(storage)));
}

function members(storage: Storage): Record<string, unknown> {
  const { size } = storage;
  const row: Record<string, unknown> = {};
  let count = 0;
  const add = (type: unknown): void => {
    row[`m${count++}`] = type;
  };
  if (size > 16) {
    // In memory, whatever is in it.
    if (size % 8 === 0) add(foreign.array('uint64_t', size / 8));
    else add(foreign.array('uint8_t', size));
    return row;
  }
  const parts: Leaf[] = [];
  leaves(storage, 0, parts);
  for (let at = 0; at < size; at += 8) {
    const here = parts.filter((leaf) => leaf.offset < at + 8 && leaf.offset + leaf.size > at);
    const length = Math.min(8, size - at);
    if (here.length > 0 && here.every((leaf) => leaf.isFloat)) {
      const isDouble = here.some((leaf) => leaf.size === 8);
      if (isDouble) add('double');
      else for (let i = 0; i < length; i += 4) add('float');
    } else if (length === 8) add('uint64_t');
    else if (length === 4 || length === 2 || length === 1) add(`uint${length * 8}_t`);
    else add(foreign.array('uint8_t', length));
  }
  return row;
}

/** The structure as koffi wants it. */
export const passed = (self: PyCData, type: unknown): unknown => foreign.decode(bytesOf(self.memory), type);

/** A structure that a call gave, into memory. */
export function received(memory: DataView, type: unknown, value: unknown): void {
  foreign.encode(bytesOf(memory), type, value);
}

const complexTypes = new Map<string, unknown>();

/** Complex numbers pass as a structure of their two parts does; undefined for those of long double. */
export function complexType(code: string): unknown {
  if (code !== 'F' && code !== 'D') return undefined;
  const part = code === 'F' ? 'float' : 'double';
  if (!complexTypes.has(code)) complexTypes.set(code, foreign.struct({ re: part, im: part }));
  return complexTypes.get(code);
}

export interface ComplexParts {
  re: number;
  im: number;
}

export function complexParts(code: string, memory: DataView): ComplexParts {
  if (code === 'F') return { re: memory.getFloat32(0, true), im: memory.getFloat32(4, true) };
  return { re: memory.getFloat64(0, true), im: memory.getFloat64(8, true) };
}

export function setComplexParts(code: string, memory: DataView, { re, im }: ComplexParts): void {
  if (code === 'F') {
    memory.setFloat32(0, re, true);
    memory.setFloat32(4, im, true);
  } else {
    memory.setFloat64(0, re, true);
    memory.setFloat64(8, im, true);
  }
}
