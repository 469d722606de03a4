// The border between Python str and JS strings. A str is a JS string while it holds no surrogate code unit, else a
// PyWideStr of code points; TypeScript that handles names and messages works on UTF-16 and converts here.
import type { PyObject } from '../model/object.ts';
import { type PyStrSub, PyWideStr } from '../model/values.ts';
import { STR } from '../model/flags.ts';

/** Any str, subclasses included. */
export type PyStr = string | PyWideStr | PyStrSub;

export function isStr(v: PyObject): v is PyStr {
  return typeof v === 'string' || (v.tflags & STR) !== 0;
}

/** The bare value of a str or of an instance of a subclass. */
export function strValue(v: PyStr): string | PyWideStr {
  return typeof v === 'string' || v instanceof PyWideStr ? v : (v as PyStrSub).sv;
}

const SURROGATE = /[\ud800-\udfff]/;

/** JS → Python; never raises. */
export function strFromJs(s: string): string | PyWideStr {
  return SURROGATE.test(s) ? wideFromJs(s) : s;
}

function wideFromJs(s: string): PyWideStr {
  const cps: number[] = [];
  for (let i = 0; i < s.length; i++) {
    const cp = s.codePointAt(i)!;
    if (cp > 0xffff) i++;
    cps.push(cp);
  }
  return new PyWideStr(Uint32Array.from(cps));
}

/** Code points → str, narrow where possible. */
export function strFromCodePoints(cps: ArrayLike<number>): string | PyWideStr {
  let wide = false;
  for (let i = 0; i < cps.length && !wide; i++) {
    const cp = cps[i]!;
    wide = cp > 0xffff || (cp >= 0xd800 && cp <= 0xdfff);
  }
  return wide ? new PyWideStr(Uint32Array.from(cps)) : utf16(cps);
}

/** Python → JS, in UTF-16: pairs for astral code points, lone surrogates as they are. */
export function jsFromStr(v: PyStr): string {
  if (typeof v === 'string') return v;
  const bare = strValue(v);
  return typeof bare === 'string' ? bare : utf16(bare.cps);
}

function utf16(cps: ArrayLike<number>): string {
  let out = '';
  for (let from = 0; from < cps.length; from += 8192) {
    const part: number[] = [];
    for (let i = from; i < cps.length && i < from + 8192; i++) part.push(cps[i]!);
    out += String.fromCodePoint(...part);
  }
  return out;
}

/** Code points of a str. */
export function codePoints(v: PyStr): ArrayLike<number> {
  const bare = strValue(v);
  if (typeof bare !== 'string') return bare.cps;
  const out = new Uint32Array(bare.length);
  for (let i = 0; i < bare.length; i++) out[i] = bare.charCodeAt(i);
  return out;
}

/** `len()` of a str. */
export function strLength(v: PyStr): number {
  const bare = strValue(v);
  return typeof bare === 'string' ? bare.length : bare.cps.length;
}
