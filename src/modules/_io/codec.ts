// Incremental decoders and encoders of the text layer: native ones for UTF-8, ASCII and Latin-1, wrappers around the objects of
// the `codecs` registry for all others, and newline translation on top of either.
// CPython: the encodefuncs table and IncrementalNewlineDecoder of Modules/_io/textio.c.
import { decodeAscii, decodeLatin1, decodeUtf8Partial, decodeValidUtf8, encodeAscii, encodeLatin1, encodeUtf8 } from '../../util/codecs/utf8.ts';
import { concatText, type Text } from '../../util/unicode/text.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyBytes, PyTuple } from '../../objects/model/values.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { decodeErrors, encodeErrors } from '../../objects/ops/codecs.ts';
import { concat, EMPTY, fromText, toText } from './shim.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

export interface DecoderState {
  /** Bytes taken but not yet decoded. */
  buffer: Uint8Array;
  flags: number | bigint;
}

export interface Decoder {
  decode(input: Uint8Array, final: boolean): Text;
  getstate(): DecoderState;
  setstate(state: DecoderState): void;
  reset(): void;
}

export interface Encoder {
  encode(text: Text): Uint8Array;
  /** 0 = not at the start of the stream (no byte order mark any more). */
  setstate(state: number): void;
  reset(): void;
}

export type NativeEncoding = 'utf-8' | 'ascii' | 'latin-1';

const NATIVE = new Map<string, NativeEncoding>([
  ['UTF-8', 'utf-8'],
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['u8', 'utf-8'],
  ['utf', 'utf-8'],
  ['cp65001', 'utf-8'],
  ['ascii', 'ascii'],
  ['us-ascii', 'ascii'],
  ['646', 'ascii'],
  ['latin-1', 'latin-1'],
  ['latin1', 'latin-1'],
  ['latin', 'latin-1'],
  ['l1', 'latin-1'],
  ['iso-8859-1', 'latin-1'],
  ['iso8859-1', 'latin-1'],
  ['8859', 'latin-1'],
  ['cp819', 'latin-1'],
]);

/** The native codec behind a name, if there is one: those need no look-up and no imports. */
export function nativeEncoding(name: string): NativeEncoding | undefined {
  return NATIVE.get(name) ?? NATIVE.get(name.toLowerCase().replaceAll('_', '-'));
}

class Utf8Decoder implements Decoder {
  private tail: Uint8Array = EMPTY;
  private readonly errors: string;
  constructor(errors: string) {
    this.errors = errors;
  }

  decode(input: Uint8Array, final: boolean): Text {
    const data = this.tail.length === 0 ? input : concat([this.tail, input]);
    const cut = final ? data.length : data.length - incompleteTail(data);
    const text = decodeValidUtf8(cut === data.length ? data : data.subarray(0, cut));
    if (text !== undefined) {
      this.tail = cut === data.length ? EMPTY : data.slice(cut);
      return text;
    }
    // Errors keep what they are about.
    const kept = data.slice();
    const decoded = decodeUtf8Partial(kept, decodeErrors(this.errors), final);
    this.tail = kept.slice(decoded.consumed);
    return decoded.text;
  }
  getstate(): DecoderState {
    return { buffer: this.tail, flags: 0 };
  }
  setstate(state: DecoderState): void {
    this.tail = state.buffer;
  }
  reset(): void {
    this.tail = EMPTY;
  }
}

