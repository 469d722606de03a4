// HOT. BufferedReader, BufferedWriter, BufferedRandom: one class with a read buffer and a write buffer over a raw stream. Bench: bench/os (files).
// - A raw stream that is exactly a FileIO is reached directly; any other one through its Python methods.
// - Invariant: at most one of the two buffers holds something. A reader's raw position is ahead of the logical one by what is
//   unread; a writer's is behind by what is unwritten.
// - While a call of the raw stream waits other threads may run: the stream then belongs to the thread that called, and everything else
//   waits its turn (`rawOf`, `exclusively`).
// CPython: Modules/_io/bufferedio.c.
import { allThreads, currentThread, threadCount, waitOn, wakeAll, type Thread } from '../../runtime/threads.ts';
import { runPendingSignals } from '../hostErrors.ts';
import { copyMemory, engine, trimmedMemory, unfilledMemory } from '../../util/memory.ts';
import { PyBytes, None } from '../../objects/model/values.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { FS } from '../../objects/frame.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { excMatches, isException } from '../../objects/ops/exceptions.ts';
import { asIndex } from '../../objects/ops/number.ts';
import { newException, raise } from '../../objects/ops/raise.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { BlockingIOError, OSError, ValueError } from '../../objects/types/exceptions.ts';
import { bothInOrder, checkReadable, checkSeekable, checkWritable, DEFAULT_BUFFER_SIZE, PyBufferedIOBase } from './base.ts';
import { closeFile, exactFile, isRegular, fileReadAll, fileReadInto, fileSeek, fileWrite, showAs, type PyFileIO } from './fileio.ts';
import { markClean, markDirty, onFlush, watchWriter } from './finalize.ts';
import { bytesResult, callUninterrupted, concat, EMPTY, inputBuffer, isOurs, memoryViewOf, outputBuffer, raiseBlocked, shownType } from './shim.ts';
import { unsupported } from './unsupported.ts';

export class PyBuffered extends PyBufferedIOBase {
  raw: PyObject | undefined;
  /** `raw` where it is exactly a FileIO. */
  file: PyFileIO | undefined;
  /** The text stream on top, if there is one. */
  wrapper: PyObject | undefined;
  ready: boolean;
  detached: boolean;
  reads: boolean;
  writes: boolean;
  bufferSize: number;
  /** Unread bytes are rbuf[rpos … rend). */
  rbuf: Uint8Array;
  rpos: number;
  rend: number;
  /** Lines are cut out of a copy of a piece of the buffer, rbuf[lineStart … lineEnd), which is there as text as well. */
  lineText: string;
  lineMemory: ArrayBuffer | undefined;
  lineStart: number;
  lineEnd: number;
  /** How many lines were asked for one after another. */
  linesRead: number;
  /** Unwritten bytes are wbuf[wpos … wend). */
  wbuf: Uint8Array;
  wpos: number;
  wend: number;
  /** The thread inside a call of the raw stream, where there are several threads, and who waits for it. */
  owner: Thread | undefined;
  waiters: Thread[] | undefined;
  constructor() {
    super();
    this.owner = undefined;
    this.waiters = undefined;
    this.raw = undefined;
    this.file = undefined;
    this.wrapper = undefined;
    this.ready = false;
    this.detached = false;
    this.reads = false;
    this.writes = false;
    this.bufferSize = 0;
    this.rbuf = EMPTY;
    this.rpos = 0;
    this.rend = 0;
    this.lineText = '';
    this.lineMemory = undefined;
    this.lineStart = 0;
    this.lineEnd = 0;
    this.linesRead = 0;
    this.wbuf = EMPTY;
    this.wpos = 0;
    this.wend = 0;
  }
}
export class PyBufferedReader extends PyBuffered {}
export class PyBufferedWriter extends PyBuffered {
  override finalizerIsSpent(): boolean {
    return hasNothingToFlush(this);
  }
}
export class PyBufferedRandom extends PyBuffered {
  override finalizerIsSpent(): boolean {
    return hasNothingToFlush(this);
  }
}

