// Regular expressions of the library, compiled when taipan is built (scripts/regexes.py): `re` compiles in Python what most of the library's modules
// state at their top, and a program that imports a few of them would spend a tenth of its start there.
// Invariant: an entry holds what `re._compiler.compile` hands to `_sre.compile` for the same pattern and flags; that function stays as it is and
// is only not entered where the table knows the answer.
import { dictSet, newDict } from '../../objects/types/dictStore.ts';
import { PyFunction } from '../../objects/model/function.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { strFromJs } from '../../objects/ops/strings.ts';

type Entry = [flags: number, code: number[], groups: number, groupindex: [string, number][], indexgroup: (string | null)[]];

let readTable: (() => string | undefined) | undefined;
let table: { places: Record<string, [start: number, end: number]>; text: string } | undefined | null = null;

/** `read` gives the file of the table: a line of JSON that says where the entries lie behind it. */
export function installRegexes(read: () => string | undefined): void {
  readTable = read;
}

function load(): typeof table {
  const text = readTable?.();
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  return { places: JSON.parse(text.slice(0, end)), text: text.slice(end + 1) };
}

/** The body of `re._compiler` has run. */
export function knowRegexes(module: Namespace): void {
  const compile = module.$compile;
  if (readTable === undefined || !(compile instanceof PyFunction)) return;
  const inPython = compile.c2;
  compile.c2 = function (this: PyFunction, pattern: PyObject, flags: PyObject): PyObject {
    return known(pattern, flags) ?? inPython.call(this, pattern, flags);
  };
}

function known(pattern: PyObject, flags: PyObject): PyObject | undefined {
  if (typeof flags !== 'number') return undefined;
  let key: string;
  if (typeof pattern === 'string') key = `${flags}s${pattern}`;
  else if (pattern instanceof PyBytes && pattern.bv.length < 1000) key = `${flags}b${String.fromCharCode(...pattern.bv)}`;
  else return undefined;
  if (table === null) table = load();
  if (table === undefined || table === null || !Object.hasOwn(table.places, key)) return undefined;
  const [start, end] = table.places[key]!;
  const [ownFlags, code, groups, names, indexgroup] = JSON.parse(table.text.slice(start, end)) as Entry;
  const groupindex = newDict();
  for (const [name, group] of names) dictSet(groupindex, strFromJs(name), group);
  const index = new PyTuple(indexgroup.map((name) => (name === null ? None : strFromJs(name))));
  return getattr(importModule('_sre'), 'compile').cN([pattern, ownFlags, new PyList(code), groups, groupindex, index]);
}
