// From a Python value in a class dict to the slot on the prototype: `def __len__(self)` becomes `proto.s_len`.
// A native slot wrapper (`__len__ = list.__len__`) is unwrapped to its native function again.
// CPython: the slot_* functions of Objects/typeobject.c.
import { isSubtype, lookupMro, type PyType } from '../model/type.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { None, NotImplemented, type PyBaseException } from '../model/values.ts';
import { slotsByName, sequenceSlots, type SlotDef, type SlotName } from '../model/slots.ts';
import { FLAT } from '../model/flags.ts';
import { isFunction, PyFunction } from '../model/function.ts';
import { protosOf } from '../model/selectors.ts';
import { hidden } from '../declare/type.ts';
import { raise } from './raise.ts';
import { AttributeError, StopIteration, TypeError, ValueError } from '../types/exceptions.ts';
import { isStr, strFromJs } from './strings.ts';
import { asIndex, intValue, isFloat, isInt, normalizeInt } from './number.ts';
import { isTrue } from './truth.ts';
import { PyStaticMethod, PyWrapperDescriptor } from '../types/descriptors.ts';
import { excMatches } from './exceptions.ts';
import { genericGetattro, getattrHook, withAttribute } from './attr.ts';
import { FS } from '../frame.ts';
import { takeRaised, type SoftSlot } from './softCalls.ts';
import { hashInt } from './hash.ts';
import { prepend } from '../../util/prepend.ts';

/** Recomputes the slot that stands for special method `name` on `type` (and on the second prototype of int and str). */
export function refreshSlot(type: PyType, name: string): void {
  const def = slotsByName.get(name)!;
  const flat = (type.flags & FLAT) !== 0;
  const value = flat || def.slot === 's_getattro' || def.slot === 's_setattro' || def.slot === 's_set' ? lookupMro(type, name) : type.dict.get(name);
  for (const proto of protosOf(type)) {
    clearSlot(proto, def, name);
    if (value === undefined && !isPaired(def)) continue;
    const f = slotFunction(type, def, value);
    if (f !== undefined) hidden(proto, def.slot, f);
    if (value instanceof PyWrapperDescriptor && value.slot !== def.slot && value.def.name === name) hidden(proto, value.slot, value.fn);
  }
}

function isPaired(def: SlotDef): boolean {
  return def.slot === 's_getattro' || def.slot === 's_setattro' || def.slot === 's_set';
}

/** A Python `__add__` also replaces the inherited native concatenation, so sequence slots of that name go too. */
function clearSlot(proto: any, def: SlotDef, name: string): void {
  delete proto[def.slot];
  for (const seq of sequenceSlots) if (seq.name === name) delete proto[seq.slot];
  for (const seq of sequenceSlots) if (seq.name === name && proto[seq.slot] !== undefined) hidden(proto, seq.slot, undefined);
}

function slotFunction(type: PyType, def: SlotDef, value: PyObject | undefined): Function | undefined {
  if (isPaired(def)) return pairedSlot(type, def.slot);
  // `__str__ = int.__repr__` too: what is called alike can stand in for another slot.
  if (value instanceof PyWrapperDescriptor && value.def.shape === def.shape && isSubtype(type, value.owner)) return value.fn;
  if (value === None) {
    if (def.shape === 'hash') return unhashable;
    if (def.shape === 'new') return undefined;
    return (self: PyObject) => noneSlot(self, def);
  }
  return pythonSlot(def, value!);
}

function noneSlot(self: PyObject, def: SlotDef): PyObject {
  switch (def.shape) {
    case 'iter':
    case 'aiter' as never:
      raise(TypeError, `'${self.ob_type.shown}' object is not iterable`);
      break;
    case 'contains':
      raise(TypeError, `'${self.ob_type.shown}' object is not a container`);
      break;
    case 'binary':
    case 'compare':
    case 'pow':
    case 'inplace':
      return NotImplemented;
    default:
      raise(TypeError, `'NoneType' object is not callable`);
  }
}

export function unhashable(self: PyObject): never {
  raise(TypeError, `unhashable type: '${self.ob_type.shown}'`);
}

/** `f(self, *args, **kw)`. */
export function callFirst(f: PyFunction, self: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  if (kwnames !== undefined) return f.cK(prepend(self, args), kwnames);
  switch (args.length) {
    case 0:
      return f.c1(self);
    case 1:
      return f.c2(self, args[0]!);
    case 2:
      return f.c3(self, args[0]!, args[1]!);
    case 3:
      return f.c4(self, args[0]!, args[1]!, args[2]!);
    default:
      return f.cN(prepend(self, args));
  }
}

