// Bytes as text and back: base64, uuencode, quoted-printable. Text is bytes here as well.
// CPython: Modules/binascii.c, whose leniency towards broken input is part of the interface.

/** The input is not what the coding allows; binascii.Error. */
export class CodingError extends Error {}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const encodeTable = Uint8Array.from(ALPHABET, (c) => c.charCodeAt(0));
const decodeTable = new Int8Array(256).fill(-1);
encodeTable.forEach((code, value) => {
  decodeTable[code] = value;
});
const PAD = 61;
const NEWLINE = 10;
const RETURN = 13;

export function encodeBase64(data: Uint8Array, newline: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 3) * 4 + (newline ? 1 : 0));
  let at = 0;
  for (let i = 0; i < data.length; i += 3) {
    const group = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    out[at] = encodeTable[group >> 18]!;
    out[at + 1] = encodeTable[(group >> 12) & 63]!;
    out[at + 2] = i + 1 < data.length ? encodeTable[(group >> 6) & 63]! : PAD;
    out[at + 3] = i + 2 < data.length ? encodeTable[group & 63]! : PAD;
    at += 4;
  }
  if (newline) out[at] = NEWLINE;
  return out;
}

/** Without `strict` everything outside the alphabet is passed over, and padding only counts at the end. */
export function decodeBase64(data: Uint8Array, strict: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 4) * 3);
  let at = 0;
  let bits = 0;
  /** Characters of the current group of four read so far, and padding behind them. */
  let inGroup = 0;
  let pads = 0;
  let padding = false;
  for (let i = 0; i < data.length; i++) {
    // fast: whole groups.
    while (inGroup === 0 && !padding && i + 3 < data.length) {
      const group = (decodeTable[data[i]!]! << 18) | (decodeTable[data[i + 1]!]! << 12) | (decodeTable[data[i + 2]!]! << 6) | decodeTable[data[i + 3]!]!;
      if (group < 0) break;
      out[at] = group >> 16;
      out[at + 1] = group >> 8;
      out[at + 2] = group;
      at += 3;
      i += 4;
    }
    if (i === data.length) break;
    const value = decodeTable[data[i]!]!;
    if (data[i] === PAD) {
      padding = true;
      if (strict && i === 0) throw new CodingError('Leading padding not allowed');
      if (strict && (inGroup === 0 || inGroup + pads >= 4)) throw new CodingError('Excess padding not allowed');
      if (strict && inGroup === 1) break;
      if (inGroup >= 2) pads++;
    } else if (value < 0) {
      if (strict) throw new CodingError('Only base64 data is allowed');
    } else {
      if (strict && padding) throw new CodingError(inGroup + pads >= 4 ? 'Excess data after padding' : 'Discontinuous padding not allowed');
      pads = 0;
      bits = (bits << 6) | value;
      inGroup = (inGroup + 1) & 3;
      if (inGroup === 0) {
        out[at] = bits >> 16;
        out[at + 1] = bits >> 8;
        out[at + 2] = bits;
        at += 3;
        bits = 0;
      }
    }
  }
  if (inGroup === 1) {
    throw new CodingError(`Invalid base64-encoded string: number of data characters (${(at / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`);
  }
  if (inGroup !== 0 && inGroup + pads < 4) throw new CodingError('Incorrect padding');
  if (inGroup >= 2) out[at++] = inGroup === 2 ? bits >> 4 : bits >> 10;
  if (inGroup === 3) out[at++] = bits >> 2;
  return out.slice(0, at);
}

/** One line of uuencoded text, its length character included. */
export function encodeUu(data: Uint8Array, backtick: boolean): Uint8Array {
  if (data.length > 45) throw new CodingError('At most 45 bytes at once');
  const out: number[] = [];
  const put = (value: number) => out.push(backtick && value === 0 ? 96 : value + 32);
  put(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const group = (data[i]! << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) put((group >> shift) & 63);
  }
  out.push(NEWLINE);
  return Uint8Array.from(out);
}

