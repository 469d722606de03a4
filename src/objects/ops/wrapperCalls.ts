// Calling a native slot under its Python name: `list.__len__(x)`. CPython: the wrap_* functions of Objects/typeobject.c.
import { newMemoryView } from '../types/memoryview.ts';
import type { KwNames, PyObject } from '../model/object.ts';
import { None, NotImplemented } from '../model/values.ts';
import type { PyWrapperDescriptor } from '../types/descriptors.ts';
import { raise } from './raise.ts';
import { AttributeError, StopIteration, TypeError, newStopIteration } from '../types/exceptions.ts';
import { isStr, jsFromStr } from './strings.ts';
import { asSize } from './number.ts';
import { noAttribute } from './attr.ts';
import { throwException } from './raise.ts';
import { isSubtype, PyType } from '../model/type.ts';
import { IMMUTABLE } from '../model/flags.ts';

function count(d: PyWrapperDescriptor, args: PyObject[], kwnames: KwNames, min: number, max = min): void {
  if (kwnames !== undefined && kwnames.length > 0) raise(TypeError, `wrapper ${d.def.name}() takes no keyword arguments`);
  if (args.length >= min && args.length <= max) return;
  const at = min === max ? '' : args.length < min ? 'at least ' : 'at most ';
  const n = args.length < min ? min : max;
  raise(
    TypeError,
    min === max ? `expected ${n} argument${n === 1 ? '' : 's'}, got ${args.length}` : `expected ${at}${n} argument${n === 1 ? '' : 's'}, got ${args.length}`,
  );
}

function nameArgument(d: PyWrapperDescriptor, arg: PyObject): string {
  void d;
  if (!isStr(arg)) raise(TypeError, `attribute name must be string, not '${arg.ob_type.shown}'`);
  return jsFromStr(arg);
}

/** Python may not reach past a class's own native `__setattr__` (Carlo Verre's hack). */
function hackCheck(d: PyWrapperDescriptor, self: PyObject, what: string): void {
  if (!(self instanceof PyType)) return;
  if ((self.flags & IMMUTABLE) !== 0 && d.owner.name === 'object') raise(TypeError, `can't apply this ${what} to ${self.ob_type.shown} object`);
  if (d.owner.name === 'object' && self.ob_type.proto.s_setattro !== d.fn) raise(TypeError, `can't apply this ${what} to ${self.ob_type.shown} object`);
}

export function callWrapper(d: PyWrapperDescriptor, self: PyObject, args: PyObject[], kwnames: KwNames): PyObject {
  const { fn, def } = d;
  switch (def.shape) {
    case 'call':
      return fn(self, args, kwnames);
    case 'init':
      fn(self, args, kwnames);
      return None;
    case 'new': {
      const cls = args[0];
      if (!(cls instanceof PyType)) raise(TypeError, `${d.owner.shown}.__new__(X): X is not a type object (${cls?.ob_type.name ?? 'nothing'})`);
      if (!isSubtype(cls, d.owner)) raise(TypeError, `${d.owner.shown}.__new__(${cls.name}): ${cls.name} is not a subtype of ${d.owner.shown}`);
      return fn(cls, args.slice(1), kwnames);
    }
    case 'repr':
    case 'unary':
    case 'int':
    case 'float':
    case 'index':
    case 'iter':
    case 'hash':
      count(d, args, kwnames, 0);
      return fn(self);
    case 'bool':
    case 'len':
      count(d, args, kwnames, 0);
      return exactLength(self, fn(self) as number);
    case 'next': {
      count(d, args, kwnames, 0);
      const value = fn(self);
      if (value === undefined) throwException(newStopIteration((self as { ret?: PyObject }).ret ?? None));
      return value;
    }
    case 'pow':
      if (args.length < 1 || args.length > 2) raise(TypeError, `expected 1 or 2 arguments, got ${args.length}`);
      count(d, args, kwnames, 1, 2);
      return fn(self, args[0], args[1]);
    case 'compare':
    case 'binary':
    case 'inplace':
    case 'getitem':
    case 'concat':
    case 'iconcat':
    case 'contains':
      count(d, args, kwnames, 1);
      return fn(self, args[0]);
    case 'repeat':
    case 'irepeat':
    case 'rrepeat':
      count(d, args, kwnames, 1);
      if (args[0]!.s_index === undefined) raise(TypeError, `'${args[0]!.ob_type.shown}' object cannot be interpreted as an integer`);
      asSize(args[0]!);
      return fn(self, args[0]);
    case 'setitem':
      count(d, args, kwnames, 2);
      fn(self, args[0], args[1]);
      return None;
    case 'delitem':
      count(d, args, kwnames, 1);
      fn(self, args[0]);
      return None;
    case 'getattribute': {
      count(d, args, kwnames, 1);
      const name = nameArgument(d, args[0]!);
      return fn(self, name) ?? noAttribute(self, name);
    }
    case 'setattr':
      count(d, args, kwnames, 2);
      hackCheck(d, self, '__setattr__');
      fn(self, nameArgument(d, args[0]!), args[1]);
      return None;
    case 'delattr':
      count(d, args, kwnames, 1);
      hackCheck(d, self, '__delattr__');
      fn(self, nameArgument(d, args[0]!), undefined);
      return None;
    case 'get': {
      count(d, args, kwnames, 1, 2);
      const obj = args[0] === None ? undefined : args[0],
        type = args[1] === None ? undefined : args[1];
      if (obj === undefined && type === undefined) raise(TypeError, '__get__(None, None) is invalid');
      return fn(self, obj, type);
    }
    case 'set':
      count(d, args, kwnames, 2);
      fn(self, args[0], args[1]);
      return None;
    case 'delete':
      count(d, args, kwnames, 1);
      fn(self, args[0], undefined);
      return None;
    case 'del':
      count(d, args, kwnames, 0);
      fn(self);
      return None;
    case 'buffer':
      count(d, args, kwnames, 1);
      return newMemoryView(self);
    default:
      raise(TypeError, `cannot call ${def.name}`);
  }
}

export { AttributeError, NotImplemented, StopIteration };

/** The slot gives a number, which is exact up to 2 ** 53; only ranges are longer. */
function exactLength(self: PyObject, n: number): PyObject {
  return Number.isSafeInteger(n) ? n : ((self as { length?: PyObject }).length ?? n);
}