/** A text stream on top is watched in its place. */
const hasNothingToFlush = (self: PyBuffered): boolean => !self.ready || self.baseClosed || self.wrapper !== undefined;

/** `__init__` of all three. */
export function setUp(self: PyBuffered, raw: PyObject, bufferSize: number, reads: boolean, writes: boolean): void {
  self.ready = false;
  self.detached = false;
  const file = exactFile(raw);
  if (reads && writes) checkSeekable(raw);
  if (reads && file?.canRead !== true) checkReadable(raw);
  if (writes && file?.canWrite !== true) checkWritable(raw);
  if (bufferSize <= 0) raise(ValueError, 'buffer size must be strictly positive');
  self.raw = raw;
  if (file !== undefined) showAs(file, shownType(self), undefined);
  self.file = file;
  self.reads = reads;
  self.writes = writes;
  self.bufferSize = bufferSize;
  self.rbuf = self.wbuf = EMPTY;
  self.rpos = self.rend = self.wpos = self.wend = 0;
  self.lineEnd = 0;
  self.baseClosed = false;
  self.ready = true;
  if (writes) watchWriter(self, raw);
}

/** A thread that a fork left behind owns nothing. */
export const isBusyElsewhere = ({ owner }: PyBuffered): boolean => owner !== undefined && owner !== currentThread() && allThreads().includes(owner);

function waitTurn(self: PyBuffered): void {
  if (isBusyElsewhere(self)) waitOn(self, () => !isBusyElsewhere(self), Infinity);
}

/** Something that may let other threads run, while the buffers must stay as they are. */
function exclusively<T>(self: PyBuffered, call: () => T): T {
  const before = self.owner;
  self.owner = currentThread();
  try {
    return call();
  } finally {
    self.owner = before;
    if (before === undefined) wakeAll(self);
  }
}

/** The raw stream when it is this thread's turn, or ValueError if there is none. */
export function rawOf(self: PyBuffered): PyObject {
  if (self.owner !== undefined) waitTurn(self);
  if (!self.ready) raise(ValueError, self.detached ? 'raw stream has been detached' : 'I/O operation on uninitialized object');
  return self.raw!;
}

export function bufferedClosed(self: PyBuffered): boolean {
  const { file } = self;
  if (file !== undefined && self.ready) return file.fd < 0;
  return isTrue(getattr(rawOf(self), 'closed'));
}

function checkOpen(self: PyBuffered, message: string): void {
  // fast: an open file of the system.
  if (self.ready && self.file !== undefined && self.file.fd >= 0) return;
  if (bufferedClosed(self)) raise(ValueError, message);
}

// --- the raw stream -----------------------------------------------------------------------------------------------------

/** Reads once into target[start, start + length); undefined if it would block. */
function rawRead(self: PyBuffered, target: Uint8Array, start: number, length: number): number | undefined {
  return threadCount() === 0 ? rawReadAlone(self, target, start, length) : exclusively(self, () => rawReadAlone(self, target, start, length));
}

function rawReadAlone(self: PyBuffered, target: Uint8Array, start: number, length: number): number | undefined {
  const { file } = self;
  if (file !== undefined) return fileReadInto(file, target, start, length);
  const count = callUninterrupted(self.raw!, 'readinto', memoryViewOf(target.subarray(start, start + length)));
  if (count === None) return undefined;
  const n = countFrom(count, 'readinto');
  if (n < 0 || n > length) raise(OSError, `raw readinto() returned invalid length ${n} (should have been between 0 and ${length})`);
  return n;
}

function rawWrite(self: PyBuffered, data: Uint8Array, start: number, length: number): number | undefined {
  return threadCount() === 0 ? rawWriteAlone(self, data, start, length) : exclusively(self, () => rawWriteAlone(self, data, start, length));
}

