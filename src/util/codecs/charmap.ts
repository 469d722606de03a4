// Codecs by table: the 8-bit character sets of `encodings`. The table is text of up to 256 characters (U+FFFE marks a hole), or
// any function. CPython: PyUnicode_DecodeCharmap and _PyUnicode_EncodeCharmap in Objects/unicodeobject.c.
import { codePointAt, type Text, TextSink } from '../unicode/text.ts';
import { ByteSink, type DecodeErrors, type EncodeErrors, recoverDecode, recoverEncode } from './common.ts';

const UNDEFINED = 'character maps to <undefined>';

/** What a byte stands for; undefined if nothing. */
export type DecodeMapping = Text | ((byte: number) => Text | undefined);

/** What a code point becomes; undefined if nothing. */
export type EncodeMapping = (c: number) => number | Uint8Array | undefined;

export function decodeCharmap(input: Uint8Array, errors: DecodeErrors, mapping: DecodeMapping): Text {
  const out = new TextSink(input.length);
  for (let i = 0; i < input.length; ) {
    const b = input[i]!;
    if (typeof mapping === 'function') {
      const text = mapping(b);
      if (text !== undefined) {
        out.pushText(text);
        i++;
        continue;
      }
    } else if (b < mapping.length) {
      const c = codePointAt(mapping, b);
      if (c !== 0xfffe) {
        out.push(c);
        i++;
        continue;
      }
    }
    const recovery = recoverDecode(errors, 'charmap', input, i, i + 1, UNDEFINED);
    out.pushText(recovery.text);
    input = recovery.input ?? input;
    i = recovery.pos;
  }
  return out.finish();
}

export function encodeCharmap(text: Text, errors: EncodeErrors, mapping: EncodeMapping): Uint8Array {
  const out = new ByteSink(text.length + 16);
  for (let i = 0; i < text.length; ) {
    if (push(out, mapping(codePointAt(text, i)))) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < text.length && mapping(codePointAt(text, end)) === undefined) end++;
    i = replace(out, text, i, end, errors, mapping);
  }
  return out.finish();
}

function push(out: ByteSink, mapped: number | Uint8Array | undefined): boolean {
  if (mapped === undefined) return false;
  if (typeof mapped === 'number') out.push(mapped);
  else out.pushBytes(mapped);
  return true;
}

/** A replacement goes through the table as well, "?" included. */
function replace(out: ByteSink, text: Text, start: number, end: number, errors: EncodeErrors, mapping: EncodeMapping): number {
  const { replacement, pos } = recoverEncode(errors, 'charmap', text, start, end, UNDEFINED);
  if (replacement instanceof Uint8Array) {
    out.pushBytes(replacement);
  } else {
    for (let k = 0; k < replacement.length; k++) {
      if (!push(out, mapping(codePointAt(replacement, k)))) errors.raise('charmap', text, start, end, UNDEFINED);
    }
  }
  return pos;
}

/** The inverse of a decoding table: code point → byte. The last byte of equal characters wins, as in a dict. */
export function buildCharmap(table: Text): Map<number, number> {
  const map = new Map<number, number>();
  for (let b = 0; b < table.length && b < 256; b++) {
    const c = codePointAt(table, b);
    if (c !== 0xfffe) map.set(c, b);
  }
  return map;
}
