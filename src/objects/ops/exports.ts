// Exports of memory that may be resized (bytearray, array): who looks at it, and whether anybody still does. CPython counts exports
// and frees dead views at once. Here
// - a view that was made and used up within one statement, as in `bytes(memoryview(b)[:n])`, counts as gone;
// - whether others are dead is noticed by a garbage collection, run only when a resize finds exports.
import type { PyBuffer } from '../model/buffer.ts';
import type { PyObject } from '../model/object.ts';
import { bufferHooks } from './buffer.ts';

/** A live export. */
export interface Export {
  /**
   * What holds it: a record of views, or weakly an object of Python's; undefined for exports that are released by hand only. The record is held
   * weakly as well once somebody asks whether it is alive: a WeakRef costs more than everything else about a view.
   */
  owner: object | undefined;
  weak: WeakRef<object> | undefined;
  /** How many of the views that the owner stands for may have a name. */
  named: number;
  /** How many of them are held by a `with` block. */
  blocks: number;
  /** A collection has found it alive once: then it is worth another one. */
  seen: boolean;
}

/** An exporter. */
export interface Exporter {
  exports: Set<Export> | undefined;
}

/** So many exports are worth a look for dead ones. */
const MANY = 1024;

const newExport = (): Export => ({ owner: undefined, weak: undefined, named: 0, blocks: 0, seen: false });

/** Records an export of `self` until its release, or until the object that owns it is gone. */
export function trackExport(self: Exporter, make: (release: () => void) => PyBuffer): PyBuffer {
  const entry = newExport();
  const exports = (self.exports ??= new Set());
  if (exports.size >= MANY && (exports.size & (exports.size - 1)) === 0) tidy(exports);
  exports.add(entry);
  const buffer = make(() => {
    self.exports!.delete(entry);
  });
  buffer.entry = entry;
  return buffer;
}

/** Takes out what has gone: nothing else does as long as nobody resizes the exporter. */
function tidy(exports: Set<Export>): void {
  for (const entry of exports) {
    if (isTransient(entry) || (entry.weak !== undefined && entry.weak.deref() === undefined)) exports.delete(entry);
    else weaken(entry);
  }
}

const isTransient = ({ owner, weak, named, blocks }: Export): boolean => named === 0 && blocks === 0 && (owner !== undefined || weak !== undefined);

function weaken(entry: Export): void {
  if (entry.owner === undefined) return;
  entry.weak = new WeakRef(entry.owner);
  entry.owner = undefined;
}

/** The consumer of an export is an object that nobody but views knows: the export ends with it. */
export function ownExport(buffer: PyBuffer, owner: object): Export | undefined {
  const { entry } = buffer;
  if (entry !== undefined) entry.owner = owner;
  return entry;
}

/** The same for an object that programs see. */
export function ownExportWeakly(buffer: PyBuffer, owner: object): void {
  if (buffer.entry !== undefined) buffer.entry.weak = new WeakRef(owner);
}

/** The export no longer keeps the exporter from being resized, though its consumer may still look at the memory. */
export function forgetExport(buffer: PyBuffer): void {
  const { entry } = buffer;
  if (entry !== undefined) (buffer.obj as unknown as Exporter).exports?.delete(entry);
}

/** Runs code that may call Python, which cannot resize `self` meanwhile if it is an exporter. */
export function holding<T>(self: PyObject, body: () => T): T {
  const exporter = self as unknown as Exporter;
  if (!('exports' in (self as object))) return body();
  const entry = newExport();
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
    if ((entry.owner === undefined && entry.weak === undefined) || entry.blocks > 0) return true;
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
  for (const entry of exports) weaken(entry);
  collect();
  spent += performance.now() - start;
  for (const entry of exports) {
    if (entry.weak!.deref() === undefined) exports.delete(entry);
    else entry.seen = true;
  }
  return exports.size > 0;
}
