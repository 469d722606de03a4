// HOT. `print`. Text for an unmodified text stream goes to its buffer in one piece; anything else is written as CPython does,
// piece by piece. CPython: Python/bltinmodule.c (builtin_print).
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, TypeError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, type PyStr } from '../objects/ops/strings.ts';
import { strObject } from '../objects/ops/repr.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { typeName } from '../objects/ops/number.ts';
import { sysGet } from './state.ts';

/** Given by `_io`: writes to an exact TextIOWrapper; false for any other stream. */
export const printHooks: { write: (file: PyObject, text: string) => boolean } = { write: () => false };

function separator(v: PyObject, name: string, fallback: string): PyStr {
  if (v === None) return fallback;
  if (!isStr(v)) raise(TypeError, `${name} must be None or a string, not ${typeName(v)}`);
  return v;
}

export function printTo(args: PyObject[], sep: PyObject, end: PyObject, file: PyObject, flush: boolean): void {
  let out = file;
  if (out === None) {
    const stdout = sysGet('stdout');
    if (stdout === undefined) raise(RuntimeError, 'lost sys.stdout');
    if (stdout === None) return;
    out = stdout;
  }
  const between = separator(sep, 'sep', ' '),
    last = separator(end, 'end', '\n');
  // fast: all pieces are text by now, and the stream takes them in one call.
  const pieces = args.map(strObject);
  if (!printHooks.write(out, pieces.length === 1 && last === '\n' ? `${asText(pieces[0]!)}\n` : joined(pieces, between, last))) {
    for (let i = 0; i < pieces.length; i++) {
      if (i > 0) callMethod(out, 'write', between);
      callMethod(out, 'write', pieces[i]!);
    }
    callMethod(out, 'write', last);
  }
  if (flush) callMethod(out, 'flush');
}

const asText = (s: PyStr): string => (typeof s === 'string' ? s : jsFromStr(s));

function joined(pieces: PyStr[], between: PyStr, last: PyStr): string {
  const gap = jsFromStr(between);
  let text = '';
  for (let i = 0; i < pieces.length; i++) {
    const p = pieces[i]!;
    if (i > 0) text += gap;
    text += typeof p === 'string' ? p : jsFromStr(p);
  }
  return text + jsFromStr(last);
}
