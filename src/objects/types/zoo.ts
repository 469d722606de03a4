// All built-in types, finished in order. Importing this file (once, from `runtime/`) makes the object world ready.
// Order: `object` and `type` first, then a base before its subclasses; everything else does not care, because
// `defineType` only records. Nothing here runs Python code.
import { installDirectCalls } from './directCalls.ts';
import { PyBase, type PyObject } from '../model/object.ts';
import { PyType } from '../model/type.ts';
import { BASETYPE, HAS_DICT, HAS_WEAKREF, NO_NEW, READY } from '../model/flags.ts';
import { slotsByName, sequenceSlots, type SlotDef } from '../model/slots.ts';
import { addProto, classDefines, protosOf, selectorsInUse } from '../model/selectors.ts';
import { hidden, recorded, type GetSetRow } from '../declare/type.ts';
import { nameOf, type Signature } from '../declare/signature.ts';
import type { NativeCode, Row } from '../declare/native.ts';
import { nativeCode } from '../declare/native.ts';
import { None } from '../model/values.ts';
import { installRoots, primitiveProtos } from '../ops/call.ts';
import { computeMro, isDunder, refreshMirror } from '../ops/typeobj.ts';
import { strFromJs } from '../ops/strings.ts';
import { unhashable } from '../ops/slotWrappers.ts';
import { installFunctions } from './function.ts';
import {
  PyBuiltin,
  PyClassMethodDescriptor,
  PyGetSet,
  PyMemberDescriptor,
  PyMethodDescriptor,
  PyWrapperDescriptor,
  getSetDescriptorType,
  memberDescriptorType,
  newStaticMethod,
} from './descriptors.ts';
import { nativeDictRow, typeType } from './type.ts';
import { objectType } from './object.ts';
import './all.ts';

let started = false;

let direct = false;

/** Finishes every type recorded so far; later ones (lazily loaded modules) call `finishType` through `defineModule`'s loader. */
export function finishTypes(): void {
  if (!started) {
    started = true;
    installRoots();
    installFunctions();
    finishType(objectType);
    for (const proto of primitiveProtos) copyRootSlots(proto);
    // Mirroring an attribute asks whether it is a descriptor, so these two come before every type that has some.
    finishType(getSetDescriptorType);
    finishType(memberDescriptorType);
  }
  for (const type of recorded.splice(0)) finishType(type);
  if (!direct) installDirectCalls();
  direct = true;
}

/** Numbers and strings do not inherit from PyBase in JS: they get `object`'s slots by copy. */
function copyRootSlots(proto: object): void {
  for (const key of Object.getOwnPropertyNames(PyBase.prototype)) {
    if (key.startsWith('s_') && !Object.hasOwn(proto, key)) hidden(proto, key, (PyBase.prototype as any)[key]);
  }
}

export function finishType(type: PyType): void {
  if ((type.flags & READY) !== 0) return;
  type.flags |= READY;
  const spec = type.spec!;
  const base = type === objectType ? undefined : (spec.base?.() ?? objectType);
  if (base !== undefined) {
    finishType(base);
    type.base = base;
    type.bases = [base, ...(spec.alsoBases?.() ?? [])];
    for (const other of type.bases) finishType(other);
    type.mro = computeMro(type);
    base.subs.push(new WeakRef(type));
    type.flags |= base.flags & (HAS_DICT | HAS_WEAKREF);
    const inherited = base.proto.tflags as number;
    for (const also of spec.alsoFor ?? []) addProto(type, also.prototype);
    for (const proto of protosOf(type)) {
      hidden(proto, 'tflags', proto.tflags | inherited);
      const parent = Object.getPrototypeOf(proto);
      if (base !== objectType && parent !== base.proto && proto !== base.proto) adopt(proto, base.proto);
      else if (base === objectType && parent !== base.proto) hideAttributes(proto, parent);
    }
  }
  for (const proto of protosOf(type)) fillSlots(proto, type);
  installMaker(type);
  type.dict = new PendingDict(type);
  // Selectors that a base got from an earlier call are not for this type.
  if (base !== undefined && base !== objectType && selectorsInUse()) {
    for (const name of type.dict.keys()) if (!isDunder(name)) classDefines(type, name);
  }
  if (type.proto.pl === undefined) hidden(type.proto, 'pl', false);
}

/** A JS class may extend that of a type which is no base of its own (coroutine, generator): the attributes are not inherited in Python. */
function hideAttributes(proto: object, parent: PyObject): void {
  for (const row of (parent.ob_type as PyType | undefined)?.spec?.getset ?? []) {
    if (!isDunder(row.name)) hidden(proto, `$${row.name}`, undefined);
  }
}

