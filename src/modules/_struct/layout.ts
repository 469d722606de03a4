// A struct format, read once: where each item lies, and packing and unpacking by that plan.
import type { PyObject } from '../../objects/model/object.ts';
import { BYTEARRAY, BYTES } from '../../objects/model/flags.ts';
import { PyBytes, PyTuple } from '../../objects/model/values.ts';
import { raise } from '../../objects/ops/raise.ts';
import { nativeItems, standardItems, structError, type ItemFormat } from './items.ts';

interface Part {
  readonly code: string;
  readonly item: ItemFormat;
  readonly offset: number;
  /** How many values in a row; for 's' and 'p' the length of the one string. */
  readonly count: number;
}

export class Layout {
  readonly format: string;
  readonly size: number;
  /** How many Python values it holds. */
  readonly length: number;
  readonly little: boolean;
  readonly parts: readonly Part[];

  constructor(format: string) {
    this.format = format;
    const prefix = format[0] ?? '';
    const native = !'=<>!'.includes(prefix) || prefix === '';
    this.little = prefix !== '>' && prefix !== '!';
    const parts: Part[] = [];
    const items = native ? nativeItems : standardItems;
    let size = 0;
    let length = 0;
    for (const { code, count } of tokens(format, '@=<>!'.includes(prefix) && prefix !== '' ? 1 : 0)) {
      const item = items[code];
      if (item === undefined) fail('bad char in struct format');
      if (native && item.align > 0) size = Math.ceil(size / item.align) * item.align;
      if (code !== 'x' && (count > 0 || isString(code))) parts.push({ code, item, offset: size, count });
      if (code !== 'x') length += isString(code) ? 1 : count;
      size += item.size * count;
      if (size > Number.MAX_SAFE_INTEGER) fail('total struct size too long');
    }
    this.size = size;
    this.length = length;
    this.parts = parts;
  }

  unpack(bytes: Uint8Array, offset: number): PyTuple {
    const values: PyObject[] = [];
    const { parts } = this;
    for (let k = 0; k < parts.length; k++) {
      const { code, item, offset: at, count } = parts[k]!;
      if (code === 's') values.push(new PyBytes(bytes.slice(offset + at, offset + at + count)));
      else if (code === 'p') values.push(unpackPascal(bytes, offset + at, count));
      else for (let i = 0; i < count; i++) values.push(item.unpack(bytes, offset + at + i * item.size, this.little));
    }
    return new PyTuple(values);
  }

  /** Writes `values[from…]`, which must be as many as `length`, into zeroed or old memory. */
  pack(bytes: Uint8Array, offset: number, values: readonly PyObject[], from: number): void {
    bytes.fill(0, offset, offset + this.size);
    let next = from;
    const { parts } = this;
    for (let k = 0; k < parts.length; k++) {
      const { code, item, offset: at, count } = parts[k]!;
      if (isString(code)) packString(bytes, offset + at, count, code, values[next++]!);
      else for (let i = 0; i < count; i++) item.pack(bytes, offset + at + i * item.size, values[next++]!, this.little);
    }
  }
}

function fail(message: string): never {
  raise(structError(), message);
}

function isString(code: string): boolean {
  return code === 's' || code === 'p';
}

/** (count? code)*, blanks between them ignored. */
function* tokens(format: string, start: number): Generator<{ code: string; count: number }> {
  for (let i = start; i < format.length; i++) {
    if (format[i] === '\0') fail('embedded null character');
    if (/\s/.test(format[i]!)) continue;
    let count = 1;
    if (isDigit(format[i]!)) {
      count = 0;
      while (i < format.length && isDigit(format[i]!)) {
        count = count * 10 + Number(format[i]);
        i++;
      }
      if (count > Number.MAX_SAFE_INTEGER) fail('total struct size too long');
      if (i >= format.length) fail('repeat count given without format specifier');
    }
    if (format[i] === '\0') fail('embedded null character');
    yield { code: format[i]!, count };
  }
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9';
}

/** A Pascal string: a length byte, then text. */
function unpackPascal(bytes: Uint8Array, at: number, count: number): PyBytes {
  if (count === 0) return new PyBytes();
  const length = Math.min(bytes[at]!, count - 1);
  return new PyBytes(bytes.slice(at + 1, at + 1 + length));
}

function packString(bytes: Uint8Array, at: number, count: number, code: string, value: PyObject): void {
  if ((value.tflags & (BYTES | BYTEARRAY)) === 0) fail(`argument for '${code}' must be a bytes object`);
  const { bv } = value as PyBytes;
  const text = bv.subarray(0, code === 's' ? count : Math.max(0, count - 1));
  if (code === 's') {
    bytes.set(text, at);
  } else if (count > 0) {
    bytes[at] = Math.min(text.length, 255);
    bytes.set(text, at + 1);
  }
}

const CACHE_SIZE = 100;
const cache = new Map<string, Layout>();

export function knownLayout(format: string): Layout | undefined {
  return cache.get(format);
}

export function layoutOf(format: string): Layout {
  let layout = cache.get(format);
  if (layout === undefined) {
    layout = new Layout(format);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(format, layout);
  }
  return layout;
}

export function clearLayouts(): void {
  cache.clear();
}
