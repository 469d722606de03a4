// Paths between Python and the host: `os.fspath`, the file-system encoding (UTF-8 with surrogateescape), null bytes.
// CPython: PyUnicode_FSConverter, PyUnicode_DecodeFSDefault, path_converter in Modules/posixmodule.c.
import type { HostPath } from '../host/host.ts';
import { BYTES } from '../objects/model/flags.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, type PyBaseException, PyBytes, type PyWideStr } from '../objects/model/values.ts';
import { lookupMro } from '../objects/model/type.ts';
import { raise, throwException } from '../objects/ops/raise.ts';
import { codePoints, isStr, jsFromStr, strFromCodePoints, strFromJs, strLength, strValue, type PyStr } from '../objects/ops/strings.ts';
import { TypeError, UnicodeEncodeError, ValueError } from '../objects/types/exceptions.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function isBytes(v: PyObject): v is PyBytes {
  return (v.tflags & BYTES) !== 0;
}

/** `os.fspath(path)`. */
export function fspath(path: PyObject): PyStr | PyBytes {
  if (isStr(path) || isBytes(path)) return path;
  const f = lookupMro(path.ob_type, '__fspath__');
  // A class says with None that it is no path.
  if (f === undefined || f === None) raise(TypeError, `expected str, bytes or os.PathLike object, not ${path.ob_type.name}`);
  const result = f.c1(path);
  if (isStr(result) || isBytes(result)) return result;
  raise(TypeError, `expected ${path.ob_type.shown}.__fspath__() to return str or bytes, not ${result.ob_type.shown}`);
}

/** A path for the host, whatever is in it. */
export function fsEncodedPath(path: PyStr | PyBytes): HostPath {
  return isBytes(path) ? decodeOrBytes(path.bv) : encodableText(path);
}

/** A path for the host, null bytes refused. */
export function hostPathOf(path: PyStr | PyBytes): HostPath {
  if (isBytes(path)) {
    if (path.bv.includes(0)) raise(ValueError, 'embedded null byte');
    // Text where it is UTF-8, so that hosts see one form of a name.
    return decodeOrBytes(path.bv);
  }
  const text = encodableText(path);
  if (typeof text !== 'string') {
    if (text.includes(0)) raise(ValueError, 'embedded null byte');
    return text;
  }
  if (text.includes('\0')) raise(ValueError, 'embedded null byte');
  return text;
}

/** `PyUnicode_FSConverter`: a str, bytes or path-like object for the host. */
export function fsConvert(path: PyObject): HostPath {
  return hostPathOf(fspath(path));
}

/** A str as UTF-16 text, or as bytes where it carries surrogate escapes. */
function encodableText(path: PyStr): string | Uint8Array {
  const bare = strValue(path);
  if (typeof bare === 'string') return bare;
  const text = jsFromStr(bare);
  return hasLoneSurrogate(bare.cps) ? fsEncode(bare) : text;
}

function hasLoneSurrogate(cps: Uint32Array): boolean {
  return cps.some((cp) => cp >= 0xd800 && cp <= 0xdfff);
}

/** `os.fsencode`. */
export function fsEncode(path: PyStr): Uint8Array {
  const bare = strValue(path);
  if (typeof bare === 'string') return encoder.encode(bare);
  if (!hasLoneSurrogate(bare.cps)) return encoder.encode(jsFromStr(bare));
  const parts: number[] = [];
  const { cps } = bare;
  for (let i = 0; i < cps.length; i++) {
    const cp = cps[i]!;
    if (cp >= 0xdc80 && cp <= 0xdcff) parts.push(cp - 0xdc00);
    else if (cp >= 0xd800 && cp <= 0xdfff) raiseNotEncodable(path, i);
    else parts.push(...encoder.encode(String.fromCodePoint(cp)));
  }
  return Uint8Array.from(parts);
}

function raiseNotEncodable(path: PyStr, at: number): never {
  const cps = codePoints(path);
  let end = at + 1;
  while (end < strLength(path) && cps[end]! >= 0xd800 && cps[end]! <= 0xdfff && !(cps[end]! >= 0xdc80 && cps[end]! <= 0xdcff)) end++;
  // Made by a call, so that its constructor fills in the fields that its text is made of.
  throwException(UnicodeEncodeError.cN(['utf-8', path, at, end, 'surrogates not allowed']) as PyBaseException);
}

function decodeOrBytes(data: Uint8Array): HostPath {
  try {
    return decoder.decode(data);
  } catch {
    // Not UTF-8: stays as it is.
    return data;
  }
}

/** `os.fsdecode` of what the host gave. */
export function fsStr(path: HostPath): string | PyWideStr {
  if (typeof path === 'string') return strFromJs(path);
  const text = decodeOrBytes(path);
  return typeof text === 'string' ? strFromJs(text) : strFromCodePoints(surrogateEscaped(path));
}

/** Bytes as code points, every byte that is no part of valid UTF-8 as U+DC80 … U+DCFF. */
function surrogateEscaped(data: Uint8Array): number[] {
  const out: number[] = [];
  let i = 0;
  while (i < data.length) {
    const length = sequenceLength(data, i);
    if (length === 0) {
      out.push(0xdc00 + data[i]!);
      i++;
    } else {
      out.push(decoder.decode(data.subarray(i, i + length)).codePointAt(0)!);
      i += length;
    }
  }
  return out;
}

/** Length of the valid UTF-8 sequence at `i`, 0 if there is none. */
function sequenceLength(data: Uint8Array, i: number): number {
  const lead = data[i]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || i + length > data.length) return 0;
  const second = data[i + 1]!;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let k = 2; k < length; k++) if ((data[i + k]! & 0xc0) !== 0x80) return 0;
  return length;
}

/** A host path as bytes. */
export function fsBytes(path: HostPath): PyBytes {
  return new PyBytes(typeof path === 'string' ? encoder.encode(path) : path);
}

/** The form of `like`: bytes answer bytes. */
export function fsLike(path: HostPath, like: PyObject): PyObject {
  return isBytes(like) ? fsBytes(path) : fsStr(path);
}
