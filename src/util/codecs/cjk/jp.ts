// Japanese: Shift JIS, its Windows and JIS X 0213 forms, and the EUC codecs. CPython: Modules/cjkcodecs/_codecs_jp.c.
import type { TextSink } from '../../unicode/text.ts';
import { DbcsCodec } from './dbcs.ts';
import * as data from './jp.generated.ts';
import { CodeTable, eachEntry, Pairs } from './tables.ts';

export const jisx0208 = new CodeTable(data.JISX0208);
export const jisx0212 = new CodeTable(data.JISX0212);
/** Planes of JIS X 0213:2004; the edition of 2000 lacks ten kanji and has one other. */
export const jisx0213plane1 = new CodeTable(data.JISX0213_1, '', jisx0208);
export const jisx0213plane2 = new CodeTable(data.JISX0213_2);
export const jisx0213plane1of2000 = new CodeTable(data.EUC_JISX0213, '', jisx0213plane1);
/** One character of plane 2 in the edition of 2000. */
export const KANJI_OF_2000 = { code: 0x7d3b, value: 0x9b1d, now: 0x9b1c } as const;

let pairs: Pairs | undefined;
export const jisx0213pairs = (): Pairs => (pairs ??= new Pairs(data.SEQUENCES));

const toEuc = (code: number): number => code | 0x8080;

/** Shift JIS code of row `ku` and cell `ten`, both from 0; plane 2 continues at row 94. */
function sjisCode(ku: number, ten: number): number {
  let lead = (ku >> 1) + 0x81;
  if (lead > 0x9f) lead += 0x40;
  return (lead << 8) | (ku & 1 ? ten + 0x9f : ten + 0x40 + (ten >= 0x3f ? 1 : 0));
}

const toSjis = (code: number): number => sjisCode((code >> 8) - 0x21, (code & 255) - 0x21);

const PLANE2_ROWS = [1, 8, 3, 4, 5, 12, 13, 14, 15, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94];
const toSjisPlane2 = (code: number): number => sjisCode(94 + PLANE2_ROWS.indexOf((code >> 8) - 0x20), (code & 255) - 0x21);

/** Both planes of JIS X 0213 in Shift JIS positions. */
class TwoPlanes extends CodeTable {
  override eachCode(visit: (code: number, value: number) => void): void {
    jisx0213plane1.eachCode((code, value) => {
      visit(toSjis(code), value);
    });
    jisx0213plane2.eachCode((code, value) => {
      visit(toSjisPlane2(code), value);
    });
  }
}

function halfWidth(more: readonly (readonly [number, number])[], illegal: readonly (readonly [number, number])[]): Map<number, number> {
  const singles = new Map<number, number>(more);
  for (let b = 0xa1; b <= 0xdf; b++) singles.set(b, 0xff61 + b - 0xa1);
  for (const [first, last] of illegal) for (let b = first; b <= last; b++) singles.set(b, 0);
  return singles;
}

const sjis2004 = new CodeTable(data.SHIFT_JIS_2004, data.SHIFT_JIS_2004_ENCODE, new TwoPlanes(''));
const sjis0213 = new CodeTable(data.SHIFT_JISX0213, data.SHIFT_JISX0213_ENCODE, sjis2004);
const yen = [
  [0x5c, 0xa5],
  [0x7e, 0x203e],
] as const;
const yenAscii = new Map([
  [0x5c, 0x815f],
  [0x7e, 0x81b0],
]);

/** Kanji that JIS X 0213 had not in 2000: their codes are errors as a whole. */
function removed(packed: string, moved: (code: number) => number): Set<number> {
  const codes = new Set<number>();
  eachEntry(packed, (code, value) => {
    if (value === 0) codes.add(moved(code));
  });
  return codes;
}

