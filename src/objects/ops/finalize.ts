// What becomes of objects that are dropped and have something to say then: instances with `__del__`, suspended generators with
// `finally` or `with` blocks, coroutines that were never awaited. JavaScript has no reference counts and no resurrection, so
// - such an object is held here until a collection of ours; just before it, everything that makes the object up is copied to a twin;
// - if the collection frees the object, the twin takes its place: its `__del__` runs. Otherwise the twin is dropped.
// Collections are `gc.collect()`, a `del x` or `x = None` that may drop the last reference, growth of the list, and exit (where
// everything left is finalised, oldest first). Circles: circles.ts.
// CPython: Objects/object.c (PyObject_CallFinalizer), Python/gc.c.
import { PyBase, type PyObject } from '../model/object.ts';
import { None, PyFloat, type PyBaseException } from '../model/values.ts';
import { lookupMro } from '../model/type.ts';
import { FS } from '../frame.ts';
import { isException } from './exceptions.ts';
import { addCircle, ownProperties, startLooking } from './circles.ts';
import { frameHooks } from '../types/frame.ts';
import { HEAP } from '../model/flags.ts';

/** Given by the runtime. */
export const collector: {
  /** A full collection where the engine allows it. */
  collect: (() => void) | undefined;
  unraisable: (e: PyBaseException, message: string, object: PyObject) => void;
  /** Callbacks of weak references whose referents are gone; how many. */
  runWeakrefCallbacks: () => number;
  hasWeakrefs: (o: PyObject) => boolean;
  /** A collection at the next loop back edge. */
  request: () => void;
  /** The callbacks of weak references whose referents are gone already, at the next loop back edge. */
  requestLook: () => void;
  /** CPU time used so far, in milliseconds. */
  cpuTime: () => number;
} = {
  collect: undefined,
  unraisable: () => undefined,
  runWeakrefCallbacks: () => 0,
  hasWeakrefs: () => false,
  request: () => undefined,
  requestLook: () => undefined,
  cpuTime: () => performance.now(),
};

/** What a kind of watched object knows about itself beside its `__del__`. */
interface Watched extends PyBase {
  /** Nothing to do any more: a generator that has ended. */
  needsNoFinalizer?(): boolean;
  /** The same for what has a `__del__`: a stream that is closed. */
  finalizerIsSpent?(): boolean;
  /** Its own way to a twin, where one with the same fields would keep it alive. */
  makeTwin?(): Watched;
  /** What ends it beside its `__del__`. */
  end?(): void;
}

function hasNothingToSay(o: Watched): boolean {
  if (o.needsNoFinalizer !== undefined) return o.needsNoFinalizer();
  return o.finalizerIsSpent !== undefined && o.finalizerIsSpent();
}

let watched: Watched[] = [];
const SMALL = 256;
/** Length at which those that need nothing any more are sorted out. */
let sortAt = SMALL;
/** Length at which a collection is asked for, and the least that it may be: collecting costs 20 to 40 ms, and again as much for what is found by the next round. */
const LEAST = 5000;
let collectAt = LEAST;
/** Beyond this the oldest are given up where collections cost too much. */
const MOST = 50_000;

/** Holds `o` until it is dropped. */
export function watch(o: PyBase): void {
  if (watched.push(o) >= sortAt) sortOut();
}

function sortOut(): void {
  watched = watched.filter((o) => !hasNothingToSay(o));
  sortAt = Math.max(SMALL, watched.length * 2);
  if (watched.length < collectAt) return;
  if (affordable()) collector.request();
  else if (watched.length > MOST) watched.splice(0, watched.length - MOST / 2);
}

/** A new instance of a Python class with `__del__`. */
export function watchInstance(o: PyObject): void {
  if (o instanceof PyBase) watch(o);
}

// --- what collections may cost -------------------------------------------------------------------------------------------

let spent = 0;
/** Collections nobody asked for may take a second and a twentieth of the run. */
function affordable(): boolean {
  return collector.collect !== undefined && spent < 1000 + collector.cpuTime() / 20;
}

/** A collection at a good moment, if there is time for it. */
export function collectIfAffordable(): void {
  if (!affordable()) return;
  const start = collector.cpuTime();
  collectAll();
  collectAt = Math.max(LEAST, watched.length * 2);
  spent += collector.cpuTime() - start;
}

/** May dropping a reference to `v` be the end of it, and would anybody notice? Classes and modules are in circles anyway. */
export function isDroppable(v: PyObject | undefined): boolean {
  if (typeof v !== 'object' || (v.tflags & 0x2100) !== 0) return false;
  const { needsNoFinalizer } = v as Watched;
  if (needsNoFinalizer !== undefined ? !needsNoFinalizer.call(v) : v.s_del !== undefined && (v.ob_type.flags & HEAP) !== 0) return true;
  return collector.hasWeakrefs(v);
}

