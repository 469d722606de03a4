// What becomes of files that a program drops without closing them. There are no reference counts, so a writer with unwritten bytes is held here
// until they are out; at exit, when somebody opens the same file, and before other programs start, they are written. Descriptors: modules/forgotten.ts.
import { FS } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, type PyBaseException } from '../../objects/model/values.ts';
import { HEAP } from '../../objects/model/flags.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { beforeFinalizing, watch, weakSet } from '../../objects/ops/finalize.ts';
import { repr } from '../../objects/ops/repr.ts';
import { printUnraisable } from '../../runtime/unraisable.ts';
import type { PyBuffered } from './buffered.ts';
import type { PyFileIO } from './fileio.ts';
import type { PyTextIOWrapper } from './text.ts';

const dirty = new Set<PyBuffered>();
/** Text streams over a file with text that is not encoded yet. */
const dirtyText = new Set<PyTextIOWrapper>();
/** The same over pipes, and raw streams of Python classes: dropping such a stream runs its finalizer (`watchWriter`), so they are not held for that. */
const dirtyOther = weakSet<PyBuffered>();
const dirtyOtherText = weakSet<PyTextIOWrapper>();

export function markDirty(writer: PyBuffered): void {
  if (writer.file !== undefined && !writer.file.awaited) dirty.add(writer);
  else dirtyOther.add(writer);
}

export function markClean(writer: PyBuffered): void {
  if (dirty.size > 0) dirty.delete(writer);
  if (dirtyOther.size > 0) dirtyOther.delete(writer);
}

export function markTextDirty(stream: PyTextIOWrapper): void {
  const { direct } = stream;
  if (direct === undefined) return;
  if (direct.file !== undefined && !direct.file.awaited) dirtyText.add(stream);
  else if (isAwaited(direct.raw)) dirtyOtherText.add(stream);
}

export function markTextClean(stream: PyTextIOWrapper): void {
  if (dirtyText.size > 0) dirtyText.delete(stream);
  if (dirtyOtherText.size > 0) dirtyOtherText.delete(stream);
}

/** A raw stream of a Python class, or a pipe or socket: somebody may notice that no more comes. */
const isAwaited = (o: PyObject | undefined): boolean => o !== undefined && ((o.ob_type.flags & HEAP) !== 0 || (o as PyFileIO).awaited === true);

/** A stream that writes to `below`, which gets what is unwritten when the stream is dropped. Files on disks have their own way. */
export function watchWriter(stream: PyBuffered | PyTextIOWrapper, below: PyObject | undefined): void {
  if (isAwaited(below) && (stream.ob_type.flags & HEAP) === 0) watch(stream);
}

/**
 * Writers of the same file get their bytes out, so that a reader sees what a dropped writer wrote. What cannot be written stays, for the
 * writer's own flush or close, or for the exit, to complain about: it is no failure of the reader.
 */
export function flushWritersOf(device: number | bigint, inode: number | bigint): boolean {
  let any = false;
  for (const stream of [...dirtyText]) {
    const stat = stream.direct?.file?.statAtOpen;
    if (stat === undefined || stat.ino !== inode || stat.dev !== device) continue;
    attempt(
      () => writeText(stream),
      () => dirtyText.add(stream),
    );
  }
  for (const writer of [...dirty]) {
    const stat = writer.file?.statAtOpen;
    if (stat === undefined || stat.ino !== inode || stat.dev !== device) continue;
    attempt(
      () => flushQuietly(writer),
      () => dirty.add(writer),
    );
    any = true;
  }
  return any;
}

/** Is there anything that `flushWritersOf` might find? */
export const hasUnwritten = (): boolean => dirty.size > 0 || dirtyText.size > 0;

const S_IFMT = 0o170000,
  S_IFREG = 0o100000;
const LAST_STANDARD = 2;

/** Before another program starts: it may read files that this one has dropped. Pipes, sockets and the standard streams are left alone. */
export function flushRegularFiles(): void {
  const isRegular = (file: PyBuffered['file']): boolean =>
    file?.statAtOpen !== undefined && file.fd > LAST_STANDARD && (file.statAtOpen.mode & S_IFMT) === S_IFREG;
  for (const stream of [...dirtyText]) if (isRegular(stream.direct?.file)) atExit(stream, () => writeText(stream));
  for (const writer of [...dirty]) if (isRegular(writer.file)) atExit(writer.wrapper ?? writer, () => flushQuietly(writer));
}

/** At exit: everything still unwritten goes out. A failure is told and keeps no other file from being written. */
export function flushAllWriters(): void {
  for (const stream of [...dirtyText]) atExit(stream, () => writeText(stream));
  for (const writer of [...dirty]) atExit(writer.wrapper ?? writer, () => flushQuietly(writer));
}

beforeFinalizing.push(() => {
  for (const stream of [...dirtyOtherText]) if (stream.ready) atExit(stream, () => writePending(stream));
  for (const writer of [...dirtyOther]) if (writer.ready) atExit(writer.wrapper ?? writer, () => flush(writer));
});

function atExit(stream: PyObject, write: () => void): void {
  attempt(write, (error) => printUnraisable(error, `Exception ignored while finalizing file ${repr(stream)}`, None));
}

function attempt(write: () => void, failed: (error: PyBaseException) => void): void {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    write();
  } catch (error) {
    if (!isException(error)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    failed(error);
  }
}

let flush: (writer: PyBuffered) => void = () => {};
let writePending: (stream: PyTextIOWrapper) => void = () => {};
/** Given by buffered.ts and text.ts, which this file must not import. */
export function onFlush(f: (writer: PyBuffered) => void): void {
  flush = f;
}
export function onWritePending(f: (stream: PyTextIOWrapper) => void): void {
  writePending = f;
}

function writeText(stream: PyTextIOWrapper): void {
  dirtyText.delete(stream);
  const { direct } = stream;
  if (stream.ready && direct?.file !== undefined && direct.file.fd >= 0) writePending(stream);
}

function flushQuietly(writer: PyBuffered): void {
  dirty.delete(writer);
  if (writer.file !== undefined && writer.file.fd >= 0) flush(writer);
}