function rawWriteAlone(self: PyBuffered, data: Uint8Array, start: number, length: number): number | undefined {
  const { file } = self;
  if (file !== undefined) return fileWrite(file, data, start, length);
  const count = callUninterrupted(self.raw!, 'write', memoryViewOf(data.subarray(start, start + length), true));
  if (count === None) return undefined;
  const n = countOrLess(count);
  if (n < 0 || n > length) raise(OSError, `raw write() returned invalid length ${n} (should have been between 0 and ${length})`);
  return n;
}

/** What a raw `write` returned as a number; −1, which is no count, if it is none. */
function countOrLess(count: PyObject): number {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return Number(asIndex(count));
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    return -1;
  }
}

/** What a raw method returned as a number; OSError caused by the TypeError if it is none. */
function countFrom(count: PyObject, name: string): number {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return Number(asIndex(count));
  } catch (error) {
    if (!excMatches(error, OSError)) {
      FS.sp = depth;
      FS.exc = handled;
      const failure = newException(OSError, `raw ${name}() failed`);
      failure.cause = failure.context = error as typeof failure;
      throw failure;
    }
    throw error;
  }
}

function rawTell(self: PyBuffered): number {
  return rawPosition(self.file !== undefined ? fileSeek(self.file, 0, 1) : exclusively(self, () => callMethod(rawOf(self), 'tell')));
}

function rawSeek(self: PyBuffered, offset: number, whence: number): number {
  return rawPosition(self.file !== undefined ? fileSeek(self.file, offset, whence) : exclusively(self, () => callMethod(rawOf(self), 'seek', offset, whence)));
}

function rawPosition(position: PyObject): number {
  const n = Number(asIndex(position));
  if (n < 0) raise(OSError, `Raw stream returned invalid position ${n}`);
  return n;
}

// --- reading ------------------------------------------------------------------------------------------------------------

/** One block of the usual size is kept for the next stream: most programs open files one after another. */
let spare: Uint8Array | undefined;

function readBlock(self: PyBuffered): Uint8Array {
  if (self.rbuf.length > 0) return self.rbuf;
  const size = self.bufferSize;
  if (size === DEFAULT_BUFFER_SIZE && spare !== undefined) {
    self.rbuf = spare;
    spare = undefined;
  } else {
    self.rbuf = unfilledMemory(size);
  }
  return self.rbuf;
}

function dropReadBlock(self: PyBuffered): void {
  if (self.rbuf.length === DEFAULT_BUFFER_SIZE) spare = self.rbuf;
  self.rbuf = EMPTY;
  self.rpos = self.rend = self.lineEnd = 0;
  self.lineMemory = undefined;
  self.lineText = '';
}

/** Fills the empty read buffer with one raw read: 0 at the end, undefined if it would block. */
function fill(self: PyBuffered): number | undefined {
  const block = readBlock(self);
  self.rpos = self.rend = self.lineEnd = 0;
  const count = rawRead(self, block, 0, block.length);
  if (count !== undefined) self.rend = count;
  return count;
}

function beforeRead(self: PyBuffered): void {
  if (self.wend > self.wpos) flushWrites(self);
}

/** Everything up to the end; None if nothing is there and it would block. */
function readAll(self: PyBuffered): Uint8Array | undefined {
  const head = copyMemory(self.rbuf, self.rpos, self.rend);
  self.rpos = self.rend = 0;
  beforeRead(self);
  const { file } = self;
  const rest = exclusively(self, () => (file !== undefined ? fileReadAll(file) : rawReadAll(self)));
  if (rest === undefined) return head.length > 0 ? head : undefined;
  return head.length === 0 ? rest : concat([head, rest]);
}