/** bool's prototype cannot inherit from int's: its slots are copied. */
function adopt(proto: object, base: any): void {
  if (!primitiveProtos.includes(proto)) {
    Object.setPrototypeOf(proto, base);
    return;
  }
  for (const key of Object.getOwnPropertyNames(base)) {
    if (key.startsWith('s_')) hidden(proto, key, base[key]);
  }
}

function fillSlots(proto: object, type: PyType): void {
  const { slots, unhashable: noHash } = type.spec!;
  // A slot given as undefined hides the one of a JS parent class.
  for (const [name, f] of Object.entries(slots ?? {})) hidden(proto, `s_${name}`, f);
  if (slots?.eq !== undefined && slots.hash === undefined) hidden(proto, 's_hash', unhashable);
  if (noHash === true) hidden(proto, 's_hash', unhashable);
}

/**
 * The dict of a native type before anybody looked: the first look makes the real one. A program meets a third of the types that
 * the core defines; a class that inherits from one looks through its MRO.
 */
class PendingDict extends Map<string, PyObject> {
  private readonly type: PyType;
  constructor(type: PyType) {
    super();
    this.type = type;
  }
  // fast: a method, no getter (see PyMethodDescriptor.native).
  private real(): Map<string, PyObject> {
    const { type } = this;
    if (type.dict === this) fillDict(type, (type.dict = new Map()));
    return type.dict;
  }
  override get(key: string): PyObject | undefined {
    return this.real().get(key);
  }
  override has(key: string): boolean {
    return this.real().has(key);
  }
  override set(key: string, value: PyObject): this {
    this.real().set(key, value);
    return this;
  }
  override delete(key: string): boolean {
    return this.real().delete(key);
  }
  override get size(): number {
    return this.real().size;
  }
  override keys(): MapIterator<string> {
    return this.real().keys();
  }
  override entries(): MapIterator<[string, PyObject]> {
    return this.real().entries();
  }
  override [Symbol.iterator](): MapIterator<[string, PyObject]> {
    return this.real().entries();
  }
}

function fillDict(type: PyType, dict: Map<string, PyObject>): void {
  const spec = type.spec!;
  for (const [name, f] of Object.entries(spec.slots ?? {})) {
    if (f === undefined) continue;
    for (const def of defsOfSlot(`s_${name}`)) {
      if (dict.has(def.name)) continue;
      if (def.shape === 'new') dict.set('__new__', newMaker(type));
      else if (def.shape !== 'getattr') dict.set(def.name, new PyWrapperDescriptor(type, def, f as never));
    }
  }
  if (spec.make !== undefined && spec.slots?.new === undefined) dict.set('__new__', newMaker(type));
  if ((spec.slots?.eq !== undefined && spec.slots.hash === undefined) || spec.unhashable === true) dict.set('__hash__', None);
  for (const row of spec.methods ?? []) dict.set(nameOf(row.sig), methodObject(type, row));
  for (const row of spec.getset ?? []) dict.set(row.name, getsetObject(type, row));
  if (spec.constants !== undefined) for (const [name, value] of Object.entries(spec.constants())) dict.set(name, value);
  if ((type.flags & HAS_DICT) !== 0 && (type.base === undefined || (type.base.flags & HAS_DICT) === 0) && !dict.has('__dict__'))
    dict.set('__dict__', new PyGetSet(type, nativeDictRow));
  // A type whose instances have a `__doc__` of their own keeps that descriptor.
  if (!dict.has('__doc__')) dict.set('__doc__', spec.doc === undefined || spec.doc === null ? None : strFromJs(spec.doc));
  for (const [name, value] of dict) {
    if (isDunder(name)) continue;
    // Data descriptors and constants are mirrored: subclasses with direct stores must meet the setter. Methods are found by `R.getattr`.
    if (value instanceof PyGetSet || value instanceof PyMemberDescriptor) refreshMirror(type, name);
  }
}

/** `s_new` from the constructor row. Where a table has both, the row only tells the signature: the slot does work that a signature cannot say. */
function installMaker(type: PyType): void {
  const spec = type.spec!;
  if (spec.make !== undefined && spec.slots?.new === undefined) {
    const row = spec.make;
    const make = (cls: PyType, args: PyObject[], kwnames: readonly string[] | undefined): PyObject => {
      const native = nativeCode(row, '');
      // Keywords are for the `__init__` of a Python subclass where the native constructor takes none.
      if (kwnames !== undefined && cls !== type && cls.proto.s_init !== type.proto.s_init && !takesKeywords(native.sig)) {
        return native.nK([cls, ...args.slice(0, args.length - kwnames.length)], undefined);
      }
      return native.nK([cls, ...args], kwnames);
    };
    for (const proto of protosOf(type)) hidden(proto, 's_new', make);
    if (spec.slots?.init === undefined && type.proto.s_init === PyBase.prototype.s_init) directCalls(type, row);
  } else if (spec.slots?.new === undefined && (type.flags & BASETYPE) === 0 && type.base === objectType) {
    type.flags |= NO_NEW;
  }
}