/** How many bytes at the end begin a sequence that may go on in the next chunk. */
function incompleteTail(data: Uint8Array): number {
  const n = data.length;
  for (let back = 1; back <= 3 && back <= n; back++) {
    const b = data[n - back]!;
    if (b < 0x80) return 0;
    if (b < 0xc0) continue;
    const length = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** A codec of one byte per character keeps no state. */
class ByteDecoder implements Decoder {
  private readonly convert: (input: Uint8Array) => Text;
  constructor(convert: (input: Uint8Array) => Text) {
    this.convert = convert;
  }
  decode(input: Uint8Array): Text {
    return this.convert(input);
  }
  getstate(): DecoderState {
    return { buffer: EMPTY, flags: 0 };
  }
  setstate(): void {}
  reset(): void {}
}

/** An incremental decoder of the codecs registry, or one that a program wrote. */
export class ObjectDecoder implements Decoder {
  readonly object: PyObject;
  constructor(object: PyObject) {
    this.object = object;
  }
  decode(input: Uint8Array, final: boolean): Text {
    return decodedText(callMethod(this.object, 'decode', new PyBytes(input), final));
  }
  getstate(): DecoderState {
    const state = callMethod(this.object, 'getstate');
    if (!(state instanceof PyTuple) || state.ta.length !== 2) raise(TypeError, 'illegal decoder state');
    const [buffer, flags] = state.ta as [PyObject, PyObject];
    if (!(buffer instanceof PyBytes)) raise(TypeError, `illegal decoder state: the first item should be a bytes object, not '${buffer.ob_type.shown}'`);
    return { buffer: buffer.bv, flags: intValue(flags) ?? raise(TypeError, 'illegal decoder state') };
  }
  setstate(state: DecoderState): void {
    callMethod(this.object, 'setstate', new PyTuple([new PyBytes(state.buffer), state.flags]));
  }
  reset(): void {
    callMethod(this.object, 'reset');
  }
}

export function decodedText(result: PyObject): Text {
  if (!isStr(result)) raise(TypeError, `decoder should return a string result, not '${result.ob_type.shown}'`);
  return toText(result);
}

export function makeDecoder(encoding: NativeEncoding, errors: string): Decoder {
  if (encoding === 'utf-8') return new Utf8Decoder(errors);
  return encoding === 'ascii' ? new ByteDecoder((input) => decodeAscii(input, decodeErrors(errors))) : new ByteDecoder(decodeLatin1);
}

class NativeEncoder implements Encoder {
  readonly encode: (text: Text) => Uint8Array;
  constructor(encoding: NativeEncoding, errors: string) {
    const f = encoding === 'utf-8' ? encodeUtf8 : encoding === 'ascii' ? encodeAscii : encodeLatin1;
    this.encode = (text) => f(text, encodeErrors(errors));
  }
  setstate(): void {}
  reset(): void {}
}

export class ObjectEncoder implements Encoder {
  private readonly object: PyObject;
  constructor(object: PyObject) {
    this.object = object;
  }
  encode(text: Text): Uint8Array {
    const data = callMethod(this.object, 'encode', fromText(text));
    if (!(data instanceof PyBytes)) raise(TypeError, `encoder should return a bytes object, not '${data.ob_type.shown}'`);
    return data.bv;
  }
  setstate(state: number): void {
    callMethod(this.object, 'setstate', state);
  }
  reset(): void {
    callMethod(this.object, 'reset');
  }
}

export function makeEncoder(encoding: NativeEncoding, errors: string): Encoder {
  return new NativeEncoder(encoding, errors);
}

// --- newlines -----------------------------------------------------------------------------------------------------------

export const SEEN_CR = 1,
  SEEN_LF = 2,
  SEEN_CRLF = 4;

/** Universal newlines over text that comes in pieces: a \r at the end of a piece waits for what follows. */
export class NewlineState {
  pendingCr = false;
  seen = 0;
  readonly translate: boolean;
  constructor(translate: boolean) {
    this.translate = translate;
  }

  feed(piece: Text, final: boolean): Text {
    let text = piece;
    if (this.pendingCr && (final || text.length > 0)) {
      text = concatText(['\r', text]);
      this.pendingCr = false;
    }
    return typeof text === 'string' ? this.feedString(text, final) : this.feedWide(text, final);
  }

  private feedString(text: string, final: boolean): string {
    // fast: the usual file has no \r.
    if (!text.includes('\r')) {
      if ((this.seen & SEEN_LF) === 0 && text.includes('\n')) this.seen |= SEEN_LF;
      return text;
    }
    if (!final && text.endsWith('\r')) {
      text = text.slice(0, -1);
      this.pendingCr = true;
    }
    if (this.seen !== 7) this.note(text);
    return this.translate ? text.replace(/\r\n?/g, '\n') : text;
  }

  private note(text: string): void {
    if (text.includes('\r\n')) this.seen |= SEEN_CRLF;
    if (/\r(?!\n)/.test(text)) this.seen |= SEEN_CR;
    if (/(?<!\r)\n/.test(text)) this.seen |= SEEN_LF;
  }

  private feedWide(text: Uint32Array, final: boolean): Text {
    let end = text.length;
    if (!final && text[end - 1] === 13) {
      end--;
      this.pendingCr = true;
    }
    const out = new Uint32Array(end);
    let n = 0,
      changed = false;
    for (let i = 0; i < end; i++) {
      const c = text[i]!;
      if (c === 13) {
        const pair = i + 1 < end && text[i + 1] === 10;
        this.seen |= pair ? SEEN_CRLF : SEEN_CR;
        if (this.translate) {
          out[n++] = 10;
          changed = true;
          if (pair) i++;
          continue;
        }
        if (pair) {
          out[n++] = 13;
          out[n++] = 10;
          i++;
          continue;
        }
      } else if (c === 10) {
        this.seen |= SEEN_LF;
      }
      out[n++] = c;
    }
    return n === text.length && !changed ? text : out.slice(0, n);
  }
}

/** A decoder with newline translation; the waiting \r is the lowest bit of the state. */
export class NewlineDecoder implements Decoder {
  readonly state: NewlineState;
  private readonly inner: Decoder;
  constructor(inner: Decoder, translate: boolean) {
    this.inner = inner;
    this.state = new NewlineState(translate);
  }
  decode(input: Uint8Array, final: boolean): Text {
    return this.state.feed(this.inner.decode(input, final), final);
  }
  getstate(): DecoderState {
    const { buffer, flags } = this.inner.getstate();
    return { buffer, flags: pushBit(flags, this.state.pendingCr) };
  }
  setstate({ buffer, flags }: DecoderState): void {
    this.state.pendingCr = (BigInt(flags) & 1n) === 1n;
    this.inner.setstate({ buffer, flags: popBit(flags) });
  }
  reset(): void {
    this.state.seen = 0;
    this.state.pendingCr = false;
    this.inner.reset();
  }
}

export function pushBit(flags: number | bigint, bit: boolean): number | bigint {
  const low = bit ? 1 : 0;
  return typeof flags === 'number' && flags < 2 ** 51 ? flags * 2 + low : (BigInt(flags) << 1n) | BigInt(low);
}

export function popBit(flags: number | bigint): number | bigint {
  return typeof flags === 'number' ? Math.floor(flags / 2) : flags >> 1n;
}

keepHiddenClasses(Utf8Decoder, ByteDecoder, NewlineState, NewlineDecoder);
