// Decomposition and the four normal forms in Unicode 16.0.0, and in 3.2.0 for IDNA. String.prototype.normalize is not used:
// engines implement other versions. Text whose code points are all below the first that a form can change is returned as it is.
// CPython: Modules/unicodedata.c (nfd_nfkd, nfc_nfkc).
import { DECOMPOSITION_TAGS, DECOMPOSITIONS } from './decomposition.generated.ts';
import { unpackNumbers, unzigzag } from './packed.ts';
import { codePointAt, type Text, textEquals, textFromCodePoints } from './text.ts';
import { type CharacterDatabase, oldNormalization, ucd16, ucd320 } from './ucd.ts';

export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

const S_BASE = 0xac00,
  L_BASE = 0x1100,
  V_BASE = 0x1161,
  T_BASE = 0x11a7;
const L_COUNT = 19,
  V_COUNT = 21,
  T_COUNT = 28,
  S_COUNT = L_COUNT * V_COUNT * T_COUNT;

interface Decomposition {
  tag: number;
  points: number[];
}
let decompositions: Map<number, Decomposition> | undefined;
/** first code point → (second code point → composite) */
let compositions: Map<number, Map<number, number>> | undefined;
/** Code points that are the second of some pair. */
let seconds: Set<number> | undefined;
/** Code points that canonical decomposition takes apart and composition puts together again. */
let composites: Set<number> | undefined;

function load(): Map<number, Decomposition> {
  const flat = unpackNumbers(DECOMPOSITIONS);
  decompositions = new Map();
  compositions = new Map();
  seconds = new Set();
  composites = new Set();
  let c = 0;
  for (let i = 0; i < flat.length; ) {
    c += flat[i++]!;
    const head = flat[i++]!;
    const length = (head >> 1) % 20;
    const points: number[] = [];
    for (let k = 0; k < length; k++) points.push(c + unzigzag(flat[i++]!));
    decompositions.set(c, { tag: Math.floor((head >> 1) / 20), points });
    if (head & 1) {
      let second = compositions.get(points[0]!);
      if (second === undefined) compositions.set(points[0]!, (second = new Map()));
      second.set(points[1]!, c);
      seconds.add(points[1]!);
      composites.add(c);
    }
  }
  return decompositions;
}

/** As unicodedata.decomposition writes it: `<compat> 0020 0301`; '' if there is none. */
export function decompositionText(c: number, ucd: CharacterDatabase): string {
  if (ucd === ucd320 && !ucd.isAssigned(c)) return '';
  if (c >= S_BASE && c < S_BASE + S_COUNT) return hexPoints(hangulParts(c));
  const d = (decompositions ?? load()).get(c);
  if (d === undefined) return '';
  const points = hexPoints(d.points);
  return d.tag === 0 ? points : DECOMPOSITION_TAGS[d.tag]! + ' ' + points;
}

export function normalizeText(form: NormalForm, text: Text, ucd: CharacterDatabase = ucd16): Text {
  const limit = form === 'NFC' ? 0x300 : form === 'NFD' ? 0xc0 : 0xa0;
  let i = 0;
  while (i < text.length && codePointAt(text, i) < limit) i++;
  const table = decompositions ?? load();
  while (i < text.length && isInert(codePointAt(text, i), form, table)) i++;
  if (i === text.length) return text;
  const points = decompose(text, /* compatibly */ form.length === 4, ucd);
  const out = form.endsWith('C') ? compose(points, ucd) : points;
  return textFromCodePoints(out);
}

/** Stays as it is in this form, whatever inert characters stand around it. */
function isInert(c: number, form: NormalForm, table: Map<number, Decomposition>): boolean {
  if (c < 0xa0) return true;
  if (form.endsWith('C')) {
    // The second half of a pair may join what stands before it: combining marks, vowels and final consonants.
    if (seconds!.has(c) || (c > V_BASE - 1 && c < V_BASE + V_COUNT) || (c > T_BASE && c < T_BASE + T_COUNT)) return false;
    if (form === 'NFC' && composites!.has(c)) return true;
  } else if (c >= S_BASE && c < S_BASE + S_COUNT) {
    return false;
  }
  return !table.has(c) && ucd16.combining(c) === 0;
}