/** Calls the special method found as `value` in a class dict, bound to `self`. */
function call(value: PyObject, self: PyObject, args: PyObject[], kwnames?: KwNames): PyObject {
  if (isFunction(value)) return callFirst(value, self, args, kwnames);
  if (value instanceof PyWrapperDescriptor && !isSubtype(self.ob_type, value.owner))
    raise(TypeError, `descriptor '${value.def.name}' requires a '${value.owner.shown}' object but received a '${self.ob_type.shown}'`);
  const { s_get } = value;
  const bound = s_get === undefined ? value : s_get(value, self, self.ob_type);
  return kwnames === undefined ? bound.cN(args) : bound.cK(args, kwnames);
}

type Build = (value: PyObject, def: SlotDef) => Function;

const oneArg: Build = (value) =>
  value instanceof PyFunction ? (self: PyObject, other: PyObject) => value.c2(self, other) : (self: PyObject, other: PyObject) => call(value, self, [other]);

const builders: Partial<Record<SlotDef['shape'], Build>> = {
  repr: (value, def) => (self: PyObject) => {
    const text = call(value, self, []);
    if (!isStr(text)) raise(TypeError, `${def.name} returned non-string (type ${text.ob_type.shown})`);
    return text;
  },
  unary: (value) => (self: PyObject) => call(value, self, []),
  binary: oneArg,
  inplace: oneArg,
  compare: (value, def) =>
    value instanceof PyFunction || value.s_get === undefined || value instanceof PyWrapperDescriptor
      ? oneArg(value, def)
      : (self: PyObject, other: PyObject) => {
          // A descriptor that has no attribute to give counts as no comparison at all.
          const depth = FS.sp,
            handled = FS.exc;
          let bound: PyObject;
          try {
            bound = value.s_get!(value, self, self.ob_type);
          } catch (e) {
            if (!excMatches(e, AttributeError)) throw e;
            FS.sp = depth;
            FS.exc = handled;
            return NotImplemented;
          }
          return bound.c1(other);
        },
  getitem: (value, def) => {
    const slot = oneArg(value, def);
    if (isFunction(value)) (slot as SoftSlot).method = value;
    return slot;
  },
  concat: oneArg,
  pow: (value) => (self: PyObject, other: PyObject, mod?: PyObject) => call(value, self, mod === undefined || mod === None ? [other] : [other, mod]),
  hash: (value) => (self: PyObject) => {
    const h = call(value, self, []);
    const n = intValue(h);
    if (n === undefined) raise(TypeError, '__hash__ method should return an integer');
    return typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n)) ? hashInt(n) : n === -1 ? -2 : n;
  },
  bool: (value) => (self: PyObject) => {
    const b = call(value, self, []);
    if (typeof b !== 'boolean') raise(TypeError, `__bool__ should return bool, returned ${b.ob_type.shown}`);
    return b;
  },
  len: (value) => (self: PyObject) => {
    const n = asIndex(call(value, self, []));
    if (n < 0) raise(ValueError, '__len__() should return >= 0');
    return lengthOf(n);
  },
  contains: (value) => (self: PyObject, item: PyObject) => isTrue(call(value, self, [item])),
  setitem: (value) => (self: PyObject, key: PyObject, item: PyObject) => {
    call(value, self, [key, item]);
  },
  delitem: (value) => (self: PyObject, key: PyObject) => {
    call(value, self, [key]);
  },
  iter: (value) => (self: PyObject) => {
    const it = call(value, self, []);
    if (it.s_next === undefined) raise(TypeError, `iter() returned non-iterator of type '${it.ob_type.shown}'`);
    return it;
  },
  next: (value) =>
    value instanceof PyFunction
      ? (self: PyObject) => {
          const depth = FS.sp,
            handled = FS.exc,
            { soft } = FS;
          FS.soft = depth + 1;
          try {
            const item = value.c1(self);
            FS.soft = soft;
            // Another special method under that name may have left any exception.
            if (item === undefined) {
              const e = takeRaised();
              if (e !== undefined) throw e;
            }
            return item;
          } catch (e) {
            FS.soft = soft;
            if (!excMatches(e, StopIteration)) throw e;
            FS.sp = depth;
            FS.exc = handled;
            return undefined;
          }
        }
      : (self: PyObject) => {
          const depth = FS.sp,
            handled = FS.exc;
          try {
            return call(value, self, []);
          } catch (e) {
            if (!excMatches(e, StopIteration)) throw e;
            FS.sp = depth;
            FS.exc = handled;
            return undefined;
          }
        },
  call: (value) => (self: PyObject, args: PyObject[], kwnames: KwNames) => call(value, self, args, kwnames),
  init: (value) => {
    const invoke = isFunction(value) ? callFirst : call;
    return (self: PyObject, args: PyObject[], kwnames: KwNames) => {
      const result = invoke(value as PyFunction, self, args, kwnames);
      if (result !== None) raise(TypeError, `__init__() should return None, not '${result.ob_type.shown}'`);
    };
  },
  new: (value) => (cls: PyType, args: PyObject[], kwnames: KwNames) => {
    const bare = value instanceof PyStaticMethod ? value.func : value;
    const f = bare instanceof PyFunction || bare.s_get === undefined || value instanceof PyStaticMethod ? bare : bare.s_get(bare, undefined, cls);
    return kwnames === undefined ? f.cN(prepend(cls, args)) : f.cK(prepend(cls, args), kwnames);
  },
  get: (value) => (self: PyObject, obj: PyObject | undefined, type: PyObject | undefined) => call(value, self, [obj ?? None, type ?? None]),
  del: (value) => (self: PyObject) => {
    call(value, self, []);
  },
  int: (value) => (self: PyObject) => {
    const n = call(value, self, []);
    if (!isInt(n)) raise(TypeError, `__int__ returned non-int (type ${n.ob_type.shown})`);
    return n;
  },
  index: (value) => (self: PyObject) => {
    const n = call(value, self, []);
    if (!isInt(n)) raise(TypeError, `__index__ returned non-int (type ${n.ob_type.shown})`);
    return n;
  },
  float: (value) => (self: PyObject) => {
    const f = call(value, self, []);
    if (!isFloat(f)) raise(TypeError, `${self.ob_type.shown}.__float__ returned non-float (type ${f.ob_type.shown})`);
    return f;
  },
  buffer: (value) => (self: PyObject) => call(value, self, [284]),
};

