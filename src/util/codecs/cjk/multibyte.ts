// The common driver of the East Asian codecs: a codec only takes single steps, errors and incremental state are handled here.
// CPython: Modules/cjkcodecs/multibytecodec.c.
import { sliceText, type Text, TextSink } from '../../unicode/text.ts';
import { ByteSink, type DecodeErrors, type EncodeErrors, recoverDecode, recoverEncode } from '../common.ts';

/** Eight bytes that a codec may use between steps: shift states and designations. */
export type CodecState = Uint8Array;

export interface MultibyteCodec {
  readonly name: string;
  /** Decodes at i: bytes used, 0 if more bytes are needed, or minus the number of illegal bytes. */
  decode(input: Uint8Array, i: number, out: TextSink, state: CodecState): number;
  /** Encodes at i: code points used, 0 if the next one is needed first (never when final), -1 if there is no code. */
  encode(text: Text, i: number, out: ByteSink, state: CodecState, final: boolean): number;
  /** What a fresh state holds; zeros without it. */
  start?(state: CodecState, decoding: boolean): void;
  /** Returns to the initial shift state at the end of a text. */
  reset?(out: ByteSink, state: CodecState): void;
}

export function newState(codec: MultibyteCodec, decoding = false): CodecState {
  const state = new Uint8Array(8);
  codec.start?.(state, decoding);
  return state;
}

export interface MultibyteDecoded {
  text: Text;
  consumed: number;
}

export function decodeMultibyte(codec: MultibyteCodec, input: Uint8Array, state: CodecState, errors: DecodeErrors, final: boolean): MultibyteDecoded {
  const out = new TextSink(input.length);
  let i = 0;
  while (i < input.length) {
    const step = codec.decode(input, i, out, state);
    if (step > 0) {
      i += step;
      continue;
    }
    if (step === 0 && !final) break;
    const end = step === 0 ? input.length : i - step;
    const reason = step === 0 ? 'incomplete multibyte sequence' : 'illegal multibyte sequence';
    const recovery = recoverDecode(errors, codec.name, input, i, end, reason);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return { text: out.finish(), consumed: i };
}

export interface MultibyteEncoded {
  bytes: Uint8Array;
  consumed: number;
}

export function encodeMultibyte(codec: MultibyteCodec, text: Text, state: CodecState, errors: EncodeErrors, final: boolean): MultibyteEncoded {
  const out = new ByteSink(text.length * 2 + 16);
  const consumed = encodeInto(codec, text, out, state, errors, final);
  if (final) codec.reset?.(out, state);
  return { bytes: out.finish(), consumed };
}

function encodeInto(codec: MultibyteCodec, text: Text, out: ByteSink, state: CodecState, errors: EncodeErrors, final: boolean): number {
  let i = 0;
  while (i < text.length) {
    const step = codec.encode(text, i, out, state, final);
    if (step > 0) {
      i += step;
      continue;
    }
    if (step === 0) break;
    const { replacement, pos } = recoverEncode(errors, codec.name, text, i, i - step, 'illegal multibyte sequence');
    if (replacement instanceof Uint8Array) out.pushBytes(replacement);
    else encodeReplacement(codec, replacement, out, state, errors);
    i = pos;
  }
  return i;
}

/** A replacement goes through the codec as well; what it cannot encode is an error of the replacement. */
function encodeReplacement(codec: MultibyteCodec, text: Text, out: ByteSink, state: CodecState, errors: EncodeErrors): void {
  for (let i = 0; i < text.length; ) {
    const step = codec.encode(text, i, out, state, /* final */ true);
    if (step < 0) errors.raise(codec.name, text, i, i - step, 'illegal multibyte sequence');
    i += step;
  }
}

/** Text that a step left for the next call. */
export function restOf(text: Text, consumed: number): Text {
  return sliceText(text, consumed, text.length);
}
