// Source text in encodings that the syntax layer does not know itself goes through Python's codec registry.
import { PyBytes } from '../objects/model/values.ts';
import { jsFromStr, strFromJs, type PyStr } from '../objects/ops/strings.ts';
import { str } from '../objects/ops/repr.ts';
import { getattr } from '../objects/ops/attr.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { FS } from '../objects/frame.ts';

/** Undefined for an unknown encoding, the message where the codec fails. */
export function decodeWithCodec(encoding: string, bytes: Uint8Array): string | { error: string } | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return jsFromStr(getattr(new PyBytes(bytes), 'decode').c1(strFromJs(encoding)) as PyStr);
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    const error = str(e);
    return error.startsWith('unknown encoding') ? undefined : { error };
  }
}
