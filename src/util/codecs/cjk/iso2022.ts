// ISO-2022-JP in its forms, and ISO-2022-KR: seven bits, character sets switched by escape sequences.
// State: bytes 0 to 2 are the letters of the sets G0 to G2 (bit 7 marks a two-byte set), byte 3 is 1 while shifted out to G1,
// byte 4 is 1 while the tail of an unknown escape sequence passes through. CPython: Modules/cjkcodecs/_codecs_iso2022.c.
import { codePointAt, type Text, type TextSink } from '../../unicode/text.ts';
import type { ByteSink } from '../common.ts';
import { gb2312 } from './cn.ts';
import { pushCode } from './dbcs.ts';
import { jisx0208, jisx0212, jisx0213pairs, jisx0213plane1, jisx0213plane1of2000, jisx0213plane2, KANJI_OF_2000 } from './jp.ts';
import { ksx1001 } from './kr.ts';
import type { CodecState, MultibyteCodec } from './multibyte.ts';
import { FIRST_PAIR } from './tables.ts';

const ESC = 0x1b,
  SO = 0x0e,
  SI = 0x0f,
  LF = 10;
const DOUBLE = 0x80;
const ASCII = 66;
const ISO8859_1 = 65,
  ISO8859_7 = 70;

/** A character set that can be designated: final letter, where it goes, and its codes. */
interface Charset {
  mark: number;
  width: 1 | 2;
  plane: 0 | 1 | 2;
  decode(code: number): number;
  encode(value: number): number;
}

const double = (letter: string, plane: 0 | 1, table: { decode(code: number): number; encode(value: number): number }): Charset => ({
  mark: letter.charCodeAt(0) | DOUBLE,
  width: 2,
  plane,
  decode: (code) => table.decode(code),
  encode: (value) => table.encode(value),
});

const roman: Charset = {
  mark: 74,
  width: 1,
  plane: 0,
  decode: (b) => (b === 0x5c ? 0xa5 : b === 0x7e ? 0x203e : b),
  encode: (c) => (c === 0xa5 ? 0x5c : c === 0x203e ? 0x7e : 0),
};
const katakana: Charset = {
  mark: 73,
  width: 1,
  plane: 0,
  decode: (b) => (b >= 0x21 && b <= 0x5f ? 0xff61 + b - 0x21 : 0),
  encode: (c) => (c >= 0xff61 && c <= 0xff9f ? 0x21 + c - 0xff61 : 0),
};
/** G2 sets are only read. */
const high = (mark: number): Charset => ({ mark, width: 1, plane: 2, decode: () => 0, encode: () => 0 });

/** JIS X 0213 has a full-width tilde at 0x2232 in EUC, a plain one here. */
const plane1 = (table: { decode(code: number): number; encode(value: number): number }) => ({
  decode: (code: number) => (code === 0x2232 ? 0x7e : table.decode(code)),
  encode: (value: number) => (table.encode(value) === 0x2232 ? 0 : table.encode(value)),
});
const plane2of2000 = {
  decode: (code: number) => (code === KANJI_OF_2000.code ? KANJI_OF_2000.value : jisx0213plane2.decode(code)),
  encode: (value: number) => (value === KANJI_OF_2000.value ? KANJI_OF_2000.code : value === KANJI_OF_2000.now ? 0 : jisx0213plane2.encode(value)),
};
/** The Hangul filler has a code here that EUC-KR keeps for longer syllables. */
const ks = {
  decode: (code: number) => ksx1001.decode(code),
  encode: (value: number) => ksx1001.encode(value),
};

interface Iso2022Options {
  name: string;
  charsets: readonly Charset[];
  shifts?: boolean;
  usesG2?: boolean;
  jisExtension?: boolean;
  pairs?: boolean;
}

class Iso2022Codec implements MultibyteCodec {
  readonly name: string;
  private readonly o: Iso2022Options;

  constructor(options: Iso2022Options) {
    this.name = options.name;
    this.o = options;
  }

  start(state: CodecState, decoding: boolean): void {
    state[0] = ASCII;
    state[1] = ASCII;
    if (decoding) state[2] = ASCII;
  }

