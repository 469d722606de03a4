// The parts of os.path that posixpath takes from here: normalising and splitting off the root. CPython: Modules/posixmodule.c, Python/fileutils.c.
import type { PyObject } from '../../objects/model/object.ts';
import { PyBytes, PyTuple } from '../../objects/model/values.ts';
import { isStr } from '../../objects/ops/strings.ts';
import { newStr, textOf } from '../../objects/ops/text.ts';
import { jsFromText, sliceText, textFromJs, type Text } from '../../util/unicode/text.ts';
import { isBytes } from '../fsPath.ts';
import { fspath } from '../fsPath.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { lookupMro } from '../../objects/model/type.ts';

function argument(f: string, name: string, path: PyObject): PyObject {
  if (!isStr(path) && !isBytes(path) && lookupMro(path.ob_type, '__fspath__') === undefined) {
    raise(TypeError, `${f}: ${name} should be string, bytes or os.PathLike, not ${path.ob_type.shown}`);
  }
  return fspath(path);
}

/** Lone surrogates stay apart, as code units of a string that only this file sees. */
function apply(path: PyObject, f: (text: string) => string): PyObject {
  if (isStr(path)) return newStr(textFromJs(f(jsFromText(textOf(path)))));
  return new PyBytes(bytesOf(f(latin1((path as PyBytes).bv))));
}

function latin1(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += String.fromCharCode(byte);
  return text;
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}

export function pathNormpath(path: PyObject): PyObject {
  return apply(argument('_path_normpath', 'path', path), normalize);
}

function normalize(path: string): string {
  if (path === '') return '.';
  const slashes = leadingSlashes(path);
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (slashes === 0 && parts.length === 0) || parts.at(-1) === '..') parts.push(part);
    else parts.pop();
  }
  return '/'.repeat(slashes) + parts.join('/') || '.';
}

/** Two slashes at the start, and no third, are a root of their own. */
function leadingSlashes(path: string): number {
  if (!path.startsWith('/')) return 0;
  return path.startsWith('//') && !path.startsWith('///') ? 2 : 1;
}

/** (drive, root, rest) */
export function pathSplitroot(path: PyObject): PyObject {
  const p = argument('_path_splitroot_ex', 'path', path);
  if (isStr(p)) {
    const text: Text = textOf(p);
    const root = leadingSlashes(jsFromText(sliceText(text, 0, 3)));
    return new PyTuple(['', newStr(sliceText(text, 0, root)), newStr(sliceText(text, root, text.length))]);
  }
  const data = (p as PyBytes).bv;
  const root = leadingSlashes(latin1(data.subarray(0, 3)));
  return new PyTuple([new PyBytes(new Uint8Array(0)), new PyBytes(data.slice(0, root)), new PyBytes(data.slice(root))]);
}
