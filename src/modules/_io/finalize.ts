// What becomes of files that a program drops without closing them. There are no reference counts, so
// - a writer with unwritten bytes is held here until they are out; at exit, and when somebody opens the same file, they are written;
// - open descriptors are watched: when the system runs out of them, a garbage collection finds the forgotten ones and closes them.
import { HostError, host } from '../../host/host.ts';
import { hooks } from '../../objects/ops/hooks.ts';
import { repr } from '../../objects/ops/repr.ts';
import { ResourceWarning } from '../../objects/types/exceptions.ts';
import type { PyBuffered } from './buffered.ts';
import type { PyFileIO } from './fileio.ts';
import type { PyTextIOWrapper } from './text.ts';

const dirty = new Set<PyBuffered>();
/** Text streams over a file with text that is not encoded yet. */
const dirtyText = new Set<PyTextIOWrapper>();
/** Open files by descriptor. The entry outlives the object: a dead reference is a forgotten descriptor. */
const open = new Map<number, WeakRef<PyFileIO>>();
/** After so many files opened and not closed, look for forgotten ones. */
const LOOK_EVERY = 256;
let lookAt = LOOK_EVERY;

export function markDirty(writer: PyBuffered): void {
  dirty.add(writer);
}

export function markClean(writer: PyBuffered): void {
  if (dirty.size > 0) dirty.delete(writer);
}

export function markTextDirty(stream: PyTextIOWrapper): void {
  if (stream.direct?.file !== undefined) dirtyText.add(stream);
}

export function markTextClean(stream: PyTextIOWrapper): void {
  if (dirtyText.size > 0) dirtyText.delete(stream);
}

export function trackFile(file: PyFileIO): void {
  open.set(file.fd, new WeakRef(file));
  if (open.size >= lookAt) {
    closeForgotten();
    lookAt = open.size + LOOK_EVERY;
  }
}

export function untrackFile(fd: number): void {
  open.delete(fd);
}

/** Collects garbage and closes the descriptors of files that are gone. True if there were any. */
export function closeForgotten(): boolean {
  if (host.script.collect === undefined) return false;
  host.script.collect();
  let any = false;
  for (const [fd, reference] of open) {
    if (reference.deref() !== undefined) continue;
    open.delete(fd);
    any = true;
    try {
      host.files.close(fd);
    } catch (error) {
      // Closed behind our back, by os.close.
      if (!(error instanceof HostError)) throw error;
    }
  }
  return any;
}

/** Writers of the same file get their bytes out, so that a reader sees what a dropped writer wrote. */
export function flushWritersOf(device: number | bigint, inode: number | bigint): boolean {
  let any = false;
  for (const stream of dirtyText) {
    const stat = stream.direct?.file?.statAtOpen;
    if (stat === undefined || stat.ino !== inode || stat.dev !== device) continue;
    writeText(stream);
  }
  for (const writer of dirty) {
    const stat = writer.file?.statAtOpen;
    if (stat === undefined || stat.ino !== inode || stat.dev !== device) continue;
    flushQuietly(writer);
    any = true;
  }
  return any;
}

/** At exit: everything still unwritten goes out. */
export function flushAllWriters(): void {
  for (const stream of [...dirtyText]) writeText(stream);
  for (const writer of [...dirty]) flushQuietly(writer);
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

export function warnUnclosed(file: PyFileIO): void {
  hooks.warn(ResourceWarning, `unclosed file ${repr(file)}`, 1);
}
