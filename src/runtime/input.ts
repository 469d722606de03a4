// `input`. CPython: Python/bltinmodule.c (builtin_input).
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { EOFError, Exception, RuntimeError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { strObject } from '../objects/ops/repr.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { FS } from '../objects/frame.ts';
import { sysGet } from './state.ts';

export function inputLine(prompt: PyObject): PyObject {
  const stdin = stream('stdin'),
    stdout = stream('stdout'),
    stderr = sysGet('stderr');
  if (stderr !== undefined && stderr !== None) flush(stderr);
  const text = strObject(prompt);
  if (text !== '') callMethod(stdout, 'write', text);
  flush(stdout);
  const line = callMethod(stdin, 'readline');
  if (!isStr(line)) raise(RuntimeError, 'object.readline() returned non-string');
  const js = jsFromStr(line);
  if (js === '') raiseWith(EOFError, 'EOF when reading a line');
  return strFromJs(js.endsWith('\n') ? js.slice(0, -1) : js);
}

/** What goes wrong while flushing is of no interest. */
function flush(file: PyObject): void {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    callMethod(file, 'flush');
  } catch (e) {
    if (!excMatches(e, Exception)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
}

function stream(name: string): PyObject {
  const s = sysGet(name);
  if (s === undefined || s === None) raise(RuntimeError, `lost sys.${name}`);
  return s;
}
