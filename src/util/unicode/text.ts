// Text as the pure algorithms see it, in one of two forms:
// - a JS string without any surrogate code unit, so that index, length and slices are those of Python;
// - a Uint32Array of code points ("wide"), needed as soon as one code point is above U+FFFF or is a lone surrogate.
// The form is canonical: what fits a plain string is never wide. `textFromCodePoints` and `TextSink` restore that.

export type Text = string | Uint32Array;

const CHUNK = 8192;
const SURROGATE = /[\ud800-\udfff]/;

export function textLength(text: Text): number {
  return text.length;
}

export function codePointAt(text: Text, index: number): number {
  return typeof text === 'string' ? text.charCodeAt(index) : text[index]!;
}

/** Whether a code point forces the wide form. */
export function needsWide(c: number): boolean {
  return c > 0xffff || (c >= 0xd800 && c <= 0xdfff);
}

/** A JS string of any origin (surrogate pairs are joined, lone surrogates kept) in canonical form. */
export function textFromJs(s: string): Text {
  return SURROGATE.test(s) ? wideFromJs(s) : s;
}

function wideFromJs(s: string): Uint32Array {
  const out = new Uint32Array(s.length);
  let n = 0;
  for (let i = 0; i < s.length; n++) {
    const c = s.codePointAt(i)!;
    out[n] = c;
    i += c > 0xffff ? 2 : 1;
  }
  return out.slice(0, n);
}

/** The JS string of a text; code points above U+FFFF become surrogate pairs. */
export function jsFromText(text: Text): string {
  if (typeof text === 'string') return text;
  let out = '';
  for (let i = 0; i < text.length; i += CHUNK) {
    out += String.fromCodePoint(...text.subarray(i, i + CHUNK));
  }
  return out;
}

export function textFromCodePoint(c: number): Text {
  return needsWide(c) ? Uint32Array.of(c) : String.fromCharCode(c);
}

/** Canonical text of code points in [start, end); an array that stays wide is copied unless it is taken whole. */
export function textFromCodePoints(points: Uint32Array | readonly number[], start = 0, end = points.length): Text {
  let wide = false;
  for (let i = start; i < end; i++) {
    const c = points[i]!;
    if (c > 0xd7ff && (c > 0xffff || c < 0xe000)) {
      wide = true;
      break;
    }
  }
  if (wide) {
    if (points instanceof Uint32Array) return start === 0 && end === points.length ? points : points.slice(start, end);
    return Uint32Array.from(points.slice(start, end));
  }
  return stringFromUnits(points, start, end);
}

/** A JS string of code units, none of which may exceed 0xFFFF. */
export function stringFromUnits(units: ArrayLike<number> & { slice(a: number, b: number): ArrayLike<number> }, start = 0, end = units.length): string {
  if (end - start <= CHUNK) {
    if (end - start < 24) {
      let s = '';
      let i = start;
      // Eight and four at once: a call for each takes unoptimised code three times as long.
      for (; i + 8 <= end; i += 8) {
        s += String.fromCharCode(units[i]!, units[i + 1]!, units[i + 2]!, units[i + 3]!, units[i + 4]!, units[i + 5]!, units[i + 6]!, units[i + 7]!);
      }
      if (i + 4 <= end) {
        s += String.fromCharCode(units[i]!, units[i + 1]!, units[i + 2]!, units[i + 3]!);
        i += 4;
      }
      for (; i < end; i++) s += String.fromCharCode(units[i]!);
      return s;
    }
    return String.fromCharCode.apply(null, units.slice(start, end) as number[]);
  }
  let out = '';
  for (let i = start; i < end; i += CHUNK) {
    out += String.fromCharCode.apply(null, units.slice(i, Math.min(end, i + CHUNK)) as number[]);
  }
  return out;
}

/** Where `flatten` leaves what it read, so that no compiler leaves the reading out. */
export const flattened = { unit: 0 };

/** The same string, no longer a rope of pieces: V8 makes it flat to read from it. Ropes that are kept cost garbage collection. */
export function flatten(s: string): string {
  flattened.unit = s.charCodeAt(0);
  return s;
}

const PIECES = 4096;

/** `items.join(separator)`: two to three times faster where there are many. */
export function joinStrings(items: readonly string[], separator: string): string {
  const n = items.length;
  if (n < 12) return items.join(separator);
  if (n <= PIECES) return flatten(ropeOf(items, separator, 0, n));
  let out = '';
  for (let i = 0; i < n; i += PIECES) {
    const part = flatten(ropeOf(items, separator, i, i + PIECES < n ? i + PIECES : n));
    out = i === 0 ? part : out + separator + part;
  }
  return flatten(out);
}

function ropeOf(items: readonly string[], separator: string, start: number, end: number): string {
  let out = items[start]!;
  if (separator === '') for (let i = start + 1; i < end; i++) out += items[i]!;
  else for (let i = start + 1; i < end; i++) out += separator + items[i]!;
  return out;
}

/** The code points of a text as an array that callers must not change. */
export function codePoints(text: Text): Uint32Array {
  if (typeof text !== 'string') return text;
  const out = new Uint32Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}

export function sliceText(text: Text, start: number, end: number): Text {
  return typeof text === 'string' ? text.slice(start, end) : textFromCodePoints(text, start, end);
}

export function concatText(parts: readonly Text[]): Text {
  let wide = false;
  let length = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    length += part.length;
    if (typeof part !== 'string') wide = true;
  }
  if (!wide) {
    // fast: two or three pieces are no array to V8.
    if (parts.length === 2) return (parts[0] as string) + (parts[1] as string);
    if (parts.length === 3) return (parts[0] as string) + (parts[1] as string) + (parts[2] as string);
    return parts.join('');
  }
  const out = new Uint32Array(length);
  let n = 0;
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let i = 0; i < part.length; i++) out[n++] = part.charCodeAt(i);
    } else {
      out.set(part, n);
      n += part.length;
    }
  }
  return out;
}

export function textEquals(a: Text, b: Text): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Order by code points: negative, zero or positive. */
export function compareText(a: Text, b: Text): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = codePointAt(a, i) - codePointAt(b, i);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

/** Collects code points and yields canonical text: 16-bit units until the first code point that needs the wide form. */
export class TextSink {
  private units: Uint16Array | Uint32Array;
  private wide = false;
  length = 0;

  constructor(capacity = 64) {
    this.units = new Uint16Array(Math.max(capacity, 16));
  }

  push(c: number): void {
    if (c > 0xd7ff && !this.wide && (c > 0xffff || c < 0xe000)) this.widen();
    if (this.length === this.units.length) this.grow(this.length + 1);
    this.units[this.length++] = c;
  }

  pushText(text: Text): void {
    if (typeof text === 'string') {
      this.grow(this.length + text.length);
      for (let i = 0; i < text.length; i++) this.units[this.length++] = text.charCodeAt(i);
    } else {
      if (!this.wide && text.length > 0) this.widen();
      this.grow(this.length + text.length);
      this.units.set(text, this.length);
      this.length += text.length;
    }
  }

  finish(): Text {
    if (!this.wide) return stringFromUnits(this.units, 0, this.length);
    return (this.units as Uint32Array).slice(0, this.length);
  }

  private widen(): void {
    this.wide = true;
    this.units = Uint32Array.from(this.units);
  }

  private grow(needed: number): void {
    if (needed <= this.units.length) return;
    const size = Math.max(needed, this.units.length * 2);
    const bigger = this.wide ? new Uint32Array(size) : new Uint16Array(size);
    bigger.set(this.units);
    this.units = bigger;
  }
}
