// Chinese, simplified: GB 2312, GBK, GB 18030 and HZ. CPython: Modules/cjkcodecs/_codecs_cn.c.
import { codePointAt, type Text, type TextSink } from '../../unicode/text.ts';
import type { ByteSink } from '../common.ts';
import { GB18030, GB18030_ENCODE, GB18030_FOUR, GB2312, GB2312_ENCODE, GBK, GBK_ENCODE } from './cn.generated.ts';
import { DbcsCodec, pushCode } from './dbcs.ts';
import type { CodecState, MultibyteCodec } from './multibyte.ts';
import { CodeTable, eachEntry } from './tables.ts';

export const gb2312 = new CodeTable(GB2312);
const high = (code: number): number => code | 0x8080;
const gbk = new CodeTable(GBK, GBK_ENCODE, gb2312, high);

/** Four-byte codes of the BMP: linear position ↔ code point. */
interface FourBytes {
  points: Map<number, number>;
  positions: Map<number, number>;
}
let fourBytes: FourBytes | undefined;

function loadFourBytes(): FourBytes {
  const points = new Map<number, number>();
  const positions = new Map<number, number>();
  eachEntry(GB18030_FOUR, (position, c) => {
    points.set(position, c);
    if (!positions.has(c)) positions.set(c, position);
  });
  return (fourBytes = { points, positions });
}

const isDigit = (b: number): boolean => b >= 0x30 && b <= 0x39;
const isLead = (b: number): boolean => b >= 0x81 && b <= 0xfe;
/** Linear position of U+10000. */
const ASTRAL = 189000;

function decodeFour(input: Uint8Array, i: number, out: TextSink): number | undefined {
  const lead = input[i]!;
  if (i + 1 >= input.length || !isDigit(input[i + 1]!)) return undefined;
  if (i + 4 > input.length) return 0;
  const [b, c, d] = [input[i + 1]!, input[i + 2]!, input[i + 3]!];
  if (!isLead(lead) || !isLead(c) || !isDigit(d)) return -1;
  const position = (((lead - 0x81) * 10 + b - 0x30) * 126 + c - 0x81) * 10 + d - 0x30;
  const point = position >= ASTRAL ? position - ASTRAL + 0x10000 : (fourBytes ?? loadFourBytes()).points.get(position);
  if (point === undefined || point > 0x10ffff) return -1;
  out.push(point);
  return 4;
}

function encodeFour(c: number, out: ByteSink): number {
  const position = c > 0xffff ? c - 0x10000 + ASTRAL : (fourBytes ?? loadFourBytes()).positions.get(c);
  if (position === undefined) return 0;
  out.push(0x81 + Math.floor(position / 12600));
  out.push(0x30 + (Math.floor(position / 1260) % 10));
  out.push(0x81 + (Math.floor(position / 10) % 126));
  out.push(0x30 + (position % 10));
  return -1;
}

const TILDE = 0x7e,
  OPEN = 0x7b,
  CLOSE = 0x7d,
  LINE_FEED = 10;

/** HZ: seven bits; "~{" begins GB 2312, "~}" ends it. State byte 0 is 1 between them. */
class HzCodec implements MultibyteCodec {
  readonly name = 'hz';

  decode(input: Uint8Array, i: number, out: TextSink, state: CodecState): number {
    const b = input[i]!;
    const inGb = state[0] === 1;
    if (b === TILDE) {
      if (i + 1 >= input.length) return 0;
      const c = input[i + 1]!;
      if (c === TILDE && !inGb) out.push(TILDE);
      else if (c === OPEN && !inGb) state[0] = 1;
      else if (c === CLOSE && inGb) state[0] = 0;
      else if (c !== LINE_FEED || inGb) return -1;
      return 2;
    }
    if (b & 0x80) return -1;
    if (!inGb) {
      out.push(b);
      return 1;
    }
    if (i + 1 >= input.length) return 0;
    const c = gb2312.decode((b << 8) | input[i + 1]!);
    if (c === 0) return -1;
    out.push(c);
    return 2;
  }

  encode(text: Text, i: number, out: ByteSink, state: CodecState): number {
    const c = codePointAt(text, i);
    if (c < 0x80) {
      this.reset(out, state);
      out.push(c);
      if (c === TILDE) out.push(TILDE);
      return 1;
    }
    const code = gb2312euc.encode(c);
    if (code === 0) return -1;
    if (state[0] === 0) {
      out.pushAscii('~{');
      state[0] = 1;
    }
    pushCode(out, code & 0x7f7f);
    return 1;
  }

  reset(out: ByteSink, state: CodecState): void {
    if (state[0] === 1) out.pushAscii('~}');
    state[0] = 0;
  }
}

const gb2312euc = new CodeTable('', GB2312_ENCODE, gb2312, high);

export const chineseCodecs: Record<string, () => MultibyteCodec> = {
  gb2312: () => new DbcsCodec({ name: 'gb2312', table: gb2312euc }),
  gbk: () => new DbcsCodec({ name: 'gbk', table: gbk }),
  gb18030: () => new DbcsCodec({ name: 'gb18030', table: new CodeTable(GB18030, GB18030_ENCODE, gbk), decodeOther: decodeFour, encodeOther: encodeFour }),
  hz: () => new HzCodec(),
};