function pythonSlot(def: SlotDef, value: PyObject): Function {
  const build = builders[def.shape];
  if (build === undefined) throw new Error(`no builder for slot ${def.name}`);
  return build(value, def);
}

function lengthOf(n: number | bigint): number {
  return typeof n === 'number' ? n : Number(n >= 2n ** 63n ? raise(OverflowLength(), "cannot fit 'int' into an index-sized integer") : n);
}
import { OverflowError } from '../types/exceptions.ts';
function OverflowLength(): PyType {
  return OverflowError;
}

/** Slots that two special methods share: getattribute/getattr, setattr/delattr, set/delete. */
function pairedSlot(type: PyType, slot: SlotName): Function | undefined {
  if (slot === 's_getattro') {
    const full = lookupMro(type, '__getattribute__');
    const hook = lookupMro(type, '__getattr__');
    const native = full instanceof PyWrapperDescriptor ? (full.fn as (self: PyObject, name: string) => PyObject | undefined) : undefined;
    if (hook === undefined && native !== undefined) return native;
    const base =
      native ??
      ((self: PyObject, name: string) => {
        try {
          return call(full!, self, [strFromJs(name)]);
        } catch (e) {
          throw withAttribute(e, self, name);
        }
      });
    if (hook === undefined) {
      // AttributeError of a Python `__getattribute__` reaches the caller with its own text.
      return base;
    }
    const slot: SoftSlot & ((self: PyObject, name: string) => PyObject | undefined) = (self, name) => getattrHook(self, name, base, hook);
    // fast: what `hasattr` and `getattr` with a default take apart.
    if (base === genericGetattro && isFunction(hook)) slot.method = hook;
    return slot;
  }
  if (slot === 's_setattro') {
    const set = lookupMro(type, '__setattr__');
    const del = lookupMro(type, '__delattr__');
    if (set instanceof PyWrapperDescriptor && del instanceof PyWrapperDescriptor) return set.fn;
    return (self: PyObject, name: string, v: PyObject | undefined) => {
      if (v !== undefined) {
        if (set instanceof PyWrapperDescriptor) set.fn(self, name, v);
        else call(set!, self, [strFromJs(name), v]);
      } else if (del instanceof PyWrapperDescriptor) del.fn(self, name, undefined);
      else call(del!, self, [strFromJs(name)]);
    };
  }
  const set = lookupMro(type, '__set__');
  const del = lookupMro(type, '__delete__');
  if (set === undefined && del === undefined) return undefined;
  if (set instanceof PyWrapperDescriptor && (del === undefined || del instanceof PyWrapperDescriptor)) return set.fn;
  return (self: PyObject, obj: PyObject, v: PyObject | undefined) => {
    const f = v !== undefined ? set : del;
    if (f === undefined) raise(AttributeError, v !== undefined ? '__set__' : '__delete__');
    if (f instanceof PyWrapperDescriptor) f.fn(self, obj, v);
    else call(f, self, v !== undefined ? [obj, v] : [obj]);
  };
}

export { call as callSpecialValue, normalizeInt, genericGetattro };
export type { PyBaseException };
