// Codecs of one- and two-byte codes by table, which most East Asian ones are. CPython: Modules/cjkcodecs/_codecs_*.c.
import { codePointAt, type Text, type TextSink } from '../../unicode/text.ts';
import type { ByteSink } from '../common.ts';
import type { MultibyteCodec } from './multibyte.ts';
import { type CodeTable, FIRST_PAIR, type Pairs } from './tables.ts';

export interface DbcsOptions {
  name: string;
  table: CodeTable;
  /** Single bytes that do not stand for themselves; 0 for illegal ones. Bytes from 0x80 up that are not here begin a longer code. */
  singles?: ReadonlyMap<number, number>;
  /** ASCII characters that encode otherwise. */
  ascii?: ReadonlyMap<number, number>;
  pairs?: () => Pairs;
  /** Codes that are illegal as a whole: the error covers both bytes. */
  illegalPairs?: ReadonlySet<number>;
  /** Codes of other lengths: bytes used, 0, or negative as in `MultibyteCodec.decode`; undefined to go on with the table. */
  decodeOther?: (input: Uint8Array, i: number, out: TextSink) => number | undefined;
  /** The table has the last word about code points that it names without a code. */
  refuses?: boolean;
  /** The code of a code point that the table has not, 0 if there is none; up to three bytes, or written by hand (-1). */
  encodeOther?: (c: number, out: ByteSink) => number;
}

export class DbcsCodec implements MultibyteCodec {
  readonly name: string;
  private readonly o: DbcsOptions;
  private readonly singlesOut = new Map<number, number>();

  constructor(options: DbcsOptions) {
    this.name = options.name;
    this.o = options;
    options.singles?.forEach((c, b) => {
      if (c !== 0) this.singlesOut.set(c, b);
    });
  }

  decode(input: Uint8Array, i: number, out: TextSink): number {
    const b = input[i]!;
    const single = this.o.singles?.get(b);
    if (single !== undefined) {
      if (single === 0) return -1;
      out.push(single);
      return 1;
    }
    if (b < 0x80) {
      out.push(b);
      return 1;
    }
    const other = this.o.decodeOther?.(input, i, out);
    if (other !== undefined) return other;
    if (i + 1 >= input.length) return 0;
    const code = (b << 8) | input[i + 1]!;
    const value = this.o.table.decode(code);
    if (value === 0) return this.o.illegalPairs?.has(code) ? -2 : -1;
    this.push(out, value);
    return 2;
  }

  private push(out: TextSink, value: number): void {
    if (value < FIRST_PAIR) {
      out.push(value);
      return;
    }
    const [a, b] = this.o.pairs!().at(value);
    out.push(a);
    out.push(b);
  }

  encode(text: Text, i: number, out: ByteSink, _state: unknown, final: boolean): number {
    const c = codePointAt(text, i);
    if (c < 0x80) {
      pushCode(out, this.o.ascii?.get(c) ?? c);
      return 1;
    }
    const pairs = this.o.pairs?.();
    if (pairs?.startsPair(c)) {
      if (i + 1 === text.length) {
        if (!final) return 0;
      } else {
        const value = pairs.valueOf(c, codePointAt(text, i + 1));
        if (value !== undefined) {
          pushCode(out, this.o.table.encode(value));
          return 2;
        }
      }
    }
    let code = this.singlesOut.get(c) ?? this.o.table.encode(c);
    if (code === 0 && !(this.o.refuses && this.o.table.refuses(c))) code = this.o.encodeOther?.(c, out) ?? 0;
    if (code === 0) return -1;
    if (code > 0) pushCode(out, code);
    return 1;
  }
}

export function pushCode(out: ByteSink, code: number): void {
  if (code > 0xffff) out.push(code >> 16);
  if (code > 0xff) out.push((code >> 8) & 255);
  out.push(code & 255);
}
