// HOT. Attribute access and method calls beyond the inline shapes. Bench: bench/attr.
import { FS, L } from '../../objects/frame.ts';
import { PyBase, type KwNames, type PyObject } from '../../objects/model/object.ts';
import * as attr from '../../objects/ops/attr.ts';
import { TYPE } from '../../objects/model/flags.ts';
import { lookupMro, PyType } from '../../objects/model/type.ts';
import { callSpecialValue } from '../../objects/ops/slotWrappers.ts';
import { newSuper as makeSuper, superCall as callSuper, superGetattr } from '../../objects/types/super.ts';
import { objectType } from '../../objects/types/object.ts';
import { raise } from '../../objects/ops/raise.ts';
import { RuntimeError } from '../../objects/types/exceptions.ts';

/** Emitted for: o.name (slow half), o.__name__. */
export function getattr(o: PyObject, name: string, pc: number): PyObject {
  if (name === '__class__') {
    // fast: nothing in the MRO but `object` has a `__class__`.
    const type = o.ob_type;
    if (type.classAt === type.version || findsOwnClass(o, type)) return type;
  }
  L[FS.sp] = pc;
  const value = o.s_getattro!(o, name);
  return value !== undefined ? value : attr.noAttribute(o, name);
}

function findsOwnClass(o: PyObject, type: PyType): boolean {
  if (o.s_getattro !== attr.genericGetattro || lookupMro(type, '__class__') !== objectType.dict.get('__class__')) return false;
  type.classAt = type.version;
  return true;
}

/** Emitted for: o.name = v where `o.pl` is false. */
export function setattr(o: PyObject, name: string, v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  o.s_setattro!(o, name, v);
}

/** Emitted for: del o.name. */
export function delattr(o: PyObject, name: string, pc: number): void {
  L[FS.sp] = pc;
  o.s_setattro!(o, name, undefined);
}

/** Emitted for: o.__name__(…). */
export function callMethod(o: PyObject, name: string, args: PyObject[], kwnames: KwNames, pc: number): PyObject {
  L[FS.sp] = pc;
  return attr.callAttribute(o, name, args, kwnames);
}

/** Stands where emitted code has the class of `super()`, in a module whose globals have another `super`. */
class ShadowedSuper extends PyBase {
  readonly f: PyObject;
  constructor(f: PyObject) {
    super();
    this.f = f;
  }
}

/** Emitted for: super() where there is a global of that name. */
export function shadowedSuper(f: PyObject): PyObject {
  return new ShadowedSuper(f);
}

function checkedClass(cls: PyObject | undefined, self: PyObject | undefined): PyType {
  if (self === undefined) raise(RuntimeError, 'super(): arg[0] deleted');
  if (cls === undefined) raise(RuntimeError, 'super(): empty __class__ cell');
  if (!(cls instanceof PyType)) raise(RuntimeError, `super(): __class__ is not a type (${cls.ob_type.shown})`);
  return cls;
}

/** Emitted for: super().name. */
export function superAttr(cls: PyObject | undefined, self: PyObject, name: string, pc: number): PyObject {
  L[FS.sp] = pc;
  if (cls instanceof ShadowedSuper) return attr.getattr(cls.f.c0(), name);
  const type = checkedClass(cls, self);
  const value = superGetattr(type, self, name);
  return value !== undefined ? value : attr.getattr(makeSuper(type, self), name);
}

/** Emitted for: super().name(…). */
export function superCall(cls: PyObject | undefined, self: PyObject, name: string, args: PyObject[], kwnames: KwNames, pc: number): PyObject {
  L[FS.sp] = pc;
  // fast: a class is no ShadowedSuper.
  const isClass = cls !== undefined && self !== undefined && (cls.tflags & TYPE) !== 0;
  if (!isClass && cls instanceof ShadowedSuper) return attr.callAttribute(cls.f.c0(), name, args, kwnames);
  const type = isClass ? (cls as PyType) : checkedClass(cls, self);
  const value = callSuper(type, self, name, args, kwnames);
  return value !== undefined ? value : attr.callAttribute(makeSuper(type, self), name, args, kwnames);
}

/** Emitted for: super() used otherwise. */
export function newSuper(cls: PyObject | undefined, self: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  if (cls instanceof ShadowedSuper) return cls.f.c0();
  return makeSuper(checkedClass(cls, self), self);
}

export { callSpecialValue, lookupMro };