  decode(input: Uint8Array, i: number, out: TextSink, state: CodecState): number {
    const b = input[i]!;
    if (state[4] === 1) {
      out.push(b);
      if ((b >= 65 && b <= 90) || b === 64) state[4] = 0;
      return 1;
    }
    if (b === ESC) return this.decodeEscape(input, i, out, state);
    if (b === SI && this.o.shifts) {
      state[3] = 0;
      return 1;
    }
    if (b === SO && this.o.shifts) {
      state[3] = 1;
      return 1;
    }
    if (b === LF) state[3] = 0;
    if (b < 0x20) {
      out.push(b);
      return 1;
    }
    if (b >= 0x80) return -1;
    const mark = state[3] === 1 ? state[1]! : state[0]!;
    if (mark === ASCII) {
      out.push(b);
      return 1;
    }
    const set = this.o.charsets.find((s) => s.mark === mark);
    // A state that was set from outside may name a set that does not exist.
    if (set === undefined) return -1;
    if (i + set.width > input.length) return 0;
    const value = set.decode(set.width === 1 ? b : (b << 8) | input[i + 1]!);
    if (value === 0) return -set.width;
    if (value >= FIRST_PAIR) for (const c of jisx0213pairs().at(value)) out.push(c);
    else out.push(value);
    return set.width;
  }

  private decodeEscape(input: Uint8Array, i: number, out: TextSink, state: CodecState): number {
    if (i + 1 >= input.length) return 0;
    const next = input[i + 1]!;
    if ('()$.&'.includes(String.fromCharCode(next))) return this.designate(input, i, state);
    if (next === 78 && this.o.usesG2) {
      if (i + 2 >= input.length) return 0;
      return this.decodeG2(input[i + 2]!, out, state);
    }
    out.push(ESC);
    state[4] = 1;
    return 1;
  }

  private decodeG2(b: number, out: TextSink, state: CodecState): number {
    if (state[2] === ISO8859_1) {
      if (b >= 0x80) return -3;
      out.push(b + 0x80);
    } else if (state[2] === ISO8859_7) {
      const c = greek(b ^ 0x80);
      if (c === 0) return -3;
      out.push(c);
    } else {
      if (b >= 0x80) return -3;
      out.push(b);
    }
    return 3;
  }

  /** Bytes of the escape sequence at i that designates a character set. */
  private designate(input: Uint8Array, i: number, state: CodecState): number {
    let length = 1;
    for (; length < 16; length++) {
      if (i + length >= input.length) return 0;
      const b = input[i + length]!;
      if ((b >= 65 && b <= 90) || b === 64) break;
      if (this.o.jisExtension && b === 38 && input[i + length + 1] === 64) length += 2;
    }
    if (length >= 16) return -1;
    length++;
    const at = (k: number) => input[i + k]!;
    let mark: number;
    let plane = '()'.indexOf(String.fromCharCode(at(length - 2)));
    if (length === 3) {
      if (at(1) === 36) {
        mark = at(2) | DOUBLE;
        plane = 0;
      } else {
        mark = at(2);
        if (at(1) === 46 && this.o.usesG2) plane = 2;
      }
    } else if (length === 4 && at(1) === 36) {
      mark = at(3) | DOUBLE;
    } else if (length === 6 && this.o.jisExtension && String.fromCharCode(at(1), at(2), at(3), at(4), at(5)) === '&@\x1b$B') {
      mark = 66 | DOUBLE;
      plane = 0;
    } else {
      return -length;
    }
    if (plane < 0) return -length;
    if (mark !== ASCII && !this.o.charsets.some((set) => set.mark === mark)) return -length;
    state[plane] = mark;
    return length;
  }

  encode(text: Text, i: number, out: ByteSink, state: CodecState, final: boolean): number {
    const c = codePointAt(text, i);
    if (c < 0x80) {
      this.reset(out, state);
      out.push(c);
      return 1;
    }
    if (this.o.pairs && jisx0213pairs().startsPair(c)) {
      if (i + 1 === text.length) {
        if (!final) return 0;
      } else {
        const value = jisx0213pairs().valueOf(c, codePointAt(text, i + 1));
        if (value !== undefined) {
          this.write(out, state, value);
          return 2;
        }
      }
    }
    return this.write(out, state, c) ? 1 : -1;
  }

  private write(out: ByteSink, state: CodecState, value: number): boolean {
    for (const set of this.o.charsets) {
      const code = set.encode(value);
      if (code === 0) continue;
      this.switchTo(out, state, set);
      pushCode(out, code);
      return true;
    }
    return false;
  }

