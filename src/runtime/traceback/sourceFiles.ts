// Source lines for one traceback, read from the files that code objects name, as `linecache` would. CPython: Lib/linecache.py.
// Invariant: what only `linecache` could tell (loaders, caches that a program has filled, odd encodings) raises `TooRich`.
import type { PyCode } from '../../objects/model/function.ts';
import { dictGetStr, dictSize } from '../../objects/types/dictStore.ts';
import { host, HostError, readFile } from '../../host/host.ts';
import { PyDict } from '../../objects/model/dict.ts';
import { None } from '../../objects/model/values.ts';
import { commandText } from '../sourceLines.ts';
import { sysModules } from '../state.ts';
import { hasOddBreaks } from './text.ts';

/** The library has to show this exception. */
export class TooRich extends Error {}

const cache = new Map<string, readonly string[]>();

export function forgetSources(): void {
  cache.clear();
}

/** Lines `from … to` (1-based), without white space at their ends; undefined where none has any text. */
export function codeLines(code: PyCode, from: number, to: number): readonly string[] | undefined {
  const all = linesOf(code);
  const lines: string[] = [];
  for (let i = from; i <= to; i++) lines.push((all[i - 1] ?? '').trimEnd());
  if (lines.some(hasOddBreaks)) throw new TooRich();
  return lines.some((line) => line !== '') ? lines : undefined;
}

function linesOf(code: PyCode): readonly string[] {
  const { filename } = code;
  if (isCachedByLibrary(filename)) throw new TooRich();
  const command = filename.startsWith('<') ? commandText(code) : undefined;
  if (command !== undefined) return command.split('\n');
  if (filename === '' || (filename.startsWith('<') && filename.endsWith('>'))) return [];
  return fileLines(filename);
}

export function fileLines(filename: string): readonly string[] {
  let lines = cache.get(filename);
  if (lines === undefined) cache.set(filename, (lines = read(filename)));
  return lines;
}

/** `linecache` has lines of that name, or of code that is in no file. */
function isCachedByLibrary(filename: string): boolean {
  const module = dictGetStr(sysModules(), 'linecache');
  if (module === undefined || module === None) return false;
  const { $cache, $_interactive_cache } = module as { $cache?: unknown; $_interactive_cache?: unknown };
  if (!($cache instanceof PyDict) || !($_interactive_cache instanceof PyDict)) return true;
  return dictGetStr($cache, filename) !== undefined || (filename.startsWith('<') && dictSize($_interactive_cache) > 0);
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const REGULAR = 0o100000;

function read(filename: string): readonly string[] {
  let bytes: Uint8Array;
  try {
    // A loader may know the source, or a relative name stand for a file elsewhere.
    if ((Number(host.files.stat(filename, true).mode) & 0o170000) !== REGULAR) throw new TooRich();
    bytes = readFile(filename);
  } catch (e) {
    if (e instanceof HostError) throw new TooRich();
    throw e;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TooRich();
  }
  const lines = text.split(/\r\n|\r|\n/);
  for (const line of lines.slice(0, 2)) {
    const cookie = COOKIE.exec(line)?.[1];
    if (cookie !== undefined && !/^utf[-_]?8$/i.test(cookie)) throw new TooRich();
  }
  return lines;
}
