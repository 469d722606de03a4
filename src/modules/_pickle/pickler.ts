// HOT. The state of a pickler and the bytes it writes: a growing buffer, frames, the memo. CPython: PicklerObject in Modules/_pickle.c.
// - Whatever writes asks for `room` first: it opens the frame that is due and keeps the buffer large enough.
// - The memo maps objects to their numbers: by identity, a str by value (equal strs are one object here).
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { BINGET, BINPUT, FRAME, FRAME_HEADER, FRAME_MIN, FRAME_TARGET, GET, LONG_BINGET, LONG_BINPUT, MEMOIZE, PUT } from './opcodes.ts';
import { StringTable } from './stringTable.ts';
import type { ReducePlan } from './reduce.ts';

const FIRST_SIZE = 4096;
/** A buffer that is kept for the next pickle, unless a pickler is using it. */
let spare: Uint8Array | undefined = new Uint8Array(FIRST_SIZE);

export class PyPickler extends PyBase {
  buf: Uint8Array;
  len: number;
  proto: number;
  /** Protocol 1 and above. */
  bin: boolean;
  fast: number;
  fixImports: boolean;
  framing: boolean;
  /** Where the open frame begins, -1 for none. */
  frameStart: number;
  memo: Map<PyObject, number>;
  /** The part of the memo for strs of at most `SHORT` characters. */
  strings: StringTable;
  /** Number of the next memo entry. */
  memoNext: number;
  /** `file.write`; undefined for dumps(). */
  write: PyObject | undefined;
  dispatchTable: PyObject | undefined;
  bufferCallback: PyObject | undefined;
  /** An instance attribute `persistent_id`. */
  persAttr: PyObject | undefined;
  /** Called for every object where the class or the program gave one. */
  persId: PyObject | undefined;
  reducerOverride: PyObject | undefined;
  running: boolean;
  ready: boolean;
  fastDepth: number;
  fastMemo: Set<PyObject> | undefined;
  /** What is known about classes met so far. */
  plans: Map<PyObject, ReducePlan>;

  constructor() {
    super();
    this.buf = NOTHING;
    this.len = 0;
    this.proto = 0;
    this.bin = false;
    this.fast = 0;
    this.fixImports = false;
    this.framing = false;
    this.frameStart = -1;
    this.memo = new Map();
    this.strings = new StringTable();
    this.memoNext = 0;
    this.write = undefined;
    this.dispatchTable = undefined;
    this.bufferCallback = undefined;
    this.persAttr = undefined;
    this.persId = undefined;
    this.reducerOverride = undefined;
    this.running = false;
    this.ready = false;
    this.fastDepth = 0;
    this.fastMemo = undefined;
    this.plans = new Map();
  }
}

const NOTHING = new Uint8Array(0);

export function openBuffer(p: PyPickler): void {
  p.buf = spare ?? new Uint8Array(FIRST_SIZE);
  spare = undefined;
  p.len = 0;
  p.frameStart = -1;
}

export function closeBuffer(p: PyPickler): void {
  if (p.buf.length <= 1 << 20) spare = p.buf;
  p.buf = NOTHING;
  p.len = 0;
}

/** Makes room for `n` bytes, opening the frame that is due. */
export function room(p: PyPickler, n: number): void {
  if (p.frameStart < 0 && p.framing) {
    p.frameStart = p.len;
    p.len += FRAME_HEADER;
  }
  if (p.len + n > p.buf.length) grow(p, n);
}

function grow(p: PyPickler, n: number): void {
  const larger = new Uint8Array(Math.max(p.buf.length * 2, p.len + n + 1024));
  larger.set(p.buf.subarray(0, p.len));
  p.buf = larger;
}

export function op(p: PyPickler, code: number): void {
  room(p, 1);
  p.buf[p.len++] = code;
}

export function opByte(p: PyPickler, code: number, value: number): void {
  room(p, 2);
  const { buf, len } = p;
  buf[len] = code;
  buf[len + 1] = value;
  p.len = len + 2;
}