  private switchTo(out: ByteSink, state: CodecState, set: Charset): void {
    const letter = String.fromCharCode(set.mark & 0x7f);
    if (set.plane === 0) {
      if (state[3] === 1) {
        out.push(SI);
        state[3] = 0;
      }
      if (state[0] !== set.mark) {
        out.pushAscii(set.width === 1 ? `\x1b(${letter}` : letter === 'B' ? `\x1b$${letter}` : `\x1b$(${letter}`);
        state[0] = set.mark;
      }
    } else {
      if (state[1] !== set.mark) {
        out.pushAscii(set.width === 1 ? `\x1b)${letter}` : `\x1b$)${letter}`);
        state[1] = set.mark;
      }
      if (state[3] !== 1) {
        out.push(SO);
        state[3] = 1;
      }
    }
  }

  reset(out: ByteSink, state: CodecState): void {
    if (state[3] === 1) {
      out.push(SI);
      state[3] = 0;
    }
    if (state[0] !== ASCII) {
      out.pushAscii('\x1b(B');
      state[0] = ASCII;
    }
  }
}

/** ISO 8859-7 from 0xA0 up; 0 for holes. */
function greek(b: number): number {
  if (b < 0xa0 || b > 0xff) return 0;
  return GREEK.charCodeAt(b - 0xa0);
}

const GREEK =
  '\xa0\u2018\u2019\xa3\u20ac\u20af\xa6\xa7\xa8\xa9\u037a\xab\xac\xad\0\u2015\xb0\xb1\xb2\xb3\u0384\u0385\u0386\xb7\u0388\u0389\u038a\xbb\u038c\xbd' +
  '\u038e\u038f\u0390\u0391\u0392\u0393\u0394\u0395\u0396\u0397\u0398\u0399\u039a\u039b\u039c\u039d\u039e\u039f\u03a0\u03a1\0\u03a3\u03a4\u03a5\u03a6\u03a7' +
  '\u03a8\u03a9\u03aa\u03ab\u03ac\u03ad\u03ae\u03af\u03b0\u03b1\u03b2\u03b3\u03b4\u03b5\u03b6\u03b7\u03b8\u03b9\u03ba\u03bb\u03bc\u03bd\u03be\u03bf\u03c0' +
  '\u03c1\u03c2\u03c3\u03c4\u03c5\u03c6\u03c7\u03c8\u03c9\u03ca\u03cb\u03cc\u03cd\u03ce\0';

const kanji = double('B', 0, jisx0208);
/** The edition of 1978, read only: "B" always comes first. */
const oldKanji = double('@', 0, jisx0208);
const supplement = double('D', 0, jisx0212);

export const iso2022Codecs: Record<string, () => MultibyteCodec> = {
  iso2022_kr: () => new Iso2022Codec({ name: 'iso2022_kr', charsets: [double('C', 1, ks)], shifts: true }),
  iso2022_jp: () => new Iso2022Codec({ name: 'iso2022_jp', charsets: [kanji, roman, oldKanji], jisExtension: true }),
  iso2022_jp_1: () => new Iso2022Codec({ name: 'iso2022_jp_1', charsets: [kanji, supplement, roman, oldKanji], jisExtension: true }),
  iso2022_jp_2: () =>
    new Iso2022Codec({
      name: 'iso2022_jp_2',
      usesG2: true,
      jisExtension: true,
      charsets: [kanji, supplement, double('C', 0, ks), double('A', 0, gb2312), roman, oldKanji, high(ISO8859_1), high(ISO8859_7)],
    }),
  iso2022_jp_2004: () =>
    new Iso2022Codec({
      name: 'iso2022_jp_2004',
      charsets: [kanji, double('Q', 0, plane1(jisx0213plane1)), double('P', 0, jisx0213plane2)],
      jisExtension: true,
      pairs: true,
    }),
  iso2022_jp_3: () =>
    new Iso2022Codec({
      name: 'iso2022_jp_3',
      charsets: [kanji, double('O', 0, plane1(jisx0213plane1of2000)), double('P', 0, plane2of2000)],
      jisExtension: true,
      pairs: true,
    }),
  iso2022_jp_ext: () => new Iso2022Codec({ name: 'iso2022_jp_ext', charsets: [kanji, supplement, roman, katakana, oldKanji], jisExtension: true }),
};
