// `input`. CPython: Python/bltinmodule.c (builtin_input).
import type { PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { raise, raiseWith } from '../objects/ops/raise.ts';
import { EOFError, RuntimeError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { strObject } from '../objects/ops/repr.ts';
import { callMethod, tryGetattr } from '../objects/ops/attr.ts';
import { sysGet } from './state.ts';

export function inputLine(prompt: PyObject): PyObject {
  const stdin = stream('stdin'),
    stdout = stream('stdout'),
    stderr = sysGet('stderr');
  if (stderr !== undefined && stderr !== None && tryGetattr(stderr, 'flush') !== undefined) callMethod(stderr, 'flush');
  const text = strObject(prompt);
  if (text !== '') callMethod(stdout, 'write', text);
  callMethod(stdout, 'flush');
  const line = callMethod(stdin, 'readline');
  if (!isStr(line)) raise(RuntimeError, 'object.readline() returned non-string');
  const js = jsFromStr(line);
  if (js === '') raiseWith(EOFError, 'EOF when reading a line');
  return strFromJs(js.endsWith('\n') ? js.slice(0, -1) : js);
}

function stream(name: string): PyObject {
  const s = sysGet(name);
  if (s === undefined || s === None) raise(RuntimeError, `lost sys.${name}`);
  return s;
}
