// Linear search for long needles (Knuth, Morris and Pratt). The engine's indexOf may take length times length steps on repetitive
// input, which CPython's two-way search avoids; for needles of ordinary length it is faster, so callers ask `isLongNeedle` first.

export type Units = Uint8Array | Uint16Array | Uint32Array;

export function isLongNeedle(length: number): boolean {
  return length > 400;
}

export class LongSearch {
  private readonly needle: Units;
  /** Length of the longest proper prefix of needle[0..i] that is a suffix of it. */
  private readonly overlap: Int32Array;

  constructor(needle: Units) {
    this.needle = needle;
    const overlap = new Int32Array(needle.length);
    for (let i = 1, k = 0; i < needle.length; i++) {
      while (k > 0 && needle[i] !== needle[k]) k = overlap[k - 1]!;
      if (needle[i] === needle[k]) k++;
      overlap[i] = k;
    }
    this.overlap = overlap;
  }

  /** First position in units[start:end], -1 if none. */
  find(units: Units, start: number, end: number): number {
    const { needle, overlap } = this;
    const m = needle.length;
    for (let i = start, k = 0; i < end; i++) {
      const u = units[i];
      while (k > 0 && u !== needle[k]) k = overlap[k - 1]!;
      if (u === needle[k] && ++k === m) return i - m + 1;
    }
    return -1;
  }
}

/** First position of a long needle. */
export function findLong(units: Units, needle: Units, start: number, end: number): number {
  return new LongSearch(needle).find(units, start, end);
}

/** Last position of a long needle: the search of both reversed. */
export function rfindLong(units: Units, needle: Units, start: number, end: number): number {
  const at = new LongSearch(needle.slice().reverse()).find(units.slice(start, end).reverse(), 0, end - start);
  return at < 0 ? -1 : end - at - needle.length;
}

/** The code units of a string. */
export function unitsOf(text: string): Uint16Array {
  const out = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) out[i] = text.charCodeAt(i);
  return out;
}