function rawReadAll(self: PyBuffered): Uint8Array | undefined {
  const raw = self.raw!;
  const readall = tryGetattr(raw, 'readall');
  if (readall !== undefined) {
    const data = readall.c0();
    return data === None ? undefined : bytesResult(data, 'readall');
  }
  const parts: Uint8Array[] = [];
  for (;;) {
    const data = callMethod(raw, 'read');
    if (data === None && parts.length === 0) return undefined;
    if (data === None) break;
    const piece = bytesResult(data, 'read');
    if (piece.length === 0) break;
    parts.push(piece);
  }
  return concat(parts);
}

/** `size` bytes, fewer only at the end or where more would block; undefined if that means none at all. */
function readExactly(self: PyBuffered, size: number): Uint8Array | undefined {
  const available = self.rend - self.rpos;
  if (size <= available) return take(self, size);
  if (available === 0 && size < MUCH && size < self.bufferSize) {
    // fast: one raw read fills the buffer with all that is wanted.
    beforeRead(self);
    const count = fill(self);
    if (count === undefined) return undefined;
    if (count === 0 || count >= size) return take(self, Math.min(size, count));
    return readMore(self, size);
  }
  return readMore(self, size);
}

/** From so many bytes on, a second copy costs more than reading less ahead. */
const MUCH = 32768;

function readMore(self: PyBuffered, size: number): Uint8Array | undefined {
  const available = self.rend - self.rpos;
  const result = unfilledMemory(size);
  result.set(self.rbuf.subarray(self.rpos, self.rend));
  let have = available;
  self.rpos = self.rend = 0;
  beforeRead(self);
  while (have < size) {
    const missing = size - have;
    // Whole blocks go straight to where they belong, and so does much of a file.
    const direct = missing >= MUCH && self.file !== undefined && isRegular(self.file) ? missing : missing - (missing % self.bufferSize);
    const count = direct > 0 ? rawRead(self, result, have, direct) : fill(self);
    if (count === undefined && have === 0) return undefined;
    if (count === undefined || count === 0) break;
    if (direct > 0) {
      have += count;
    } else {
      const n = Math.min(missing, count);
      result.set(self.rbuf.subarray(0, n), have);
      self.rpos = n;
      have += n;
    }
  }
  return trimmedMemory(result, have);
}

function take(self: PyBuffered, count: number): Uint8Array {
  const start = self.rpos;
  self.rpos += count;
  return copyMemory(self.rbuf, start, start + count);
}

/** `read(size)`; undefined stands for None. */
export function bufferedRead(self: PyBuffered, size: number): Uint8Array | undefined {
  rawOf(self);
  if (size < -1) raise(ValueError, 'read length must be non-negative or -1');
  checkOpen(self, 'read of closed file');
  return size === -1 ? readAll(self) : readExactly(self, size);
}

/** At most `size` bytes, with at most one raw read. */
export function bufferedRead1(self: PyBuffered, size: number): Uint8Array {
  rawOf(self);
  if (size < 0) size = self.bufferSize;
  checkOpen(self, 'read of closed file');
  if (size === 0) return EMPTY;
  const available = self.rend - self.rpos;
  if (available > 0) return take(self, Math.min(size, available));
  beforeRead(self);
  const result = unfilledMemory(size);
  return trimmedMemory(result, rawRead(self, result, 0, size) ?? 0);
}

/** For the text layer: the next chunk of at most `size` bytes; a `passing` one is part of the block, valid until something else is read. */
export function bufferedChunk(self: PyBuffered, size: number, passing: boolean): Uint8Array {
  rawOf(self);
  checkOpen(self, 'read of closed file');
  if (self.rpos >= self.rend) {
    beforeRead(self);
    const count = fill(self);
    if (count === undefined || count === 0) return EMPTY;
  }
  const count = Math.min(size, self.rend - self.rpos);
  if (!passing) return take(self, count);
  const start = self.rpos;
  self.rpos += count;
  return self.rbuf.subarray(start, start + count);
}

