// Objects that a pickle names instead of holding: classes, functions, singletons. CPython: save_global and find_class in Modules/_pickle.c.
import type { PyObject } from '../../objects/model/object.ts';
import { None, type PyBytes, PyTuple } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { callAttribute, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { importBuiltin } from '../../objects/ops/lateHooks.ts';
import { intValue } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr, str } from '../../objects/ops/repr.ts';
import { textOf } from '../../objects/ops/text.ts';
import { encodeStr } from '../../objects/ops/codecs.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { dictEntries, dictGet } from '../../objects/types/dictStore.ts';
import { AttributeError, ImportError, KeyError, RuntimeError, TypeError, UnicodeEncodeError, ValueError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { cannotPickle } from './errors.ts';
import { EXT1, EXT2, EXT4, MARK, REDUCE, STACK_GLOBAL, TUPLE, TUPLE2 } from './opcodes.ts';
import { ascii, memoize, op, opNumber, raw, type PyPickler } from './pickler.ts';
import { save } from './save.ts';

/** An attribute of the copyreg or _compat_pickle module: one of their dicts. */
export function tableOf(module: string, name: string): PyDict {
  return getattr(importModule(module), name) as PyDict;
}

function modules(): PyDict {
  return getattr(importModule('sys'), 'modules') as PyDict;
}

function resolve(from: PyObject, path: readonly string[]): PyObject {
  let o = from;
  for (const name of path) o = getattr(o, name);
  return o;
}

export function saveGlobal(p: PyPickler, o: PyObject, given: PyObject | undefined): void {
  const nameObject = given ?? tryGetattr(o, '__qualname__') ?? getattr(o, '__name__');
  if (!isStr(nameObject)) raise(TypeError, `name must be str, not ${nameObject.ob_type.shown}`);
  const name = jsFromStr(nameObject);
  const path = name.split('.');
  const moduleName = moduleOf(o, name, path);
  if (p.proto >= 2 && saveExtension(p, moduleName, name)) return;
  if (p.proto >= 4) {
    save(p, strFromJs(moduleName));
    save(p, strFromJs(name));
    op(p, STACK_GLOBAL);
  } else {
    saveByPath(p, moduleName, path);
  }
  memoize(p, o);
}

/** The module in which the object is found under its name. */
function moduleOf(o: PyObject, name: string, path: readonly string[]): string {
  const given = tryGetattr(o, '__module__');
  if (path.includes('<locals>')) cannotPickle(`Can't pickle local object ${repr(o)}`);
  let moduleName: string;
  if (given === undefined || given === None) {
    const found = searchModules(o, path);
    if (found !== undefined) return found;
    moduleName = '__main__';
  } else {
    if (!isStr(given)) raise(TypeError, `module name must be a string, not ${given.ob_type.shown}`);
    moduleName = jsFromStr(given);
  }
  const depth = FS.sp,
    handled = FS.exc;
  let module: PyObject;
  try {
    module = dictGet(modules(), strFromJs(moduleName)) ?? importModule(moduleName);
  } catch (e) {
    if (!excMatches(e, ImportError) && !excMatches(e, ValueError) && !excMatches(e, KeyError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    inContext(e, () => cannotPickle(`Can't pickle ${repr(o)}: ${str(e as PyObject)}`));
  }
  let found: PyObject;
  try {
    found = resolve(module!, path);
  } catch (e) {
    if (!excMatches(e, AttributeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    inContext(e, () => cannotPickle(`Can't pickle ${repr(o)}: it's not found as ${moduleName}.${name}`));
  }
  if (found! !== o) cannotPickle(`Can't pickle ${repr(o)}: it's not the same object as ${moduleName}.${name}`);
  return moduleName;
}

/** Raises while `e` counts as being handled. */
function inContext(e: unknown, raiseIt: () => never): never {
  const before = FS.exc;
  FS.exc = e as never;
  try {
    raiseIt();
  } finally {
    FS.exc = before;
  }
}

function searchModules(o: PyObject, path: readonly string[]): string | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  for (const [key, module] of dictEntries(modules())) {
    if (key === '__main__' || key === '__mp_main__' || module === None || !isStr(key)) continue;
    try {
      if (resolve(module, path) === o) return jsFromStr(key);
    } catch (e) {
      if (!excMatches(e, AttributeError)) throw e;
      FS.sp = depth;
      FS.exc = handled;
    }
  }
  return undefined;
}

function saveExtension(p: PyPickler, moduleName: string, name: string): boolean {
  const code = dictGet(tableOf('copyreg', '_extension_registry'), new PyTuple([strFromJs(moduleName), strFromJs(name)]));
  if (code === undefined) return false;
  const n = intValue(code);
  if (n === undefined) raise(TypeError, `extension code must be an integer, not ${code.ob_type.shown}`);
  if (n <= 0 || n > 0x7fffffff) raise(RuntimeError, `extension code ${n} is out of range`);
  if (n < 256) opNumber(p, EXT1, Number(n), 1);
  else if (n < 65536) opNumber(p, EXT2, Number(n), 2);
  else opNumber(p, EXT4, Number(n), 4);
  return true;
}

/** Before protocol 4 a dotted name is a chain of getattr() calls. */
function saveByPath(p: PyPickler, moduleName: string, path: readonly string[]): void {
  const rest = path.slice(1);
  for (let i = 0; i < rest.length; i++) {
    save(p, importBuiltin('getattr'));
    if (p.proto < 2) op(p, MARK);
  }
  saveTopLevel(p, moduleName, path[0]!);
  for (const name of rest) {
    save(p, strFromJs(name));
    op(p, p.proto < 2 ? TUPLE : TUPLE2);
    op(p, REDUCE);
  }
}

function saveTopLevel(p: PyPickler, moduleName: string, name: string): void {
  if (p.proto < 3 && p.fixImports) [moduleName, name] = python2Name(moduleName, name);
  // Names outside of ASCII came with protocol 3.
  const encode = (text: string, what: string): void => {
    const depth = FS.sp,
      handled = FS.exc;
    try {
      raw(p, (encodeStr(strFromJs(text), textOf(strFromJs(text)), p.proto < 3 ? 'ascii' : 'utf-8', 'strict') as PyBytes).bv);
    } catch (e) {
      if (!excMatches(e, UnicodeEncodeError)) throw e;
      FS.sp = depth;
      FS.exc = handled;
      inContext(e, () => cannotPickle(`can't pickle ${what} identifier ${repr(strFromJs(text))} using pickle protocol ${p.proto}`));
    }
    ascii(p, '\n');
  };
  ascii(p, 'c');
  encode(moduleName, 'module');
  encode(name, 'global');
}

function python2Name(moduleName: string, name: string): [string, string] {
  const pair = dictGet(tableOf('_compat_pickle', 'REVERSE_NAME_MAPPING'), new PyTuple([strFromJs(moduleName), strFromJs(name)]));
  if (pair !== undefined) return pairOf(pair, 'REVERSE_NAME_MAPPING');
  const mapped = dictGet(tableOf('_compat_pickle', 'REVERSE_IMPORT_MAPPING'), strFromJs(moduleName));
  return [mapped === undefined ? moduleName : moduleText(mapped, 'REVERSE_IMPORT_MAPPING'), name];
}

function pairOf(pair: PyObject, table: string): [string, string] {
  const items = (pair as PyTuple).ta;
  if (items === undefined || items.length !== 2) raise(RuntimeError, `_compat_pickle.${table} values should be 2-tuples, not ${pair.ob_type.shown}`);
  const [a, b] = items as [PyObject, PyObject];
  if (!isStr(a) || !isStr(b)) raise(RuntimeError, `_compat_pickle.${table} values should be pairs of str, not (${a.ob_type.shown}, ${b.ob_type.shown})`);
  return [jsFromStr(a), jsFromStr(b)];
}

function moduleText(v: PyObject, table: string): string {
  if (!isStr(v)) raise(RuntimeError, `_compat_pickle.${table} values should be strings, not ${v.ob_type.shown}`);
  return jsFromStr(v);
}

/** The object that a pickle names. */
export function findClass(moduleName: PyObject, name: PyObject, proto: number, fixImports: boolean): PyObject {
  if (!isStr(moduleName)) raise(TypeError, 'module name must be a string');
  audit(moduleName, name);
  let module = jsFromStr(moduleName);
  let attribute = isStr(name) ? jsFromStr(name) : raise(TypeError, `attribute name must be string, not '${name.ob_type.shown}'`);
  if (proto < 3 && fixImports) [module, attribute] = python3Name(module, attribute);
  // Where it is there already, another thread may still be running its body: the import waits for that.
  const object = importModule(module);
  if (proto < 4) return getattr(object, attribute);
  const path = attribute.split('.');
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return resolve(object, path);
  } catch (e) {
    if (path.length < 2 || !excMatches(e, AttributeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    inContext(e, () => raise(AttributeError, `Can't resolve path ${repr(strFromJs(attribute))} on module ${repr(moduleName)}`));
  }
}

function audit(moduleName: PyStr, name: PyObject): void {
  callAttribute(importModule('sys'), 'audit', ['pickle.find_class', moduleName, name], undefined);
}

function python3Name(moduleName: string, name: string): [string, string] {
  const pair = dictGet(tableOf('_compat_pickle', 'NAME_MAPPING'), new PyTuple([strFromJs(moduleName), strFromJs(name)]));
  if (pair !== undefined) return pairOf(pair, 'NAME_MAPPING');
  const mapped = dictGet(tableOf('_compat_pickle', 'IMPORT_MAPPING'), strFromJs(moduleName));
  return [mapped === undefined ? moduleName : moduleText(mapped, 'IMPORT_MAPPING'), name];
}
