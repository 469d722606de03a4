// HOT. The state of an unpickler and its input: bytes at hand, refilled from a file that is read no further than it must be.
// CPython: UnpicklerObject and _Unpickler_Read… in Modules/_pickle.c.
// - With `peek` the file is read ahead without taking: what was used is read away before the next read and at the end.
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { raise } from '../../objects/ops/raise.ts';
import { tryGetattr } from '../../objects/ops/attr.ts';
import { EOFError, NotImplementedError, TypeError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { PyBytesIO } from '../_io/bytesio.ts';
import { concatTwo } from '../../util/bytes.ts';
import { cannotUnpickle } from './errors.ts';

const NOTHING = new Uint8Array(0);
const PREFETCH = 131072;

export class PyUnpickler extends PyBase {
  buf: Uint8Array;
  pos: number;
  end: number;
  /** How much of `buf` lies behind the frame that `end` is the end of; -1 outside of frames. */
  frameRest: number;
  /** Up to where the file has been read away, in `buf`. */
  taken: number;
  stack: PyObject[];
  /** Heights of the stack at the open marks; the last one is `fence`. */
  marks: number[];
  fence: number;
  memo: (PyObject | undefined)[];
  proto: number;
  fixImports: boolean;
  encoding: string;
  errors: string;
  buffers: PyObject | undefined;
  read: PyObject | undefined;
  readline: PyObject | undefined;
  peek: PyObject | undefined;
  /** fast: a BytesIO whose bytes are taken as they lie. */
  memory: PyBytesIO | undefined;
  persAttr: PyObject | undefined;
  /** `persistent_load` and `find_class` where the class or the program gave one. */
  persLoad: PyObject | undefined;
  finder: PyObject | undefined;
  running: boolean;
  ready: boolean;

  constructor() {
    super();
    this.buf = NOTHING;
    this.pos = 0;
    this.end = 0;
    this.frameRest = -1;
    this.taken = 0;
    this.stack = [];
    this.marks = [];
    this.fence = 0;
    this.memo = [];
    this.proto = 0;
    this.fixImports = true;
    this.encoding = 'ASCII';
    this.errors = 'strict';
    this.buffers = undefined;
    this.read = undefined;
    this.readline = undefined;
    this.peek = undefined;
    this.memory = undefined;
    this.persAttr = undefined;
    this.persLoad = undefined;
    this.finder = undefined;
    this.running = false;
    this.ready = false;
  }
}

export function setBytes(u: PyUnpickler, bytes: Uint8Array): void {
  u.buf = bytes;
  u.pos = 0;
  u.end = bytes.length;
  u.frameRest = -1;
  u.taken = 0;
}

export function setFile(u: PyUnpickler, file: PyObject): void {
  const read = tryGetattr(file, 'read');
  const readline = tryGetattr(file, 'readline');
  if (read === undefined || readline === undefined) raise(TypeError, "file must have 'read' and 'readline' attributes");
  u.read = read;
  u.readline = readline;
  u.memory = Object.getPrototypeOf(file) === PyBytesIO.prototype ? (file as PyBytesIO) : undefined;
  u.peek = u.memory === undefined ? tryGetattr(file, 'peek') : undefined;
}

/** Reads away from the file what was used of the bytes at hand. */
export function skipUsed(u: PyUnpickler): void {
  const used = u.pos - u.taken;
  if (used <= 0) return;
  u.taken = u.pos;
  if (u.memory !== undefined) u.memory.pos += used;
  else if (u.peek !== undefined) u.read!.c1(used);
}

/** Gets bytes so that `n` are at hand; false where the input ends before. */
function refill(u: PyUnpickler, n: number): boolean {
  if (u.read === undefined) return false;
  skipUsed(u);
  const { memory } = u;
  if (memory !== undefined && memory.data !== undefined) {
    setBytes(u, memory.data.subarray(Math.min(memory.pos, memory.size), memory.size));
    return u.end >= n;
  }
  if (u.peek !== undefined && n < PREFETCH) {
    const data = peekFile(u);
    if (data !== undefined) {
      setBytes(u, data);
      if (u.end >= n) return true;
    }
  }
  // What a frame left over goes before what is read now.
  const left = u.taken >= u.end ? u.buf.subarray(u.pos, u.end) : NOTHING;
  const data = bytesLike(u.read.c1(n - left.length));
  setBytes(u, left.length === 0 ? data : concatTwo(left, data));
  u.taken = u.end;
  return u.end >= n;
}

function peekFile(u: PyUnpickler): Uint8Array | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return bytesLike(u.peek!.c1(PREFETCH));
  } catch (e) {
    if (!excMatches(e, NotImplementedError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    u.peek = undefined;
    return undefined;
  }
}

function truncated(): never {
  cannotUnpickle('pickle data was truncated');
}

/** Makes `n` bytes be at hand. Nothing but the next opcode may lie beyond the end of a frame. */
function want(u: PyUnpickler, n: number): boolean {
  if (u.frameRest >= 0) {
    if (u.pos < u.end) cannotUnpickle('pickle exhausted before end of frame');
    u.end += u.frameRest;
    u.frameRest = -1;
    if (u.pos + n <= u.end) return true;
  }
  return refill(u, n);
}

/** Position of `n` bytes, which are used now. */
export function take(u: PyUnpickler, n: number): number {
  if (u.pos + n > u.end && !want(u, n)) truncated();
  const at = u.pos;
  u.pos = at + n;
  return at;
}

/** The next opcode. */
export function nextOp(u: PyUnpickler): number {
  if (u.pos >= u.end && !want(u, 1)) raise(EOFError, 'Ran out of input');
  return u.buf[u.pos++]!;
}

/** The bytes of a frame come at once, and end hides what lies behind them. */
export function openFrame(u: PyUnpickler, n: number): void {
  if (u.frameRest >= 0 && u.pos < u.end) cannotUnpickle('beginning of a new frame before end of current frame');
  if (u.frameRest >= 0) {
    u.end += u.frameRest;
    u.frameRest = -1;
  }
  if (u.pos + n > u.end && !refill(u, n)) truncated();
  u.frameRest = u.end - u.pos - n;
  u.end = u.pos + n;
}

/** The end of a frame hides nothing any more. */
export function closeFrame(u: PyUnpickler): void {
  if (u.frameRest >= 0) u.end += u.frameRest;
  u.frameRest = -1;
}

export function byte(u: PyUnpickler): number {
  const at = take(u, 1);
  return u.buf[at]!;
}

export function uint(u: PyUnpickler, size: number): number {
  const at = take(u, size);
  const { buf } = u;
  let n = 0;
  for (let i = size - 1; i >= 0; i--) n = n * 256 + buf[at + i]!;
  return n;
}

export function int32(u: PyUnpickler): number {
  return uint(u, 4) | 0;
}

/** A line with its end, of at least so many bytes. */
export function line(u: PyUnpickler, least = 2): Uint8Array {
  if (u.pos >= u.end && u.frameRest >= 0) closeFrame(u);
  let at = u.buf.subarray(0, u.end).indexOf(10, u.pos);
  if (at < 0 && u.frameRest >= 0) cannotUnpickle('pickle exhausted before end of frame');
  if (at < 0 && u.memory !== undefined && refill(u, 1)) at = u.buf.subarray(0, u.end).indexOf(10, u.pos);
  if (at >= 0) {
    const found = u.buf.subarray(u.pos, at + 1);
    u.pos = at + 1;
    if (found.length < least) truncated();
    return found;
  }
  if (u.readline === undefined || u.memory !== undefined) truncated();
  skipUsed(u);
  const data = bytesLike(u.readline.c0());
  setBytes(u, data);
  u.pos = u.taken = u.end;
  if (data.length < least || data[data.length - 1] !== 10) truncated();
  return data;
}