export function bufferedPeek(self: PyBuffered): Uint8Array {
  rawOf(self);
  checkOpen(self, 'peek of closed file');
  beforeRead(self);
  if (self.rpos >= self.rend) fill(self);
  return copyMemory(self.rbuf, self.rpos, self.rend);
}

/** `readinto` and `readinto1`; undefined stands for None. */
export function bufferedReadInto(self: PyBuffered, buffer: PyObject, once: boolean): number | undefined {
  const target = outputBuffer(buffer, once ? 'readinto1() argument' : 'readinto() argument');
  rawOf(self);
  checkOpen(self, 'readinto of closed file');
  let have = Math.min(self.rend - self.rpos, target.length);
  target.set(self.rbuf.subarray(self.rpos, self.rpos + have));
  self.rpos += have;
  if (have === target.length) return have;
  beforeRead(self);
  while (have < target.length) {
    const missing = target.length - have;
    const direct = missing > self.bufferSize;
    // With something to give already, `readinto1` does not fill the buffer for later.
    if (once && have > 0 && !direct) break;
    const count = direct ? rawRead(self, target, have, missing) : fill(self);
    if (count === undefined && have === 0) return undefined;
    if (count === undefined || count === 0) break;
    if (direct) {
      have += count;
      if (once) break;
    } else {
      const n = Math.min(missing, count);
      target.set(self.rbuf.subarray(0, n), have);
      self.rpos = n;
      have += n;
    }
  }
  return have;
}

/** A line up to and with its end, at most `limit` bytes unless that is negative. */
export function bufferedReadline(self: PyBuffered, limit: number): Uint8Array {
  rawOf(self);
  checkOpen(self, 'readline of closed file');
  // fast: lines in a row, without a limit.
  if (limit < 0 && self.linesRead > FEW_LINES) {
    const line = cutLine(self);
    if (line !== undefined) return line;
  }
  self.linesRead++;
  // fast: the whole line lies in the buffer.
  const end = self.rpos < self.rend ? self.rbuf.indexOf(10, self.rpos) : -1;
  if (end >= 0 && end < self.rend) {
    const count = end + 1 - self.rpos;
    return take(self, limit >= 0 && limit < count ? limit : count);
  }
  return readlineSlow(self, limit);
}

/** So many lines are cut one by one before it pays to prepare a piece. */
const FEW_LINES = 4,
  PIECE = 8192;

/** The next line, if it lies in the piece that is prepared, or in the next one. */
function cutLine(self: PyBuffered): Uint8Array | undefined {
  const { rpos, lineStart } = self;
  if (rpos < self.lineEnd && rpos >= lineStart && self.lineEnd <= self.rend) {
    const from = rpos - lineStart;
    const end = self.lineText.indexOf('\n', from) + 1;
    if (end > 0) {
      self.rpos = lineStart + end;
      return new Uint8Array(self.lineMemory!, from, end - from);
    }
  }
  return prepareLines(self) ? cutLine(self) : undefined;
}

/** Prepares the piece of the buffer that begins at the next line; false if no line ends in it. */
function prepareLines(self: PyBuffered): boolean {
  const { rbuf, rpos } = self;
  const { latin1 } = engine;
  if (latin1 === undefined) return false;
  const most = Math.min(rpos + PIECE, self.rend);
  const end = most > rpos ? rbuf.lastIndexOf(10, most - 1) + 1 : 0;
  if (end <= rpos) return false;
  const piece = new Uint8Array(end - rpos);
  piece.set(rbuf.subarray(rpos, end));
  self.lineMemory = piece.buffer;
  self.lineText = latin1(piece, 0, piece.length);
  self.lineStart = rpos;
  self.lineEnd = end;
  return true;
}

