// Source text in encodings that the syntax layer does not know itself goes through Python's codec registry.
import type { PyObject } from '../objects/model/object.ts';
import { PyBytes } from '../objects/model/values.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { hooks } from '../objects/ops/hooks.ts';
import { getattr } from '../objects/ops/attr.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { FS } from '../objects/frame.ts';

/** Undefined for an unknown encoding or undecodable bytes. */
export function decodeWithCodec(encoding: string, bytes: Uint8Array): string | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    const text: PyObject = getattr(hooks.importModule('_codecs'), 'decode').c2(new PyBytes(bytes), strFromJs(encoding));
    return isStr(text) ? jsFromStr(text) : undefined;
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}
