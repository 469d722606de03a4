// Korean: EUC-KR with its eight-byte syllables, cp949 and Johab. CPython: Modules/cjkcodecs/_codecs_kr.c.
import type { TextSink } from '../../unicode/text.ts';
import type { ByteSink } from '../common.ts';
import { DbcsCodec } from './dbcs.ts';
import { CP949, CP949_ENCODE, EUC_KR_ENCODE, JOHAB, JOHAB_ENCODE, KSX1001 } from './kr.generated.ts';
import { CodeTable } from './tables.ts';

export const ksx1001 = new CodeTable(KSX1001);
const high = (code: number): number => code | 0x8080;

/** Compatibility jamo that can begin and end a syllable, in the order of syllables. */
const INITIALS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FINALS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
const FIRST_JAMO = 0x3131,
  FIRST_VOWEL = 0x314f,
  FILLER = 0xd4;
const SYLLABLES = 0xac00;

/** A4 D4, then initial, vowel and final (or the filler), each as A4 and the letter: a syllable that KS X 1001 has not. */
function decodeSyllable(input: Uint8Array, i: number, out: TextSink): number | undefined {
  if (input[i] !== 0xa4 || input[i + 1] !== FILLER) return undefined;
  if (i + 8 > input.length) return 0;
  const jamo = (at: number) => String.fromCharCode(FIRST_JAMO + input[i + at]! - 0xa1);
  const initial = INITIALS.indexOf(jamo(3));
  const vowel = input[i + 5]! - 0xbf;
  const final = input[i + 7] === FILLER ? 0 : FINALS.indexOf(jamo(7)) + 1;
  const marked = input[i + 2] === 0xa4 && input[i + 4] === 0xa4 && input[i + 6] === 0xa4;
  if (!marked || initial < 0 || vowel < 0 || vowel > 20 || (final === 0 && input[i + 7] !== FILLER)) return -1;
  out.push(SYLLABLES + initial * 588 + vowel * 28 + final);
  return 8;
}

function encodeSyllable(c: number, out: ByteSink): number {
  if (c < SYLLABLES || c > 0xd7a3) return 0;
  const s = c - SYLLABLES;
  const final = s % 28;
  const letter = (jamo: number) => 0xa1 + jamo - FIRST_JAMO;
  const bytes = [
    0xa4,
    FILLER,
    0xa4,
    letter(INITIALS.charCodeAt(Math.floor(s / 588))),
    0xa4,
    letter(FIRST_VOWEL + Math.floor((s % 588) / 28)),
    0xa4,
    final === 0 ? FILLER : letter(FINALS.charCodeAt(final - 1)),
  ];
  for (const b of bytes) out.push(b);
  return -1;
}

export const koreanCodecs: Record<string, () => DbcsCodec> = {
  euc_kr: () =>
    new DbcsCodec({
      name: 'euc_kr',
      table: new CodeTable('', EUC_KR_ENCODE, ksx1001, high),
      decodeOther: decodeSyllable,
      encodeOther: encodeSyllable,
    }),
  cp949: () => new DbcsCodec({ name: 'cp949', table: new CodeTable(CP949, CP949_ENCODE, ksx1001, high) }),
  johab: () => new DbcsCodec({ name: 'johab', table: new CodeTable(JOHAB, JOHAB_ENCODE) }),
};