function readlineSlow(self: PyBuffered, limit: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  beforeRead(self);
  for (;;) {
    let available = self.rend - self.rpos;
    if (limit >= 0) available = Math.min(available, limit - total);
    const end = self.rbuf.subarray(self.rpos, self.rpos + available).indexOf(10);
    const count = end < 0 ? available : end + 1;
    if (count > 0) parts.push(take(self, count));
    total += count;
    if (end >= 0 || (limit >= 0 && total >= limit)) break;
    const read = fill(self);
    if (read === undefined || read === 0) break;
  }
  return parts.length === 0 ? EMPTY : concat(parts);
}

// --- writing ------------------------------------------------------------------------------------------------------------

/** For the text layer: all unwritten bytes go to the raw stream. */
export function flushInTurn(self: PyBuffered): void {
  rawOf(self);
  flushWrites(self);
}

/** Hands all unwritten bytes to the raw stream. */
function flushWrites(self: PyBuffered): void {
  while (self.wpos < self.wend) {
    const count = rawWrite(self, self.wbuf, self.wpos, self.wend - self.wpos);
    if (count === undefined) raiseBlocked(0);
    self.wpos += count;
    // A write that a signal cut short ended without an error; the next one may wait for ever.
    if (self.wpos < self.wend) runPendingSignals();
  }
  self.wpos = self.wend = 0;
  markClean(self);
}

/** A writer that also reads gives back what it read ahead. */
function rewindReads(self: PyBuffered): void {
  if (self.rend > self.rpos) rawSeek(self, self.rpos - self.rend, 1);
  self.rpos = self.rend = 0;
}

export function bufferedWrite(self: PyBuffered, buffer: PyObject): number {
  const data = inputBuffer(buffer);
  return bufferedWriteBytes(self, data);
}

export function bufferedWriteBytes(self: PyBuffered, data: Uint8Array): number {
  rawOf(self);
  checkOpen(self, 'write to closed file');
  if (self.rend > 0) rewindReads(self);
  const n = data.length;
  if (self.wend + n > self.bufferSize) return writeThrough(self, data);
  append(self, data, 0, n);
  return n;
}

function append(self: PyBuffered, data: Uint8Array, start: number, count: number): void {
  if (count === 0) return;
  if (self.wpos === self.wend) {
    self.wpos = self.wend = 0;
    markDirty(self);
  }
  const needed = self.wend + count;
  if (needed > self.wbuf.length) grow(self, needed);
  self.wbuf.set(start === 0 && count === data.length ? data : data.subarray(start, start + count), self.wend);
  self.wend = needed;
}

/** The block grows with use: a program that writes one line to each of a thousand files should not fill 128 kB for each. */
function grow(self: PyBuffered, needed: number): void {
  const size = Math.min(self.bufferSize, Math.max(needed * 4, 1024));
  const larger = unfilledMemory(size);
  larger.set(self.wbuf.subarray(0, self.wend));
  self.wbuf = larger;
}

/** More than fits: flush, then write whole blocks directly and keep the rest. */
function writeThrough(self: PyBuffered, data: Uint8Array): number {
  const blocked = flushOrBlocked(self);
  const n = data.length;
  if (blocked) {
    const room = self.bufferSize - self.wend;
    const kept = Math.min(room, n);
    append(self, data, 0, kept);
    if (kept < n) raiseBlocked(kept);
    return n;
  }
  let written = 0;
  while (n - written > self.bufferSize) {
    const count = rawWrite(self, data, written, n - written);
    if (count === undefined) {
      append(self, data, written, self.bufferSize);
      raiseBlocked(written + self.bufferSize);
    }
    written += count;
    if (written < n) runPendingSignals();
  }
  append(self, data, written, n - written);
  return n;
}

/** Flushes; true if the raw stream took no more. What is left then starts at the buffer's beginning. */
function flushOrBlocked(self: PyBuffered): boolean {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    flushWrites(self);
    return false;
  } catch (error) {
    if (!excMatches(error, BlockingIOError)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    self.wbuf.copyWithin(0, self.wpos, self.wend);
    self.wend -= self.wpos;
    self.wpos = 0;
    return true;
  }
}

