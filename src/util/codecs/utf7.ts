// UTF-7 (RFC 2152). A "+" opens a run of base64 over UTF-16 units, anything outside base64 closes it. Unlike the other UTFs,
// surrogates pass in both directions. CPython: PyUnicode_DecodeUTF7Stateful in Objects/unicodeobject.c.
import { codePointAt, type Text, textFromCodePoints } from '../unicode/text.ts';
import { ByteSink, type Decoded, type DecodeErrors, recoverDecode } from './common.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Characters that stand for themselves when encoding: RFC 2152's set D, its set O and white space. */
const DIRECT = /[\t\n\r !"#$%&'()*,\-./0-9:;<=>?@A-Z[\]^_`a-z{|}]/;
const PLUS = 43,
  MINUS = 45;

function base64Value(b: number): number {
  return b < 128 ? BASE64.indexOf(String.fromCharCode(b)) : -1;
}

export function decodeUtf7(input: Uint8Array, errors: DecodeErrors, final: boolean): Decoded {
  const out: number[] = [];
  let inShift = false;
  let bits = 0,
    buffer = 0,
    surrogate = 0;
  /** Where the open run began in input and output: an unfinished run is given back whole. */
  let start = 0,
    outStart = 0;
  let i = 0;

  const fail = (reason: string, end: number) => {
    const recovery = recoverDecode(errors, 'utf7', input, start, end, reason);
    for (let k = 0; k < recovery.text.length; k++) out.push(codePointAt(recovery.text, k));
    input = recovery.input ?? input;
    i = recovery.pos;
  };

  for (;;) {
    while (i < input.length) {
      const b = input[i]!;
      if (inShift) {
        const value = base64Value(b);
        if (value >= 0) {
          buffer = buffer * 64 + value;
          bits += 6;
          i++;
          if (bits < 16) continue;
          bits -= 16;
          const u = Math.floor(buffer / 2 ** bits);
          buffer %= 2 ** bits;
          if (surrogate !== 0) {
            if (u >= 0xdc00 && u <= 0xdfff) {
              out.push(0x10000 + ((surrogate - 0xd800) << 10) + (u - 0xdc00));
              surrogate = 0;
              continue;
            }
            out.push(surrogate);
            surrogate = 0;
          }
          if (u >= 0xd800 && u <= 0xdbff) surrogate = u;
          else out.push(u);
          continue;
        }
        inShift = false;
        if (bits >= 6) {
          fail('partial character in shift sequence', i + 1);
          continue;
        }
        if (bits > 0 && buffer !== 0) {
          fail('non-zero padding bits in shift sequence', i + 1);
          continue;
        }
        if (surrogate !== 0 && b < 128 && b !== PLUS) {
          out.push(surrogate);
          surrogate = 0;
        }
        if (b === MINUS) i++;
      } else if (b === PLUS) {
        start = i++;
        if (i < input.length && input[i] === MINUS) {
          i++;
          out.push(PLUS);
        } else if (i < input.length && base64Value(input[i]!) < 0) {
          fail('ill-formed sequence', i + 1);
        } else {
          inShift = true;
          surrogate = 0;
          outStart = out.length;
          bits = 0;
          buffer = 0;
        }
      } else if (b < 128) {
        i++;
        out.push(b);
      } else {
        start = i;
        fail('unexpected special character', i + 1);
      }
    }
    if (!inShift || !final) break;
    inShift = false;
    if (surrogate === 0 && bits < 6 && (bits === 0 || buffer === 0)) break;
    fail('unterminated shift sequence', input.length);
  }
  if (inShift) {
    out.length = outStart;
    return { text: textFromCodePoints(out), consumed: start };
  }
  return { text: textFromCodePoints(out), consumed: i };
}

export function encodeUtf7(text: Text): Uint8Array {
  const out = new ByteSink(text.length + 16);
  let inShift = false;
  let bits = 0,
    buffer = 0;

  const pushUnit = (u: number) => {
    bits += 16;
    buffer = (buffer << 16) | u;
    while (bits >= 6) {
      bits -= 6;
      out.push(BASE64.charCodeAt((buffer >> bits) & 63));
    }
    buffer &= (1 << bits) - 1;
  };
  const flush = () => {
    if (bits > 0) out.push(BASE64.charCodeAt((buffer << (6 - bits)) & 63));
    bits = 0;
    buffer = 0;
  };

  for (let i = 0; i < text.length; i++) {
    const c = codePointAt(text, i);
    const direct = c < 128 && DIRECT.test(String.fromCharCode(c));
    if (inShift && direct) {
      flush();
      inShift = false;
      if (base64Value(c) >= 0 || c === MINUS) out.push(MINUS);
      out.push(c);
      continue;
    }
    if (!inShift) {
      if (c === PLUS) {
        out.pushAscii('+-');
        continue;
      }
      if (direct) {
        out.push(c);
        continue;
      }
      out.push(PLUS);
      inShift = true;
    }
    if (c > 0xffff) {
      pushUnit(0xd800 + ((c - 0x10000) >> 10));
      pushUnit(0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      pushUnit(c);
    }
  }
  flush();
  if (inShift) out.push(MINUS);
  return out.finish();
}