/** What EUC has beside two-byte codes: 8E for half-width katakana, 8F for a second plane. */
function eucOther(planes: readonly CodeTable[], of2000: boolean) {
  return (input: Uint8Array, i: number, out: TextSink): number | undefined => {
    const b = input[i]!;
    if (b === 0x8e) {
      if (i + 1 >= input.length) return 0;
      const c = input[i + 1]!;
      if (c < 0xa1 || c > 0xdf) return -1;
      out.push(0xff61 + c - 0xa1);
      return 2;
    }
    if (b !== 0x8f) return undefined;
    if (i + 2 >= input.length) return 0;
    const code = ((input[i + 1]! << 8) | input[i + 2]!) ^ 0x8080;
    let value = code & 0x8080 ? 0 : planes.reduce((found, plane) => found || plane.decode(code), 0);
    if (of2000 && code === KANJI_OF_2000.code) value = KANJI_OF_2000.value;
    if (value === 0) return -1;
    out.push(value);
    return 3;
  };
}

function eucEncodeOther(planes: readonly CodeTable[]) {
  return (c: number): number => {
    if (c >= 0xff61 && c <= 0xff9f) return 0x8ea1 + c - 0xff61;
    for (const plane of planes) {
      const code = plane.encode(c);
      if (code !== 0) return 0x8f0000 | toEuc(code);
    }
    return 0;
  };
}

/** The changes of an EUC codec may name codes of the second plane, so its table takes codes of three bytes, too. */
const eucTable = (changes: string, base: CodeTable): CodeTable => new CodeTable('', changes, base, toEuc);

export const japaneseCodecs: Record<string, () => DbcsCodec> = {
  shift_jis: () =>
    new DbcsCodec({
      name: 'shift_jis',
      table: new CodeTable(data.SHIFT_JIS, data.SHIFT_JIS_ENCODE, jisx0208, toSjis),
      singles: halfWidth(
        [],
        [
          [0x80, 0x80],
          [0xa0, 0xa0],
          [0xeb, 0xff],
        ],
      ),
    }),
  cp932: () =>
    new DbcsCodec({
      name: 'cp932',
      table: new CodeTable(data.CP932, data.CP932_ENCODE, jisx0208, toSjis),
      singles: halfWidth(
        [
          [0x80, 0x80],
          [0xa0, 0xf8f0],
          [0xfd, 0xf8f1],
          [0xfe, 0xf8f2],
          [0xff, 0xf8f3],
        ],
        [],
      ),
    }),
  shift_jis_2004: () =>
    new DbcsCodec({
      name: 'shift_jis_2004',
      table: sjis2004,
      singles: halfWidth(yen, [
        [0x80, 0x80],
        [0xa0, 0xa0],
        [0xfd, 0xff],
      ]),
      ascii: yenAscii,
      pairs: jisx0213pairs,
    }),
  shift_jisx0213: () =>
    new DbcsCodec({
      name: 'shift_jisx0213',
      table: sjis0213,
      singles: halfWidth(yen, [
        [0x80, 0x80],
        [0xa0, 0xa0],
        [0xfd, 0xff],
      ]),
      ascii: yenAscii,
      pairs: jisx0213pairs,
      illegalPairs: removed(data.SHIFT_JISX0213, (code) => code),
    }),
  euc_jp: () =>
    new DbcsCodec({
      name: 'euc_jp',
      refuses: true,
      table: eucTable(data.EUC_JP_ENCODE, jisx0208),
      decodeOther: eucOther([jisx0212], false),
      encodeOther: eucEncodeOther([jisx0212]),
    }),
  euc_jis_2004: () =>
    new DbcsCodec({
      name: 'euc_jis_2004',
      refuses: true,
      table: eucTable(data.EUC_JIS_2004_ENCODE, jisx0213plane1),
      pairs: jisx0213pairs,
      decodeOther: eucOther([jisx0213plane2, jisx0212], false),
      encodeOther: eucEncodeOther([jisx0213plane2, jisx0212]),
    }),
  euc_jisx0213: () =>
    new DbcsCodec({
      name: 'euc_jisx0213',
      refuses: true,
      table: eucTable(data.EUC_JISX0213_ENCODE, jisx0213plane1of2000),
      pairs: jisx0213pairs,
      decodeOther: eucOther([jisx0213plane2, jisx0212], true),
      encodeOther: eucEncodeOther([jisx0213plane2, jisx0212]),
      illegalPairs: removed(data.EUC_JISX0213, toEuc),
    }),
};