/** fast: calling a native type that has no `__init__` is calling its constructor row. */
function directCalls(type: PyType, row: Row): void {
  const native = (): NativeCode => nativeCode(row, '');
  hidden(type, 'c0', () => native().n1(type));
  hidden(type, 'c1', (a: PyObject) => native().n2(type, a));
  hidden(type, 'c2', (a: PyObject, b: PyObject) => native().n3(type, a, b));
  hidden(type, 'c3', (a: PyObject, b: PyObject, c: PyObject) => native().n4(type, a, b, c));
}

function takesKeywords(sig: Signature): boolean {
  return sig.params.some((p, i) => p.kind === 'kwonly' || p.kind === 'varkw' || (p.kind === 'pos' && i > 0));
}

const defsBySlot = new Map<string, SlotDef[]>();
function defsOfSlot(slot: string): SlotDef[] {
  if (defsBySlot.size === 0) {
    for (const def of [...slotsByName.values(), ...sequenceSlots]) {
      const list = defsBySlot.get(def.slot);
      if (list === undefined) defsBySlot.set(def.slot, [def]);
      else list.push(def);
    }
  }
  return defsBySlot.get(slot) ?? [];
}

/** `T.__new__`: a builtin bound to its type, as CPython's tp_new_wrapper. */
function newMaker(type: PyType): PyObject {
  const row: Row = {
    kind: 'function',
    sig: '__new__(*args, **kwargs)',
    doc: 'Create and return a new object.  See help(type) for accurate signature.',
    impl: () => None,
  };
  const wrapper = new PyWrapperDescriptor(type, slotsByName.get('__new__')!, (cls, args, kwnames) => type.proto.s_new(cls, args, kwnames));
  return new PyNewWrapper(row, type, wrapper);
}

/** The object behind `T.__new__`: checks its first argument, then runs the native constructor. */
class PyNewWrapper extends PyBuiltin {
  wrapper: PyWrapperDescriptor;
  constructor(row: Row, type: PyType, wrapper: PyWrapperDescriptor) {
    super(row, type, None, `${type.name}.`);
    this.wrapper = wrapper;
    this.c0 = () => this.cN([]);
    this.c1 = (a: PyObject) => this.cN([a]);
    this.c2 = (a: PyObject, b: PyObject) => this.cN([a, b]);
    this.c3 = (a: PyObject, b: PyObject, c: PyObject) => this.cN([a, b, c]);
    this.c4 = (a: PyObject, b: PyObject, c: PyObject, d: PyObject) => this.cN([a, b, c, d]);
    this.c5 = (...args: PyObject[]) => this.cN(args);
    this.c6 = (...args: PyObject[]) => this.cN(args);
  }
  override cN(args: PyObject[]): PyObject {
    return newCall(this, args, undefined);
  }
  override cK(args: PyObject[], kwnames: readonly string[]): PyObject {
    return newCall(this, args, kwnames.length === 0 ? undefined : kwnames);
  }
}
import { TypeError } from './exceptions.ts';
import { raise } from '../ops/raise.ts';
import { isSubtype } from '../model/type.ts';

function newCall(maker: PyNewWrapper, args: PyObject[], kwnames: readonly string[] | undefined): PyObject {
  const { owner } = maker.wrapper;
  const cls = args[0];
  if (args.length === 0) raise(TypeError, `${owner.shown}.__new__(): not enough arguments`);
  if (!(cls instanceof PyType)) raise(TypeError, `${owner.shown}.__new__(X): X is not a type object (${cls!.ob_type.shown})`);
  if (!isSubtype(cls, owner)) raise(TypeError, `${owner.shown}.__new__(${cls.shown}): ${cls.shown} is not a subtype of ${owner.shown}`);
  if (cls.layout !== owner.layout && cls.layout !== owner && owner.proto.s_new !== cls.layout.proto.s_new) {
    raise(TypeError, `${owner.shown}.__new__(${cls.shown}) is not safe, use ${cls.layout.shown}.__new__()`);
  }
  return maker.wrapper.fn(cls, args.slice(1), kwnames) as PyObject;
}

function methodObject(type: PyType, row: Row): PyObject {
  switch (row.kind) {
    case 'classmethod':
      return new PyClassMethodDescriptor(type, row);
    case 'staticmethod':
      return newStaticMethod(new PyBuiltin(row, undefined, None, `${type.name}.`));
    default:
      return new PyMethodDescriptor(type, row);
  }
}

function getsetObject(type: PyType, row: GetSetRow): PyObject {
  return row.member === true ? new PyMemberDescriptor(type, row.name, /* isSlot */ false, row) : new PyGetSet(type, row);
}

export { typeType };
