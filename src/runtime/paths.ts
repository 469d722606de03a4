// File names between Python (str, bytes, os.PathLike) and JS strings, as `os.fsdecode` has it.
import type { PyObject } from '../objects/model/object.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr } from '../objects/ops/strings.ts';
import { typeName } from '../objects/ops/number.ts';
import { callSpecial } from '../objects/ops/attr.ts';
import { BYTES } from '../objects/model/flags.ts';
import { decodeFileName } from '../util/fileNames.ts';

/** A path as a JS string; undecodable bytes as lone surrogates (surrogateescape). */
export function fsDecode(o: PyObject): string {
  if (isStr(o)) return jsFromStr(o);
  const { bv } = o as unknown as { bv?: Uint8Array };
  if (bv !== undefined && (o.tflags & BYTES) !== 0) return decodeFileName(bv);
  const path = callSpecial(o, '__fspath__');
  if (path === undefined) raise(TypeError, `expected str, bytes or os.PathLike object, not ${typeName(o)}`);
  return fsDecode(path);
}
