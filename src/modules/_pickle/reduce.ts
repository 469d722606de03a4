// HOT. Saving what no opcode is made for: through reducers, the dispatch table, `__reduce_ex__`; classes and functions by name; plain
// instances of Python classes without any of these calls. CPython: the second half of save(), save_reduce in Modules/_pickle.c.
import type { PyObject } from '../../objects/model/object.ts';
import { PyType, isSubtype, lookupMro } from '../../objects/model/type.ts';
import { PyFunction } from '../../objects/model/function.ts';
import { DICT, HAS_DICT, HEAP, LIST, OPAQUE, TUPLE } from '../../objects/model/flags.ts';
import { Ellipsis, None, NotImplemented, PyTuple } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { callAttribute, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isCallable } from '../../objects/ops/call.ts';
import { dictEntries, dictGet, dictSize } from '../../objects/types/dictStore.ts';
import { KeyError } from '../../objects/types/exceptions.ts';
import { objectType, tryInstanceDict } from '../../objects/types/object.ts';
import { EMPTY_TUPLE as NO_ITEMS } from '../../objects/types/tuple.ts';
import { typeType } from '../../objects/types/type.ts';
import { FS } from '../../objects/frame.ts';
import { cannotPickle, fullTypeName, withNote } from './errors.ts';
import { saveGlobal, tableOf } from './globals.ts';
import { BUILD, EMPTY_TUPLE, NEWOBJ, NEWOBJ_EX, POP, REDUCE, TUPLE2 } from './opcodes.ts';
import { getMemo, memoize, memoizeNothing, op, type PyPickler } from './pickler.ts';
import { enterFast, leaveFast, openDict, save, saveEntries, saveItems, savePairs } from './save.ts';

/** What is known about a class while its `version` stays. */
export interface ReducePlan {
  version: number;
  /** Instances are `object.__new__(cls)` and their attributes. */
  plain: boolean;
}

export function saveByReduction(p: PyPickler, o: PyObject): void {
  let value: PyObject | undefined;
  if (p.reducerOverride !== undefined) {
    const given = p.reducerOverride.c1(o);
    if (given !== NotImplemented) value = given;
  }
  const type = o.ob_type;
  if (value === undefined) {
    if (type === typeType) {
      saveClass(p, o as PyType);
      return;
    }
    if (o instanceof PyFunction) {
      saveGlobal(p, o, undefined);
      return;
    }
    // fast: no reducer of any kind.
    if (p.proto >= 2 && p.dispatchTable === undefined && (type.flags & HEAP) !== 0 && isPlain(p, type) && !hasOwnReducer(o)) {
      savePlain(p, o);
      return;
    }
    const reducer = registered(p, type);
    if (reducer !== undefined) value = reducer.c1(o);
    else if (isSubtype(type, typeType)) {
      saveGlobal(p, o, undefined);
      return;
    } else value = reduceValue(p, o);
  }
  saveReduced(p, o, value);
}

function saveReduced(p: PyPickler, o: PyObject, value: PyObject): void {
  if (isStr(value)) {
    saveGlobal(p, o, value);
    return;
  }
  try {
    if ((value.tflags & TUPLE) === 0) cannotPickle(`__reduce__ must return a string or tuple, not ${fullTypeName(value)}`);
    saveReduce(p, value as PyTuple, o);
  } catch (e) {
    throw withNote(e, `${fullTypeName(o)} object`);
  }
}