export function decodeUu(data: Uint8Array): Uint8Array {
  if (data.length === 0) throw new CodingError('Missing length byte');
  const out = new Uint8Array((data[0]! - 32) & 63);
  let next = 1;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < out.length; ) {
    bits = ((bits << 6) | uuValue(data, next++)) & 0xfff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out[at++] = bits >> count;
  }
  for (; next < data.length; next++) {
    const c = data[next]!;
    if (c !== 32 && c !== 96 && c !== NEWLINE && c !== RETURN) throw new CodingError('Trailing garbage');
  }
  return out;
}

/** Blanks at the end of a line may have been lost, so the end of the line counts as zeros. */
function uuValue(data: Uint8Array, at: number): number {
  const c = data[at] ?? NEWLINE;
  if (c === NEWLINE || c === RETURN) return 0;
  if (c < 32 || c > 96) throw new CodingError('Illegal char');
  return (c - 32) & 63;
}

const HEX = '0123456789ABCDEF';
const MAX_LINE = 76;

export function decodeQuotedPrintable(data: Uint8Array, header: boolean): Uint8Array {
  const out = new Uint8Array(data.length);
  let at = 0;
  let i = 0;
  while (i < data.length) {
    const c = data[i++]!;
    if (c !== PAD) {
      out[at++] = header && c === 95 ? 32 : c;
      continue;
    }
    if (i >= data.length) break;
    const next = data[i]!;
    if (next === NEWLINE || next === RETURN) {
      while (i < data.length && data[i] !== NEWLINE) i++;
      i++;
    } else if (next === PAD) {
      out[at++] = PAD;
      i++;
    } else if (hexValue(next) >= 0 && hexValue(data[i + 1] ?? 0) >= 0) {
      out[at++] = hexValue(next) * 16 + hexValue(data[i + 1]!);
      i += 2;
    } else {
      out[at++] = PAD;
    }
  }
  return out.slice(0, at);
}

/** -1 for anything but a hexadecimal digit. */
export function hexValue(c: number): number {
  if (c >= 48 && c <= 57) return c - 48;
  const letter = c | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

export interface QuotedPrintableOptions {
  readonly quoteTabs: boolean;
  readonly isText: boolean;
  readonly header: boolean;
}

export function encodeQuotedPrintable(data: Uint8Array, options: QuotedPrintableOptions): Uint8Array {
  const { isText, header } = options;
  const out: number[] = [];
  const first = data.indexOf(NEWLINE);
  const lineEnd = first > 0 && data[first - 1] === RETURN ? [RETURN, NEWLINE] : [NEWLINE];
  let line = 0;
  const hex = (c: number) => out.push(PAD, HEX.charCodeAt(c >> 4), HEX.charCodeAt(c & 15));
  const softBreak = () => {
    out.push(PAD, ...lineEnd);
    line = 0;
  };
  for (let i = 0; i < data.length; i++) {
    const c = data[i]!;
    if (mustQuote(data, i, line, options)) {
      if (line + 3 >= MAX_LINE) softBreak();
      hex(c);
      line += 3;
    } else if (isText && (c === NEWLINE || (c === RETURN && data[i + 1] === NEWLINE))) {
      const last = out[out.length - 1];
      // Blanks at the end of a line would be lost on the way.
      if (last === 32 || last === 9) {
        out.pop();
        hex(last);
      }
      out.push(...lineEnd);
      line = 0;
      if (c === RETURN) i++;
    } else {
      if (i + 1 < data.length && data[i + 1] !== NEWLINE && line + 1 >= MAX_LINE) softBreak();
      line++;
      out.push(header && c === 32 ? 95 : c);
    }
  }
  return Uint8Array.from(out);
}

function mustQuote(data: Uint8Array, i: number, line: number, { quoteTabs, isText, header }: QuotedPrintableOptions): boolean {
  const c = data[i]!;
  const isLast = i + 1 === data.length;
  if (c > 126 || c === PAD || (header && c === 95)) return true;
  if (c === NEWLINE || c === RETURN) return !isText;
  if (c === 46 && line === 0) {
    const next = data[i + 1];
    return isLast || next === NEWLINE || next === RETURN || next === 0;
  }
  if (c === 32 || c === 9) return isLast || quoteTabs;
  return c < 33;
}