/** An opcode and a number in `size` bytes, little end first. */
export function opNumber(p: PyPickler, code: number, value: number, size: number): void {
  room(p, 1 + size);
  const { buf } = p;
  let at = p.len;
  buf[at++] = code;
  for (let i = 0; i < size; i++) {
    buf[at++] = value % 256;
    value = Math.floor(value / 256);
  }
  p.len = at;
}

/** ASCII text as it is. */
export function ascii(p: PyPickler, text: string): void {
  room(p, text.length);
  for (let i = 0; i < text.length; i++) p.buf[p.len++] = text.charCodeAt(i);
}

export function raw(p: PyPickler, bytes: Uint8Array): void {
  room(p, bytes.length);
  p.buf.set(bytes, p.len);
  p.len += bytes.length;
}

/** An opcode, a length in `size` bytes and the payload; a large one stands outside of frames. */
export function payload(p: PyPickler, code: number, size: number, bytes: Uint8Array, owner: PyObject | undefined): void {
  if (bytes.length < FRAME_TARGET || !p.framing) {
    opNumber(p, code, bytes.length, size);
    raw(p, bytes);
    return;
  }
  commitFrame(p);
  p.framing = false;
  opNumber(p, code, bytes.length, size);
  if (p.write === undefined) {
    raw(p, bytes);
  } else {
    flush(p);
    p.write.c1(owner ?? new PyBytes(bytes));
  }
  p.framing = true;
}

/** Writes the header of the open frame, or drops its place where the frame is too short. */
export function commitFrame(p: PyPickler): void {
  const start = p.frameStart;
  if (start < 0) return;
  p.frameStart = -1;
  let length = p.len - start - FRAME_HEADER;
  const { buf } = p;
  if (length < FRAME_MIN) {
    buf.copyWithin(start, start + FRAME_HEADER, p.len);
    p.len -= FRAME_HEADER;
    return;
  }
  buf[start] = FRAME;
  for (let i = 1; i < FRAME_HEADER; i++) {
    buf[start + i] = length % 256;
    length = Math.floor(length / 256);
  }
}

/** Between two objects a frame that has become long is closed. */
export function boundary(p: PyPickler): void {
  commitFrame(p);
  if (p.write !== undefined) flush(p);
}

/** Gives what is in the buffer to the file. */
export function flush(p: PyPickler): void {
  const bytes = new PyBytes(p.buf.slice(0, p.len));
  p.len = 0;
  p.write!.c1(bytes);
}

// --- memo ------------------------------------------------------------------------------------------------------------------

export function memoize(p: PyPickler, o: PyObject): void {
  if (p.fast !== 0) return;
  const at = p.memoNext++;
  p.memo.set(o, at);
  writeMemo(p, at);
}

/** Writes that the object on top got the number `at`. */
export function writeMemo(p: PyPickler, at: number): void {
  if (p.proto >= 4) {
    room(p, 1);
    p.buf[p.len++] = MEMOIZE;
  } else {
    putMemo(p, at);
  }
}

/** The number of an entry that nothing can refer to. */
export function memoizeNothing(p: PyPickler): void {
  if (p.fast !== 0) return;
  const at = p.memoNext++;
  if (p.proto >= 4) op(p, MEMOIZE);
  else putMemo(p, at);
}

function putMemo(p: PyPickler, at: number): void {
  if (!p.bin) ascii(p, `${String.fromCharCode(PUT)}${at}\n`);
  else if (at < 256) opByte(p, BINPUT, at);
  else opNumber(p, LONG_BINPUT, at, 4);
}

export function getMemo(p: PyPickler, at: number): void {
  if (!p.bin) ascii(p, `${String.fromCharCode(GET)}${at}\n`);
  else if (at < 256) opByte(p, BINGET, at);
  else opNumber(p, LONG_BINGET, at, 4);
}

export function clearMemo(p: PyPickler): void {
  if (p.memoNext === 0 && p.memo.size === 0) return;
  p.memo = new Map();
  p.strings = new StringTable();
  p.memoNext = 0;
}