/** The function that the dispatch table, or copyreg's, has for a type. */
function registered(p: PyPickler, type: PyType): PyObject | undefined {
  if (p.dispatchTable === undefined) return dictGet(tableOf('copyreg', 'dispatch_table'), type);
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return p.dispatchTable.s_getitem!(p.dispatchTable, type);
  } catch (e) {
    if (!excMatches(e, KeyError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

function reduceValue(p: PyPickler, o: PyObject): PyObject {
  const ex = tryGetattr(o, '__reduce_ex__');
  if (ex !== undefined) return ex.c1(p.proto);
  const plain = tryGetattr(o, '__reduce__');
  return plain !== undefined ? plain.c0() : cannotPickle(`Can't pickle ${fullTypeName(o)} object`);
}

function saveClass(p: PyPickler, cls: PyType): void {
  const instance = cls === None.ob_type ? None : cls === Ellipsis.ob_type ? Ellipsis : cls === NotImplemented.ob_type ? NotImplemented : undefined;
  if (instance === undefined) saveGlobal(p, cls, undefined);
  else saveReduce(p, new PyTuple([typeType, new PyTuple([instance])]), cls);
}

// --- plain instances ---------------------------------------------------------------------------------------------------------

const OBJECT_METHODS = ['__reduce_ex__', '__reduce__', '__getstate__', '__class__'];

function isPlain(p: PyPickler, type: PyType): boolean {
  const known = p.plans.get(type);
  if (known !== undefined && known.version === type.version) return known.plain;
  const plain =
    type.layout === objectType &&
    (type.flags & (HAS_DICT | OPAQUE)) === HAS_DICT &&
    (type.proto.tflags & (LIST | DICT)) === 0 &&
    type.mro.every((t) => t.slotNames === undefined || t.slotNames.length === 0) &&
    OBJECT_METHODS.every((name) => lookupMro(type, name) === objectType.dict.get(name)) &&
    lookupMro(type, '__getnewargs__') === undefined &&
    lookupMro(type, '__getnewargs_ex__') === undefined &&
    lookupMro(type, '__getattr__') === undefined &&
    type.ob_type === typeType &&
    registered(p, type) === undefined;
  p.plans.set(type, { version: type.version, plain });
  return plain;
}

function hasOwnReducer(o: any): boolean {
  return o.$__reduce_ex__ !== undefined || o.$__reduce__ !== undefined || o.$__getstate__ !== undefined || o.guestOf !== undefined;
}

function savePlain(p: PyPickler, o: PyObject): void {
  const cls = o.ob_type;
  try {
    const at = p.memo.get(cls);
    if (at !== undefined && p.persId === undefined) getMemo(p, at);
    else {
      try {
        save(p, cls);
      } catch (e) {
        throw withNote(e, `${fullTypeName(o)} class`);
      }
    }
    op(p, EMPTY_TUPLE);
    op(p, NEWOBJ);
    memoize(p, o);
    const dict = tryInstanceDict(o);
    try {
      if (dict !== undefined) {
        if (dictSize(dict) === 0) return;
        save(p, dict);
      } else {
        const entries = attributesOf(o);
        if (entries.length === 0) return;
        enterFast(p, o);
        openDict(p);
        memoizeNothing(p);
        saveEntries(p, undefined, entries);
        leaveFast(p, o);
      }
    } catch (e) {
      throw withNote(e, `${fullTypeName(o)} state`);
    }
    op(p, BUILD);
  } catch (e) {
    throw withNote(e, `${fullTypeName(o)} object`);
  }
}

function attributesOf(o: PyObject): [PyObject, PyObject][] {
  const entries: [PyObject, PyObject][] = [];
  for (const key of Object.keys(o as object)) {
    if (key.charCodeAt(0) !== 36) continue;
    const value = (o as unknown as Record<string, PyObject | undefined>)[key];
    if (value !== undefined) entries.push([strFromJs(key.slice(1)), value]);
  }
  return entries;
}

// --- what reducers give ------------------------------------------------------------------------------------------------------

function orNone(v: PyObject | undefined): PyObject | undefined {
  return v === None ? undefined : v;
}

export function saveReduce(p: PyPickler, value: PyTuple, o: PyObject | undefined): void {
  const { ta } = value;
  if (ta.length < 2 || ta.length > 6) cannotPickle('tuple returned by __reduce__ must contain 2 through 6 elements');
  const callable = ta[0]!;
  const args = ta[1]!;
  const state = orNone(ta[2]);
  const listItems = orNone(ta[3]);
  const dictItems = orNone(ta[4]);
  const stateSetter = orNone(ta[5]);
  if (!isCallable(callable)) cannotPickle(`first item of the tuple returned by __reduce__ must be callable, not ${fullTypeName(callable)}`);
  if ((args.tflags & TUPLE) === 0) cannotPickle(`second item of the tuple returned by __reduce__ must be a tuple, not ${fullTypeName(args)}`);
  if (listItems !== undefined && listItems.s_next === undefined) {
    cannotPickle(`fourth item of the tuple returned by __reduce__ must be an iterator, not ${fullTypeName(listItems)}`);
  }
  if (dictItems !== undefined && dictItems.s_next === undefined) {
    cannotPickle(`fifth item of the tuple returned by __reduce__ must be an iterator, not ${fullTypeName(dictItems)}`);
  }
  if (stateSetter !== undefined && !isCallable(stateSetter)) {
    cannotPickle(`sixth item of the tuple returned by __reduce__ must be callable, not ${fullTypeName(stateSetter)}`);
  }
  saveConstruction(p, callable, args as PyTuple, o);
  if (o !== undefined) {
    const at = p.memo.get(o);
    if (at !== undefined) {
      // The arguments led back to the object, which is finished by now.
      op(p, POP);
      getMemo(p, at);
    } else {
      memoize(p, o);
    }
  }
  const owner = o ?? value;
  if (listItems !== undefined) saveItems(p, listItems, owner);
  if (dictItems !== undefined) savePairs(p, dictItems, owner);
  if (state !== undefined) saveState(p, state, stateSetter, owner);
}

/** Saves a part; an error is noted with the name of the part. */
function part(p: PyPickler, o: PyObject, owner: PyObject | undefined, what: string): void {
  try {
    save(p, o);
  } catch (e) {
    throw owner === undefined ? e : withNote(e, `${fullTypeName(owner)} ${what}`);
  }
}

function saveState(p: PyPickler, state: PyObject, setter: PyObject | undefined, owner: PyObject): void {
  if (setter === undefined) {
    part(p, state, owner, 'state');
    op(p, BUILD);
    return;
  }
  part(p, setter, owner, 'state setter');
  save(p, owner);
  part(p, state, owner, 'state');
  op(p, TUPLE2);
  op(p, REDUCE);
  op(p, POP);
}

function saveConstruction(p: PyPickler, callable: PyObject, args: PyTuple, o: PyObject | undefined): void {
  if (p.proto >= 2) {
    const name = tryGetattr(callable, '__name__');
    if (name === '__newobj_ex__') return saveNewobjEx(p, args, o);
    if (name === '__newobj__') return saveNewobj(p, args, o);
  }
  part(p, callable, o, 'reconstructor');
  part(p, args, o, 'reconstructor arguments');
  op(p, REDUCE);
}

function saveNewobj(p: PyPickler, args: PyTuple, o: PyObject | undefined): void {
  if (args.ta.length < 1) cannotPickle('__newobj__ expected at least 1 argument, got 0');
  const cls = args.ta[0]!;
  if (!(cls instanceof PyType)) cannotPickle(`first argument to __newobj__() must be a class, not ${fullTypeName(cls)}`);
  if (o !== undefined) {
    const own = getattr(o, '__class__');
    if (own !== cls) cannotPickle(`first argument to __newobj__() must be ${repr(own)}, not ${repr(cls)}`);
  }
  part(p, cls, o, 'class');
  part(p, args.ta.length === 1 ? NO_ITEMS : new PyTuple(args.ta.slice(1)), o, '__new__ arguments');
  op(p, NEWOBJ);
}

function saveNewobjEx(p: PyPickler, all: PyTuple, o: PyObject | undefined): void {
  if (all.ta.length !== 3) cannotPickle(`__newobj_ex__ expected 3 arguments, got ${all.ta.length}`);
  const [cls, args, kwargs] = all.ta as [PyObject, PyObject, PyObject];
  if (!(cls instanceof PyType)) cannotPickle(`first argument to __newobj_ex__() must be a class, not ${fullTypeName(cls)}`);
  if ((args.tflags & TUPLE) === 0) cannotPickle(`second argument to __newobj_ex__() must be a tuple, not ${fullTypeName(args)}`);
  if ((kwargs.tflags & DICT) === 0) cannotPickle(`third argument to __newobj_ex__() must be a dict, not ${fullTypeName(kwargs)}`);
  if (p.proto >= 4) {
    part(p, cls, o, 'class');
    part(p, args, o, '__new__ arguments');
    part(p, kwargs, o, '__new__ arguments');
    op(p, NEWOBJ_EX);
    return;
  }
  // Before protocol 4: a partial of cls.__new__ that is called without arguments.
  const entries = dictEntries(kwargs as PyDict);
  const partial = callAttribute(
    importModule('functools'),
    'partial',
    [getattr(cls, '__new__'), cls, ...(args as PyTuple).ta, ...entries.map(([, value]) => value)],
    entries.map(([key]) => jsFromStr(key as string)),
  );
  part(p, partial, o, 'reconstructor');
  part(p, NO_ITEMS, o, 'reconstructor arguments');
  op(p, REDUCE);
}
