// `_symtable`: the compiler's scopes for the module `symtable`. CPython: Modules/symtablemodule.c, Python/symtable.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, member } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { PyList } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';
import { strFromJs, isStr, jsFromStr } from '../objects/ops/strings.ts';
import { identity } from '../objects/ops/hash.ts';
import { dictFromEntries } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { theCompiler } from '../runtime/compilerInterface.ts';
import { decodeWithCodec } from '../runtime/sourceCodec.ts';
import { fsDecode } from '../runtime/paths.ts';
import * as scopes from '../symtable/scope.ts';
import { typeName } from '../objects/ops/number.ts';

class PyEntry extends PyBase {
  scope: scopes.Scope;
  symbols: PyDict;
  varnames: PyList;
  children: PyList;
  constructor(scope: scopes.Scope) {
    super();
    this.scope = scope;
    this.symbols = dictFromEntries([...scope.symbols].map(([name, flags]) => [strFromJs(name), flags]));
    this.varnames = new PyList(scope.varnames.map(strFromJs));
    this.children = new PyList(scope.children.map((child) => new PyEntry(child)));
  }
}

export const entryType = defineType(PyEntry, {
  name: 'symtable entry',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  slots: { repr: (e: PyEntry) => strFromJs(`<symtable entry ${shownName(e.scope)}(${identity(e)}), line ${e.scope.loc.lineno}>`) },
  getset: [
    member('id', null, (e: PyEntry) => identity(e)),
    member('name', null, (e: PyEntry) => strFromJs(shownName(e.scope))),
    member('symbols', null, (e: PyEntry) => e.symbols),
    member('varnames', null, (e: PyEntry) => e.varnames),
    member('children', null, (e: PyEntry) => e.children),
    member('nested', null, (e: PyEntry) => Number(e.scope.nested)),
    member('type', null, (e: PyEntry) => scopes.scopeTypeNumbers[e.scope.type]),
    member('lineno', null, (e: PyEntry) => e.scope.loc.lineno),
  ],
});

const shownName = (scope: scopes.Scope): string => (scope.type === 'module' ? 'top' : scope.name);

function symtable(source: PyObject, filename: PyObject, mode: string): PyObject {
  if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') raise(ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  const { bv } = source as unknown as { bv?: Uint8Array };
  const text = isStr(source) ? jsFromStr(source) : (bv ?? raise(TypeError, `symtable() arg 1 must be a string or bytes, not ${typeName(source)}`));
  const top = theCompiler().symtable({ source: text, filename: fsDecode(filename), mode, flags: 0, optimize: 0, nsMode: false, decode: decodeWithCodec });
  return new PyEntry(top as scopes.Scope);
}

export default defineModule({
  name: '_symtable',
  functions: [fn('symtable(source, filename, startstr: str, /)', `Return symbol and scope dictionaries used internally by compiler.`, symtable)],
  constants: () => ({
    USE: scopes.USE,
    DEF_GLOBAL: scopes.DEF_GLOBAL,
    DEF_NONLOCAL: scopes.DEF_NONLOCAL,
    DEF_LOCAL: scopes.DEF_LOCAL,
    DEF_PARAM: scopes.DEF_PARAM,
    DEF_TYPE_PARAM: scopes.DEF_TYPE_PARAM,
    DEF_FREE_CLASS: scopes.DEF_FREE_CLASS,
    DEF_IMPORT: scopes.DEF_IMPORT,
    DEF_BOUND: scopes.DEF_LOCAL | scopes.DEF_PARAM | scopes.DEF_IMPORT,
    DEF_ANNOT: scopes.DEF_ANNOT,
    DEF_COMP_ITER: scopes.DEF_COMP_ITER,
    DEF_COMP_CELL: scopes.DEF_COMP_CELL,
    TYPE_FUNCTION: 0,
    TYPE_CLASS: 1,
    TYPE_MODULE: 2,
    TYPE_ANNOTATION: 3,
    TYPE_TYPE_ALIAS: 4,
    TYPE_TYPE_PARAMETERS: 5,
    TYPE_TYPE_VARIABLE: 6,
    LOCAL: scopes.LOCAL,
    GLOBAL_EXPLICIT: scopes.GLOBAL_EXPLICIT,
    GLOBAL_IMPLICIT: scopes.GLOBAL_IMPLICIT,
    FREE: scopes.FREE,
    CELL: scopes.CELL,
    SCOPE_OFF: scopes.SCOPE_OFF,
    SCOPE_MASK: scopes.SCOPE_MASK,
  }),
});
