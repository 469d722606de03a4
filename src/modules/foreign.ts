// The host's door to functions of other libraries (hosts/node/ffi/foreign.ts) and the ownership of what those libraries allocate.
import { host } from '../host/host.ts';
import { collectGarbage } from '../runtime/collection.ts';
import { raise } from '../objects/ops/raise.ts';
import { ImportError } from '../objects/types/exceptions.ts';

/** A pointer; null is C's NULL. */
export type Pointer = bigint | null;
export type CFunction = (...args: any[]) => any;

export interface Foreign {
  declare(name: string, result: string, parameters: readonly string[]): CFunction;
  has(name: string): boolean;
  address(memory: ArrayBufferView): bigint;
  view(pointer: bigint, length: number): ArrayBuffer;
  errno(): number;
  setErrno(value: number): void;
  symbol(handle: bigint, name: string): bigint;
  open(path: Uint8Array | null, mode: number): bigint;
  close(handle: bigint): number;
  loadError(): string | undefined;
  functionAt(address: bigint, result: unknown, parameters: readonly unknown[]): CFunction;
  struct(members: Record<string, unknown>): unknown;
  array(of: unknown, length: number): unknown;
  decode(memory: ArrayBufferView, type: unknown): unknown;
  encode(memory: ArrayBufferView, type: unknown, value: unknown): void;
  register(f: (...args: any[]) => unknown, result: unknown, parameters: readonly unknown[]): bigint;
  unregister(pointer: bigint): void;
  callback(f: (...args: any[]) => unknown, result: string, parameters: readonly string[]): bigint;
}

export const foreign = (host.process.native as { foreign: Foreign }).foreign;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Text as a C string. */
export const cString = (text: string): Uint8Array => encoder.encode(`${text}\0`);

/** A copy of memory at an address. */
export function copyMemory(pointer: bigint, length: number): Uint8Array {
  return length === 0 ? new Uint8Array(0) : new Uint8Array(foreign.view(pointer, length)).slice();
}

/** The bytes of a C string. */
export function cStringBytes(pointer: bigint): Uint8Array {
  const length = Number(strlen(pointer));
  return copyMemory(pointer, length);
}
const strlen = foreign.declare('strlen', 'size_t', ['void *']);

export const textAt = (pointer: bigint): string => decoder.decode(cStringBytes(pointer));

const RTLD_NOW = 2;

/**
 * The functions of a library of the system, which has one of `names`; best first. Where it is missing, this is the ImportError that an extension
 * module ends in which was linked to it.
 */
export function systemLibrary(...names: string[]): (name: string, result: string, parameters: readonly string[]) => CFunction {
  let handle = 0n;
  let reason: string | undefined;
  for (const name of names) {
    handle = foreign.open(cString(name), RTLD_NOW);
    if (handle !== 0n) break;
    reason ??= foreign.loadError();
  }
  if (handle === 0n) raise(ImportError, reason ?? `${names[0]}: cannot open shared object file`);
  return (name, result, parameters) => foreign.functionAt(foreign.symbol(handle, name), result, parameters);
}

interface Owned {
  owner: WeakRef<object>;
  release: () => void;
  weight: number;
}

const owned = new Set<Owned>();
/** What all of `owned` weigh, and from where on the dead among them are looked for. */
let weights = 0;
let nextSweep = 512;

/**
 * Memory of another library that ends with `owner`. An engine tells of the end of an object only after a collection, and a program that
 * never returns to the event loop hears of none: so after many allocations this file asks for one itself. `weight` tells how many usual ones this one
 * counts for; 512 are waited for. Gives what releases it at once.
 */
export function own(owner: object, release: () => void, weight = 1): () => void {
  if (weights >= nextSweep) sweep();
  const entry = { owner: new WeakRef(owner), release, weight };
  owned.add(entry);
  weights += weight;
  return () => end(entry);
}

function end(entry: Owned): void {
  if (!owned.delete(entry)) return;
  weights -= entry.weight;
  entry.release();
}

/** Releases what dead objects owned. */
export function sweep(): void {
  collectGarbage();
  for (const entry of owned) if (entry.owner.deref() === undefined) end(entry);
  nextSweep = Math.max(512, weights * 2);
}
