// compare_digest: equality in a time that depends on the length alone. CPython: Modules/_operator.c, _tscmp.
import type { PyObject } from '../../objects/model/object.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { textOf } from '../../objects/ops/text.ts';
import { TypeError } from '../../objects/types/exceptions.ts';

export function compareDigest(a: PyObject, b: PyObject): boolean {
  if (isStr(a) && isStr(b)) return sameBytes(asciiBytes(a), asciiBytes(b));
  if (a.s_buffer === undefined && b.s_buffer === undefined) {
    raise(TypeError, `unsupported operand types(s) or combination of types: '${a.ob_type.shown}' and '${b.ob_type.shown}'`);
  }
  return sameBytes(bytesLike(a), bytesLike(b));
}

function asciiBytes(s: PyObject): Uint8Array {
  const text = textOf(s as string);
  if (typeof text !== 'string' || /[^\0-\x7f]/.test(text)) raise(TypeError, 'comparing strings with non-ASCII characters is not supported');
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  // With unequal lengths `b` is compared with itself, so that the time does not tell.
  const left = a.length === b.length ? a : b;
  for (let i = 0; i < b.length; i++) difference |= left[i]! ^ b[i]!;
  return difference === 0;
}
