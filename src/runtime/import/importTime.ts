// `-X importtime`: how long each import took, on standard error. CPython: Python/import.c (import_find_and_load).
import { host, writeAll } from '../../host/host.ts';
import { state } from '../state.ts';

/** 0: not asked for, 1: imports that load a module, 2: those that find it loaded too. */
let level: 0 | 1 | 2 | undefined;
let depth = 0;
/** Time of the imports inside the current one. */
let inner = 0n;
let begun = false;

export function importTimeLevel(): 0 | 1 | 2 {
  return (level ??= asked());
}

function asked(): 0 | 1 | 2 {
  const { xOptions, flags } = state.config;
  const option = xOptions.get('importtime');
  const environment = flags.ignoreEnvironment > 0 ? undefined : host.process.getenv('PYTHONPROFILEIMPORTTIME');
  const value = option ?? (environment === '' ? undefined : environment);
  if (value === undefined || value === '0') return 0;
  return value === '2' ? 2 : 1;
}

/** Loads a module, and tells how long that took if one wants to know. */
export function timedImport<T>(name: string, load: () => T): T {
  if (importTimeLevel() === 0) return load();
  const outer = inner;
  const start = host.clock.monotonicNs();
  inner = 0n;
  depth++;
  try {
    return load();
  } finally {
    const all = host.clock.monotonicNs() - start;
    depth--;
    report(microseconds(all - inner, 9), microseconds(all, 10), name, depth);
    inner = outer + all;
  }
}

export function cachedImport(name: string): void {
  report('cached   ', 'cached    ', name, 0);
}

const microseconds = (ns: bigint, width: number): string => String(ns / 1000n).padStart(width);

/** A lone half of a surrogate pair has no UTF-8. */
const escaped = (name: string): string => name.replace(/\p{Surrogate}/gu, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

function report(own: string, all: string, name: string, indent: number): void {
  const head = begun ? '' : 'import time: self [us] | cumulative | imported package\n';
  begun = true;
  writeAll(2, new TextEncoder().encode(`${head}import time: ${own} | ${all} | ${'  '.repeat(indent)}${escaped(name)}\n`));
}
