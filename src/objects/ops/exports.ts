// Exports of memory that may be resized (bytearray, array): who looks at it, and whether anybody still does. CPython counts exports
// and frees dead views at once. Here
// - a view that was made and used up within one statement, as in `bytes(memoryview(b)[:n])`, counts as gone;
// - whether others are dead is noticed by a garbage collection, run only when a resize finds exports.
import type { PyBuffer } from '../model/buffer.ts';
import type { PyObject } from '../model/object.ts';
import { bufferHooks } from './buffer.ts';

/** A live export: what holds it, weakly; undefined for exports that are released by hand only. */
export interface Export {
  owner: WeakRef<object> | undefined;
  /** How many of the views that the owner stands for may have a name. */
  named: number;
  /** How many of them are held by a `with` block. */
  blocks: number;
  /** A collection has found it alive once: then it is worth another one. */
  seen?: boolean;
}

/** An exporter. */
export interface Exporter {
  exports: Set<Export> | undefined;
}

const entries = new WeakMap<PyBuffer, Export>();

/** Records an export of `self` until its release, or until the object that owns it is gone. */
export function trackExport(self: Exporter, make: (release: () => void) => PyBuffer): PyBuffer {
  const entry: Export = { owner: undefined, named: 0, blocks: 0 };
  (self.exports ??= new Set()).add(entry);
  const buffer = make(() => {
    self.exports!.delete(entry);
  });
  entries.set(buffer, entry);
  return buffer;
}

/** The consumer of an export that lives in an object: the export ends with it. */
export function ownExport(buffer: PyBuffer, owner: object): Export | undefined {
  const entry = entries.get(buffer);
  if (entry !== undefined) entry.owner = new WeakRef(owner);
  return entry;
}

/** The export no longer keeps the exporter from being resized, though its consumer may still look at the memory. */
export function forgetExport(buffer: PyBuffer): void {
  const entry = entries.get(buffer);
  if (entry !== undefined) (buffer.obj as unknown as Exporter).exports?.delete(entry);
}

/** Runs code that may call Python, which cannot resize `self` meanwhile if it is an exporter. */
export function holding<T>(self: PyObject, body: () => T): T {
  const exporter = self as unknown as Exporter;
  if (!('exports' in (self as object))) return body();
  const entry: Export = { owner: undefined, named: 0, blocks: 0 };
  (exporter.exports ??= new Set()).add(entry);
  try {
    return body();
  } finally {
    exporter.exports.delete(entry);
  }
}

let spent = 0;
let firstCollection: number | undefined;

/**
 * Does anything still look at the memory? Exports that an object owns end with it, which only a garbage collection tells. Where the
 * engine cannot collect on demand, or collections have cost too much of the run already, they count as dead.
 */
export function hasLiveExports(self: Exporter): boolean {
  const { exports } = self;
  if (exports === undefined || exports.size === 0) return false;
  for (const entry of exports) {
    if (entry.owner === undefined || entry.blocks > 0) return true;
    if (entry.named === 0) exports.delete(entry);
  }
  if (exports.size === 0) return false;
  const { collect } = bufferHooks;
  const start = performance.now();
  firstCollection ??= start;
  const affordable = spent < 500 + (start - firstCollection) / 50 || [...exports].some((entry) => entry.seen);
  if (collect === undefined || !affordable) {
    exports.clear();
    return false;
  }
  collect();
  spent += performance.now() - start;
  for (const entry of exports) {
    if (entry.owner!.deref() === undefined) exports.delete(entry);
    else entry.seen = true;
  }
  return exports.size > 0;
}