// --- positions, closing ---------------------------------------------------------------------------------------------------

export function bufferedTell(self: PyBuffered): number {
  rawOf(self);
  const position = rawTell(self) - (self.rend - self.rpos) + (self.wend - self.wpos);
  return Math.max(position, 0);
}

export function bufferedSeek(self: PyBuffered, target: PyObject, whence: number): number {
  const raw = rawOf(self);
  if (whence < 0 || whence > 4) raise(ValueError, `whence value ${whence} unsupported`);
  checkOpen(self, 'seek of closed file');
  checkSeekable(raw);
  const wanted = asIndex(target);
  if (wanted >= 2n ** 63n || wanted < -(2n ** 63n)) raise(ValueError, "cannot fit 'int' into an offset-sized integer");
  let offset = Number(wanted);
  if (whence < 2 && self.reads && self.rend > 0) {
    // Within what was read ahead, only the index moves.
    const current = rawTell(self);
    const delta = whence === 0 ? offset - (current - (self.rend - self.rpos)) : offset;
    if (delta >= -self.rpos && delta <= self.rend - self.rpos) {
      self.rpos += delta;
      return Math.max(current - (self.rend - self.rpos), 0);
    }
  }
  if (self.writes) flushWrites(self);
  if (whence === 1) offset -= self.rend - self.rpos;
  const position = rawSeek(self, offset, whence);
  self.rpos = self.rend = 0;
  return position;
}

export function bufferedTruncate(self: PyBuffered, pos: PyObject): PyObject {
  const raw = rawOf(self);
  checkOpen(self, 'truncate of closed file');
  if (!self.writes) unsupported('truncate');
  flushWrites(self);
  if (self.reads) rewindReads(self);
  return callMethod(raw, 'truncate', pos);
}

export function bufferedFlush(self: PyBuffered): PyObject {
  const raw = rawOf(self);
  if (!self.writes) {
    // A file has nothing to flush.
    if (self.file === undefined || self.file.fd < 0 || !isOurs(self.file, '$flush')) return callMethod(raw, 'flush');
    return None;
  }
  checkOpen(self, 'flush of closed file');
  flushWrites(self);
  if (self.reads) rewindReads(self);
  return None;
}

export function bufferedClose(self: PyBuffered): PyObject {
  const raw = rawOf(self);
  if (bufferedClosed(self)) return None;
  try {
    if (self.file !== undefined && threadCount() === 0 && self.wend === self.wpos && self.rend === 0 && isOurs(self, '$flush') && isOurs(self.file, '$flush')) {
      // fast: there is nothing to flush.
      closeRaw(self, raw);
    } else {
      exclusively(self, () =>
        bothInOrder(
          () => void callMethod(self, 'flush'),
          () => closeRaw(self, raw),
        ),
      );
    }
  } finally {
    dropReadBlock(self);
    self.wbuf = EMPTY;
    self.wpos = self.wend = 0;
    self.baseClosed = true;
    markClean(self);
  }
  return None;
}

function closeRaw({ file }: PyBuffered, raw: PyObject): void {
  if (file !== undefined && isOurs(file, '$close')) closeFile(file);
  else callMethod(raw, 'close');
}

export function bufferedDetach(self: PyBuffered): PyObject {
  rawOf(self);
  callMethod(self, 'flush');
  const raw = self.raw!;
  self.raw = undefined;
  self.file = undefined;
  self.detached = true;
  self.ready = false;
  dropReadBlock(self);
  return raw;
}

/** Bytes for Python: undefined is None. */
export function orNone(data: Uint8Array | undefined): PyObject {
  return data === undefined ? None : new PyBytes(data);
}

onFlush((self) => {
  // What another thread is about to write is for that thread.
  if (isBusyElsewhere(self)) markDirty(self);
  else flushWrites(self);
});