export function isNormalized(form: NormalForm, text: Text, ucd: CharacterDatabase = ucd16): boolean {
  return textEquals(normalizeText(form, text, ucd), text);
}

function decompose(text: Text, compatibly: boolean, ucd: CharacterDatabase): number[] {
  const out: number[] = [];
  const table = decompositions ?? load();
  for (let i = 0; i < text.length; i++) pushDecomposed(out, codePointAt(text, i), compatibly, ucd, table);
  order(out);
  return out;
}

function pushDecomposed(out: number[], c: number, compatibly: boolean, ucd: CharacterDatabase, table: Map<number, Decomposition>): void {
  if (c < 0xa0) {
    out.push(c);
    return;
  }
  if (c >= S_BASE && c < S_BASE + S_COUNT) {
    out.push(...hangulParts(c));
    return;
  }
  if (ucd === ucd320) {
    const old = oldNormalization(c);
    if (old !== undefined || !ucd.isAssigned(c)) {
      out.push(old ?? c);
      return;
    }
  }
  const d = table.get(c);
  if (d === undefined || (d.tag !== 0 && !compatibly)) out.push(c);
  else for (const p of d.points) pushDecomposed(out, p, compatibly, ucd, table);
}

function hangulParts(c: number): number[] {
  const s = c - S_BASE;
  const parts = [L_BASE + Math.floor(s / (V_COUNT * T_COUNT)), V_BASE + Math.floor((s % (V_COUNT * T_COUNT)) / T_COUNT)];
  if (s % T_COUNT !== 0) parts.push(T_BASE + (s % T_COUNT));
  return parts;
}

function hexPoints(points: readonly number[]): string {
  return points.map((p) => p.toString(16).toUpperCase().padStart(4, '0')).join(' ');
}

/** Canonical ordering: non-starters sorted by combining class, stably. The classes are today's for 3.2.0 too, as in CPython. */
function order(points: number[]): void {
  for (let i = 1; i < points.length; i++) {
    const c = points[i]!;
    const k = c < 0x300 ? 0 : ucd16.combining(c);
    if (k === 0) continue;
    let j = i;
    while (j > 0 && ucd16.combining(points[j - 1]!) > k) {
      points[j] = points[j - 1]!;
      j--;
    }
    points[j] = c;
  }
}

function compose(points: number[], ucd: CharacterDatabase): number[] {
  const out: number[] = [];
  let starter = -1;
  let lastClass = 0;
  for (const c of points) {
    const k = c < 0x300 ? 0 : ucd16.combining(c);
    if (starter >= 0 && (lastClass < k || (lastClass === 0 && starter === out.length - 1))) {
      const composite = composePair(out[starter]!, c, ucd);
      if (composite !== undefined) {
        out[starter] = composite;
        continue;
      }
    }
    if (k === 0) {
      starter = out.length;
      lastClass = 0;
    } else {
      lastClass = k;
    }
    out.push(c);
  }
  return out;
}

function composePair(a: number, b: number, ucd: CharacterDatabase): number | undefined {
  if (a >= L_BASE && a < L_BASE + L_COUNT && b >= V_BASE && b < V_BASE + V_COUNT) {
    return S_BASE + ((a - L_BASE) * V_COUNT + (b - V_BASE)) * T_COUNT;
  }
  if (a >= S_BASE && a < S_BASE + S_COUNT && (a - S_BASE) % T_COUNT === 0 && b > T_BASE && b < T_BASE + T_COUNT) {
    return a + (b - T_BASE);
  }
  const c = compositions!.get(a)?.get(b);
  return c !== undefined && ucd === ucd320 && !ucd.isAssigned(c) ? undefined : c;
}