// --- collecting ------------------------------------------------------------------------------------------------------------

interface Candidate {
  object: WeakRef<Watched>;
  twin: Watched;
}

let collecting = false;

/** A full collection with finalizers and callbacks; how many of both ran. What these ask for while it goes on is left to it. */
export function collectAll(): number {
  if (collecting) return 0;
  collecting = true;
  let total = 0;
  try {
    // What a finalizer lets go of is found by the next round.
    for (let round = 0; round < 20; round++) {
      const { found, again } = collectOnce();
      total += found;
      if (!again) break;
    }
  } finally {
    collecting = false;
  }
  return total;
}

function collectOnce(): { found: number; again: boolean } {
  const candidates = prepare();
  collector.collect?.();
  const dead = settle(candidates);
  const called = collector.runWeakrefCallbacks();
  for (const twin of dead) finalize(twin);
  return { found: dead.length + called, again: dead.some(holdsObjects) };
}

/** Did the object hold others that may have ended with it? */
function holdsObjects(o: Watched): boolean {
  if (o.needsNoFinalizer !== undefined) return true;
  for (const key of Object.keys(o)) {
    const v = (o as unknown as Record<string, unknown>)[key];
    if (typeof v === 'object' && !(v instanceof PyFloat) && v !== None && !((v as PyObject).tflags & 0x2100)) return true;
  }
  return false;
}

/** Sets that do not keep their members alive: a collection empties them and puts back what is left. */
const weakSets: Set<PyBase>[] = [];
let emptied: WeakRef<PyBase>[][] = [];

export function weakSet<T extends PyBase>(): Set<T> {
  const set = new Set<T>();
  weakSets.push(set);
  return set;
}

function refill(): void {
  weakSets.forEach((set, i) => {
    for (const ref of emptied[i]!) {
      const o = ref.deref();
      if (o !== undefined) set.add(o);
    }
  });
  emptied = [];
}

/** A function of its own: nothing on the stack may hold the objects during the collection. */
function prepare(): Candidate[] {
  const list = watched;
  watched = [];
  emptied = weakSets.map((set) => Array.from(set, (o) => new WeakRef(o)));
  for (const set of weakSets) set.clear();
  const candidates: Candidate[] = [];
  const circles = new Map<PyBase, PyBase>();
  startLooking();
  for (const o of list) if (!hasNothingToSay(o)) candidates.push({ object: new WeakRef(o), twin: twinOf(o, circles) });
  return candidates;
}

function twinOf(o: Watched, circles: Map<PyBase, PyBase>): Watched {
  if (o.makeTwin !== undefined) return o.makeTwin();
  if (circles.has(o) || addCircle(o, circles)) return circles.get(o) as Watched;
  const twin = Object.create(Object.getPrototypeOf(o) as object) as Watched;
  Object.defineProperties(twin, ownProperties(o));
  return twin;
}

function settle(candidates: Candidate[]): Watched[] {
  refill();
  const dead: Watched[] = [];
  const alive: Watched[] = [];
  for (const { object, twin } of candidates) {
    const o = object.deref();
    if (o === undefined) dead.push(twin);
    else alive.push(o);
  }
  watched = alive.concat(watched);
  return dead;
}

function runFinalizers(o: Watched): void {
  o.s_del?.(o);
  o.end?.();
}

/** Runs the finalizer of an object, or another one; its exceptions are shown and dropped. */
export function finalize(o: Watched, run: (o: Watched) => void = runFinalizers): void {
  const depth = FS.sp;
  const handled = FS.exc,
    { outer } = FS;
  FS.exc = undefined;
  FS.outer = undefined;
  try {
    run(o);
  } catch (e) {
    if (!isException(e)) throw e;
    frameHooks.caught(e, depth + 1);
    FS.sp = depth;
    collector.unraisable(e, 'Exception ignored while calling deallocator', lookupMro(o.ob_type, '__del__') ?? o);
  }
  FS.sp = depth;
  FS.exc = handled;
  FS.outer = outer;
}

/** What comes before that at exit: streams that write to objects which are to be finalised. */
export const beforeFinalizing: (() => void)[] = [];

/** The program has ended: threads that go on then never come to their end. */
export const exit = { begun: false };

/** At exit: all that is left, oldest first. */
export function finalizeAll(): void {
  exit.begun = true;
  for (const run of beforeFinalizing) run();
  for (let round = 0; round < 3 && watched.length > 0; round++) {
    const list = watched;
    watched = [];
    for (const o of list) if (!hasNothingToSay(o)) finalize(o);
  }
  watched = [];
}
