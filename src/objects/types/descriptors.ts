// The descriptors that classes are made of: slot wrappers (`list.__len__`), method descriptors (`list.append`), getset and
// member descriptors, builtin functions, property, staticmethod, classmethod.
// CPython: Objects/descrobject.c, Objects/methodobject.c, Objects/funcobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { HEAP } from '../model/flags.ts';
import type { PyType } from '../model/type.ts';
import { isSubtype, lookupMro } from '../model/type.ts';
import { None, PyTuple } from '../model/values.ts';
import type { SlotDef, SlotName } from '../model/slots.ts';
import { nativeCode, type NativeCode, type Row } from '../declare/native.ts';
import { defineType, getset, hidden, make, member, method, type GetSetRow } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { AttributeError, TypeError } from './exceptions.ts';
import { FS } from '../frame.ts';
import { importModule } from '../ops/hooks.ts';
import { excMatches } from '../ops/exceptions.ts';
import { strFromJs, isStr, jsFromStr } from '../ops/strings.ts';
import { addressOf, repr } from '../ops/repr.ts';
import { typeName } from '../ops/number.ts';
import { callWrapper } from '../ops/wrapperCalls.ts';
import { getattr, genericGetattro, genericSetattro, raiseAttributeError, tryGetattr, setattr } from '../ops/attr.ts';
import { isTrue } from '../ops/truth.ts';
import { qualifiedName, moduleOf } from './object.ts';
import { newGenericAlias, importBuiltin } from '../ops/lateHooks.ts';
import { prepend } from '../../util/prepend.ts';

/** A native slot under its Python name: `list.__len__`. */
export class PyWrapperDescriptor extends PyBase {
  owner: PyType;
  def: SlotDef;
  slot: SlotName;
  fn: (...args: any[]) => any;
  constructor(owner: PyType, def: SlotDef, fn: (...args: any[]) => any) {
    super();
    this.owner = owner;
    this.def = def;
    this.slot = def.slot;
    this.fn = fn;
  }
}

/** A slot wrapper bound to an object: `[].__len__`. */
export class PyMethodWrapper extends PyBase {
  descr: PyWrapperDescriptor;
  self: PyObject;
  constructor(descr: PyWrapperDescriptor, self: PyObject) {
    super();
    this.descr = descr;
    this.self = self;
  }
}

/** A native method of a type: `list.append`. */
export class PyMethodDescriptor extends PyBase {
  owner: PyType;
  row: Row;
  constructor(owner: PyType, row: Row) {
    super();
    this.owner = owner;
    this.row = row;
  }
  // fast: a method, no getter: TurboFan knows how often a method makes the code, and leaves that out of its callers.
  native(): NativeCode {
    return this.row.native ?? nativeCode(this.row, `${this.owner.name}.`);
  }
}
export class PyClassMethodDescriptor extends PyMethodDescriptor {}

const textSignatureOf = (f: PyMethodDescriptor | PyBuiltin): PyObject => {
  const { textSignature } = f.native();
  return textSignature === undefined ? None : strFromJs(textSignature);
};

/** Where a function that gets no receiver belongs: its module, or the class of a static method. */
function homeOf(f: PyBuiltin): PyObject {
  if (f.row.kind === 'staticmethod') return tryGetattr(importModule('builtins'), f.owner.slice(0, -1)) ?? None;
  return isStr(f.module) ? importModule(jsFromStr(f.module)) : None;
}

/** A native function, alone or bound to its receiver. */
export class PyBuiltin extends PyBase {
  override c0: any;
  override c1: any;
  override c2: any;
  override c3: any;
  override c4: any;
  override c5: any;
  override c6: any;
  row: Row;
  /** `module` for module functions; the receiver for bound methods; undefined for none. */
  self: PyObject | undefined;
  module: PyObject;
  owner: string;

  constructor(row: Row, self: PyObject | undefined, module: PyObject, owner: string) {
    super();
    this.row = row;
    this.self = self;
    this.module = module;
    this.owner = owner;
    if (self === undefined) {
      this.c0 = first0;
      this.c1 = first1;
      this.c2 = first2;
      this.c3 = first3;
      this.c4 = first4;
      this.c5 = first5;
      this.c6 = first6;
    } else {
      this.c0 = bound0;
      this.c1 = bound1;
      this.c2 = bound2;
      this.c3 = bound3;
      this.c4 = bound4;
      this.c5 = bound5;
      this.c6 = bound6;
    }
  }
  native(): NativeCode {
    return nativeCode(this.row, this.owner);
  }
  /** Parses the signature and puts the entries in place of the stubs: at the first call, since most functions of a module see none. */
  settle(): this {
    const native = this.native();
    if (this.c0 === first0) this.c0 = native.n0;
    if (this.c1 === first1) this.c1 = native.n1;
    if (this.c2 === first2) this.c2 = native.n2;
    if (this.c3 === first3) this.c3 = native.n3;
    if (this.c4 === first4) this.c4 = native.n4;
    if (this.c5 === first5) this.c5 = native.n5;
    if (this.c6 === first6) this.c6 = native.n6;
    return this;
  }
  override cN(args: PyObject[]): PyObject {
    return this.native().nN(this.self === undefined ? args : prepend(this.self, args));
  }
  override cK(args: PyObject[], kwnames: readonly string[]): PyObject {
    return this.native().nK(this.self === undefined ? args : prepend(this.self, args), kwnames.length === 0 ? undefined : kwnames);
  }
}
function first0(this: PyBuiltin): PyObject {
  return this.settle().c0();
}
function first1(this: PyBuiltin, a: PyObject): PyObject {
  return this.settle().c1(a);
}
function first2(this: PyBuiltin, a: PyObject, b: PyObject): PyObject {
  return this.settle().c2(a, b);
}
function first3(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject): PyObject {
  return this.settle().c3(a, b, c);
}
function first4(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject, d: PyObject): PyObject {
  return this.settle().c4(a, b, c, d);
}
function first5(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject): PyObject {
  return this.settle().c5(a, b, c, d, e);
}
function first6(this: PyBuiltin, ...args: PyObject[]): PyObject {
  return this.settle().c6(...args);
}
function bound0(this: PyBuiltin): PyObject {
  return this.native().n1(this.self!);
}
function bound1(this: PyBuiltin, a: PyObject): PyObject {
  return this.native().n2(this.self!, a);
}
function bound2(this: PyBuiltin, a: PyObject, b: PyObject): PyObject {
  return this.native().n3(this.self!, a, b);
}
function bound3(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject): PyObject {
  return this.native().n4(this.self!, a, b, c);
}
function bound4(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject, d: PyObject): PyObject {
  return this.native().n5(this.self!, a, b, c, d);
}
function bound5(this: PyBuiltin, a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject): PyObject {
  return this.native().n6(this.self!, a, b, c, d, e);
}
function bound6(this: PyBuiltin, ...args: PyObject[]): PyObject {
  return this.native().nN(prepend(this.self!, args));
}

export class PyGetSet extends PyBase {
  owner: PyType;
  row: GetSetRow;
  constructor(owner: PyType, row: GetSetRow) {
    super();
    this.owner = owner;
    this.row = row;
  }
}
/** A `__slots__` entry of a Python class (`isSlot`) or a plain field of a native type. */
export class PyMemberDescriptor extends PyBase {
  owner: PyType;
  name: string;
  isSlot: boolean;
  row: GetSetRow | undefined;
  constructor(owner: PyType, name: string, isSlot: boolean, row?: GetSetRow) {
    super();
    this.owner = owner;
    this.name = name;
    this.isSlot = isSlot;
    this.row = row;
  }
}
export class PyProperty extends PyBase {
  fget: PyObject;
  fset: PyObject;
  fdel: PyObject;
  doc: PyObject;
  propName: PyObject | undefined;
  getterDoc: boolean;
  constructor() {
    super();
    this.fget = None;
    this.fset = None;
    this.fdel = None;
    this.doc = None;
    this.propName = undefined;
    this.getterDoc = false;
  }
}
export class PyStaticMethod extends PyBase {
  func: PyObject;
  constructor() {
    super();
    this.func = None;
  }
}
export class PyClassMethod extends PyBase {
  func: PyObject;
  constructor() {
    super();
    this.func = None;
  }
}

function checkReceiver(descr: PyObject, owner: PyType, name: string, obj: PyObject): void {
  void descr;
  const type = obj.ob_type;
  if (type !== owner && !isSubtype(type, owner)) {
    raise(TypeError, `descriptor '${name}' for '${owner.shown}' objects doesn't apply to a '${typeName(obj)}' object`);
  }
}

function checkFirstArgument(owner: PyType, name: string, args: PyObject[], kind: string): void {
  if (args.length === 0)
    raise(
      TypeError,
      kind === 'method' ? `unbound method ${owner.name}.${name}() needs an argument` : `descriptor '${name}' of '${owner.shown}' object needs an argument`,
    );
  const type = args[0]!.ob_type;
  if (type !== owner && !isSubtype(type, owner)) {
    raise(
      TypeError,
      kind === 'method'
        ? `descriptor '${name}' for '${owner.shown}' objects doesn't apply to a '${typeName(args[0]!)}' object`
        : `descriptor '${name}' requires a '${owner.shown}' object but received a '${typeName(args[0]!)}'`,
    );
  }
}

const descriptorGetset = (nameOf: (d: any) => string): GetSetRow[] => [
  member('__objclass__', null, (d: { owner: PyType }) => d.owner),
  member('__name__', null, (d) => strFromJs(nameOf(d))),
  getset('__qualname__', null, (d) => strFromJs(`${d.owner.qualname}.${nameOf(d)}`)),
];
const reduceDescriptor = (nameOf: (d: any) => string) =>
  method('__reduce__(self, /)', null, (d) => new PyTuple([importBuiltin('getattr'), new PyTuple([d.owner, strFromJs(nameOf(d))])]));

export const wrapperDescriptorType = defineType(PyWrapperDescriptor, {
  name: 'wrapper_descriptor',
  flags: ['NO_NEW'],
  slots: {
    repr: (d: PyWrapperDescriptor) => strFromJs(`<slot wrapper '${d.def.name}' of '${d.owner.shown}' objects>`),
    call: (d: PyWrapperDescriptor, args, kwnames) => {
      checkFirstArgument(d.owner, d.def.name, args, 'wrapper');
      return callWrapper(d, args[0]!, args.slice(1), kwnames);
    },
    get: (d: PyWrapperDescriptor, obj) => {
      if (obj === undefined || (obj === None && d.owner.name !== 'NoneType' && !isSubtype(None.ob_type, d.owner))) return d;
      checkReceiver(d, d.owner, d.def.name, obj);
      return new PyMethodWrapper(d, obj);
    },
  },
  methods: [reduceDescriptor((d: PyWrapperDescriptor) => d.def.name)],
  getset: [
    ...descriptorGetset((d: PyWrapperDescriptor) => d.def.name),
    getset('__doc__', null, (d: PyWrapperDescriptor) => d.def.doc),
    getset('__text_signature__', null, (d: PyWrapperDescriptor) => d.def.sig || None),
  ],
});

export const methodWrapperType = defineType(PyMethodWrapper, {
  name: 'method-wrapper',
  flags: ['NO_NEW'],
  slots: {
    repr: (w: PyMethodWrapper) => strFromJs(`<method-wrapper '${w.descr.def.name}' of ${w.self.ob_type.name} object at ${addressOf(w.self)}>`),
    call: (w: PyMethodWrapper, args, kwnames) => callWrapper(w.descr, w.self, args, kwnames),
    eq: (a: PyMethodWrapper, b) => (b instanceof PyMethodWrapper ? a.descr === b.descr && a.self === b.self : false),
    ne: (a: PyMethodWrapper, b) => (b instanceof PyMethodWrapper ? a.descr !== b.descr || a.self !== b.self : true),
    hash: (w: PyMethodWrapper) => Number(hashIdentity(w.self)) ^ Number(hashIdentity(w.descr)),
  },
  methods: [method('__reduce__(self, /)', null, (w: PyMethodWrapper) => new PyTuple([importBuiltin('getattr'), new PyTuple([w.self, w.descr.def.name])]))],
  getset: [
    member('__self__', null, (w: PyMethodWrapper) => w.self),
    getset('__objclass__', null, (w: PyMethodWrapper) => w.descr.owner),
    getset('__name__', null, (w: PyMethodWrapper) => w.descr.def.name),
    getset('__qualname__', null, (w: PyMethodWrapper) => strFromJs(`${w.descr.owner.qualname}.${w.descr.def.name}`)),
    getset('__doc__', null, (w: PyMethodWrapper) => w.descr.def.doc),
    getset('__text_signature__', null, (w: PyMethodWrapper) => w.descr.def.sig || None),
  ],
});
import { hashIdentity } from '../ops/hash.ts';

const methodName = (d: PyMethodDescriptor): string => d.native().sig.name;
const docOf = (row: Row): PyObject => (row.doc === null ? None : strFromJs(row.doc));

function methodDescriptorCall(d: PyMethodDescriptor, args: PyObject[], kwnames: KwNames): PyObject {
  checkFirstArgument(d.owner, methodName(d), args, 'method');
  return d.native().nK(args, kwnames);
}

export const methodDescriptorType = defineType(PyMethodDescriptor, {
  name: 'method_descriptor',
  flags: ['NO_NEW'],
  slots: {
    repr: (d: PyMethodDescriptor) => strFromJs(`<method '${methodName(d)}' of '${d.owner.shown}' objects>`),
    call: methodDescriptorCall,
    get: (d: PyMethodDescriptor, obj) => {
      if (obj === undefined || (obj === None && d.owner.name !== 'NoneType' && d.owner.name !== 'object')) return d;
      checkReceiver(d, d.owner, methodName(d), obj);
      return new PyBuiltin(d.row, obj, None, `${d.owner.name}.`);
    },
  },
  methods: [reduceDescriptor(methodName)],
  getset: [
    ...descriptorGetset(methodName),
    getset('__doc__', null, (d: PyMethodDescriptor) => docOf(d.row)),
    getset('__text_signature__', null, textSignatureOf),
  ],
});

export const classMethodDescriptorType = defineType(PyClassMethodDescriptor, {
  name: 'classmethod_descriptor',
  flags: ['NO_NEW'],
  slots: {
    repr: (d: PyClassMethodDescriptor) => strFromJs(`<method '${methodName(d)}' of '${d.owner.shown}' objects>`),
    call: (d: PyClassMethodDescriptor, args, kwnames) => d.native().nK(args, kwnames),
    get: (d: PyClassMethodDescriptor, obj, type) => new PyBuiltin(d.row, type ?? obj.ob_type, None, `${d.owner.name}.`),
  },
  getset: [
    ...descriptorGetset(methodName),
    getset('__doc__', null, (d: PyMethodDescriptor) => docOf(d.row)),
    getset('__text_signature__', null, textSignatureOf),
  ],
});

/** C's `tp_name`: with the module for native types. */
const typeNameOf = (type: PyType): string =>
  (type.flags & HEAP) !== 0 || type.module === undefined || type.module === 'builtins' ? type.name : `${type.module}.${type.name}`;

export const builtinType = defineType(PyBuiltin, {
  name: 'builtin_function_or_method',
  flags: ['NO_NEW', 'HAS_WEAKREF'],
  slots: {
    repr: (f: PyBuiltin) => {
      const self = f.row.kind === 'staticmethod' ? homeOf(f) : f.self;
      return strFromJs(
        self === undefined || self.ob_type.name === 'module'
          ? `<built-in function ${f.native().sig.name}>`
          : `<built-in method ${f.native().sig.name} of ${typeNameOf(self.ob_type)} object at ${addressOf(self)}>`,
      );
    },
    call: (f: PyBuiltin, args, kwnames) => (kwnames === undefined ? f.cN(args) : f.cK(args, kwnames)),
    eq: (a: PyBuiltin, b) => (b instanceof PyBuiltin ? a.row === b.row && a.self === b.self : NotImplemented),
    hash: (f: PyBuiltin) => Number(hashIdentity(f.row as unknown as PyObject)) + (f.self === undefined ? 0 : Number(hashIdentity(f.self))),
  },
  methods: [
    method('__reduce__(self, /)', null, (f: PyBuiltin) => {
      const self = f.row.kind === 'staticmethod' ? homeOf(f) : f.self,
        name = strFromJs(f.native().sig.name);
      return self === undefined || self.ob_type.name === 'module' ? name : new PyTuple([importBuiltin('getattr'), new PyTuple([self, name])]);
    }),
  ],
  getset: [
    getset('__name__', null, (f: PyBuiltin) => strFromJs(f.native().sig.name)),
    getset('__qualname__', null, (f: PyBuiltin) =>
      strFromJs(
        f.row.kind === 'staticmethod'
          ? `${f.owner}${f.native().sig.name}`
          : f.self === undefined || f.self.ob_type.name === 'module'
            ? f.native().sig.name
            : `${(f.self.tflags & 0x100) !== 0 ? (f.self as PyType).qualname : f.self.ob_type.qualname}.${f.native().sig.name}`,
      ),
    ),
    getset(
      '__module__',
      null,
      (f: PyBuiltin) => f.module,
      (f, v) => {
        f.module = v ?? None;
      },
    ),
    getset('__self__', null, (f: PyBuiltin) => (f.row.kind === 'staticmethod' ? None : (f.self ?? homeOf(f)))),
    getset('__doc__', null, (f: PyBuiltin) => docOf(f.row)),
    getset('__text_signature__', null, textSignatureOf),
  ],
});
import { NotImplemented } from '../model/values.ts';

export const getSetDescriptorType = defineType(PyGetSet, {
  name: 'getset_descriptor',
  flags: ['NO_NEW'],
  slots: {
    repr: (d: PyGetSet) => strFromJs(`<attribute '${d.row.name}' of '${d.owner.shown}' objects>`),
    get: (d: PyGetSet, obj) => {
      if (obj === undefined) return d;
      checkReceiver(d, d.owner, d.row.name, obj);
      const value = d.row.get(obj);
      if (value === undefined) raiseAttributeError(obj, d.row.name, d.row.name);
      return value;
    },
    set: (d: PyGetSet, obj, value) => {
      checkReceiver(d, d.owner, d.row.name, obj);
      if (d.row.set === undefined) raise(AttributeError, `attribute '${d.row.name}' of '${d.owner.shown}' objects is not writable`);
      d.row.set(obj, value);
    },
  },
  getset: [...descriptorGetset((d: PyGetSet) => d.row.name), getset('__doc__', null, (d: PyGetSet) => (d.row.doc === null ? None : strFromJs(d.row.doc)))],
});

/** As messages about unset slots name a class. */
function fullName(type: PyType): string {
  const module = moduleOf(type);
  return module === undefined || module === 'builtins' || module === '__main__' ? type.qualname : `${module}.${type.qualname}`;
}

export const memberDescriptorType = defineType(PyMemberDescriptor, {
  name: 'member_descriptor',
  flags: ['NO_NEW'],
  slots: {
    repr: (d: PyMemberDescriptor) => strFromJs(`<member '${d.name}' of '${d.owner.shown}' objects>`),
    get: (d: PyMemberDescriptor, obj) => {
      if (obj === undefined) return d;
      checkReceiver(d, d.owner, d.name, obj);
      const value = d.row !== undefined ? d.row.get(obj) : Object.hasOwn(obj as object, `$${d.name}`) ? (obj as any)[`$${d.name}`] : undefined;
      if (value === undefined) raiseAttributeError(obj, d.name, `'${fullName(obj.ob_type)}' object has no attribute '${d.name}'`);
      return value;
    },
    set: (d: PyMemberDescriptor, obj, value) => {
      checkReceiver(d, d.owner, d.name, obj);
      if (d.row !== undefined) {
        if (d.row.set === undefined) raise(AttributeError, 'readonly attribute');
        d.row.set(obj, value);
        return;
      }
      const key = `$${d.name}`;
      if (value === undefined && (!Object.hasOwn(obj, key) || obj[key] === undefined)) raiseAttributeError(obj, d.name, d.name);
      if (value === undefined) delete obj[key];
      else if (Object.hasOwn(obj, key)) obj[key] = value;
      else Object.defineProperty(obj, key, { value, writable: true, configurable: true, enumerable: true });
    },
  },
  methods: [reduceDescriptor((d: PyMemberDescriptor) => d.name)],
  getset: [
    ...descriptorGetset((d: PyMemberDescriptor) => d.name),
    getset('__doc__', null, (d: PyMemberDescriptor) => (d.row?.doc == null ? None : strFromJs(d.row.doc))),
  ],
});

// --- property ---------------------------------------------------------------------------------------------------------

function propertyText(p: PyProperty, obj: PyObject): string {
  const name = p.propName ?? (p.fget !== None ? tryGetattr(p.fget, '__name__') : undefined);
  return name !== undefined ? `property ${repr(name)} of '${obj.ob_type.qualname}' object` : `property of '${obj.ob_type.qualname}' object`;
}

function copyProperty(p: PyProperty, change: Partial<Pick<PyProperty, 'fget' | 'fset' | 'fdel'>>): PyObject {
  const next = { fget: p.fget, fset: p.fset, fdel: p.fdel, ...change };
  const doc = p.getterDoc && change.fget !== undefined && change.fget !== None ? None : p.getterDoc ? None : p.doc;
  const copy = p.ob_type.cN([next.fget, next.fset, next.fdel, doc]);
  if (copy instanceof PyProperty) copy.propName = p.propName;
  return copy;
}

export const propertyType: PyType = defineType(PyProperty, {
  name: 'property',
  signature: '(fget=None, fset=None, fdel=None, doc=None)',
  flags: ['BASETYPE'],
  doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n",
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: (self: PyProperty, args, kwnames) => {
      const [fget, fset, fdel, doc] = initArgs.call(args, kwnames);
      self.fget = fget;
      self.fset = fset;
      self.fdel = fdel;
      self.getterDoc = false;
      self.propName = undefined;
      let text: PyObject = doc;
      if (doc === None && fget !== None) {
        const fromGetter = tryGetattr(fget, '__doc__');
        if (fromGetter !== undefined && fromGetter !== None) {
          text = fromGetter;
          self.getterDoc = true;
        }
      }
      if (self.ob_type === propertyType) self.doc = text;
      else setSubclassDoc(self, text);
    },
    get: (p: PyProperty, obj) => {
      if (obj === undefined || obj === None) return p;
      if (p.fget === None) raise(AttributeError, `${propertyText(p, obj)} has no getter`);
      return p.fget.c1(obj);
    },
    set: (p: PyProperty, obj, value) => {
      if (value === undefined) {
        if (p.fdel === None) raise(AttributeError, `${propertyText(p, obj)} has no deleter`);
        p.fdel.c1(obj);
      } else {
        if (p.fset === None) raise(AttributeError, `${propertyText(p, obj)} has no setter`);
        p.fset.c2(obj, value);
      }
    },
  },
  methods: [
    method('getter(self, fget, /)', 'Descriptor to obtain a copy of the property with a different getter.', (p: PyProperty, fget) => copyProperty(p, { fget })),
    method('setter(self, fset, /)', 'Descriptor to obtain a copy of the property with a different setter.', (p: PyProperty, fset) => copyProperty(p, { fset })),
    method('deleter(self, fdel, /)', 'Descriptor to obtain a copy of the property with a different deleter.', (p: PyProperty, fdel) =>
      copyProperty(p, { fdel }),
    ),
    method('__set_name__(self, *args)', 'Method to set name of a property.', (p: PyProperty, args: PyObject[]) => {
      if (args.length !== 2) raise(TypeError, `__set_name__() takes 2 positional arguments but ${args.length} were given`);
      p.propName = args[1]!;
      return None;
    }),
  ],
  getset: [
    member('fget', null, (p: PyProperty) => p.fget),
    member('fset', null, (p: PyProperty) => p.fset),
    member('fdel', null, (p: PyProperty) => p.fdel),
    member(
      '__doc__',
      null,
      (p: PyProperty) => p.doc,
      (p, v) => {
        p.doc = v ?? None;
      },
    ),
    getset(
      '__name__',
      null,
      (p: PyProperty) =>
        p.propName ??
        (p.fget !== None ? tryGetattr(p.fget, '__name__') : undefined) ??
        raiseAttributeError(p, '__name__', `'${p.ob_type.shown}' object has no attribute '__name__'`),
      (p: PyProperty, v) => {
        p.propName = v;
      },
    ),
    getset('__isabstractmethod__', null, (p: PyProperty) => [p.fget, p.fset, p.fdel].some(isAbstract)),
  ],
});
/** The class attribute `__doc__` of a subclass hides the field, so the text goes into the instance; a class that has no room drops it. */
function setSubclassDoc(self: PyProperty, text: PyObject): void {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    setattr(self, '__doc__', text);
  } catch (e) {
    if (self.getterDoc || !excMatches(e, AttributeError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
}

/** Binds (fget=None, fset=None, fdel=None, doc=None). */
const initArgs = {
  call(args: PyObject[], kwnames: KwNames): [PyObject, PyObject, PyObject, PyObject] {
    const names = ['fget', 'fset', 'fdel', 'doc'];
    const out: PyObject[] = [None, None, None, None];
    const nkw = kwnames?.length ?? 0,
      given = args.length - nkw;
    if (given > 4) raise(TypeError, `property() takes at most 4 arguments (${args.length} given)`);
    for (let i = 0; i < given; i++) out[i] = args[i]!;
    for (let k = 0; k < nkw; k++) {
      const i = names.indexOf(kwnames![k]!);
      if (i < 0) raise(TypeError, `property() got an unexpected keyword argument '${kwnames![k]}'`);
      out[i] = args[given + k]!;
    }
    return out as [PyObject, PyObject, PyObject, PyObject];
  },
};

/** `__isabstractmethod__` of a function, looked up leniently. */
export function isAbstract(f: PyObject): boolean {
  if (f === None || typeof f !== 'object') return false;
  // fast: a function has what was set on it.
  const flag = f instanceof PyFunction ? (f as unknown as Record<string, PyObject | undefined>).$__isabstractmethod__ : tryGetattr(f, '__isabstractmethod__');
  return flag !== undefined && isTrue(flag);
}

// --- staticmethod, classmethod ------------------------------------------------------------------------------------------

type Wrapped = PyStaticMethod | PyClassMethod;
const COPIED = ['__module__', '__name__', '__qualname__', '__doc__'];

function wrapInit(self: Wrapped, args: PyObject[], kwnames: KwNames): void {
  const { name } = self.ob_type;
  if (kwnames !== undefined) raise(TypeError, `${name}() takes no keyword arguments`);
  if (args.length !== 1) raise(TypeError, `${name} expected 1 argument, got ${args.length}`);
  self.func = args[0]!;
  for (const attr of COPIED) {
    if (attr === '__doc__' && copiesDocLater(self)) continue;
    const value = tryGetattr(self.func, attr);
    if (value !== undefined) setattr(self, attr, value);
  }
}

/** fast: a docstring is read from the unit's cold tables, which few programs need, so it is copied when somebody asks. */
function copiesDocLater(self: Wrapped): boolean {
  const { func, ob_type } = self;
  if (!(func instanceof PyFunction) || func.ext?.doc !== undefined || (ob_type !== classMethodType && ob_type !== staticMethodType)) return false;
  const { code } = func;
  lazyProperty(self, '$__doc__', () => codeDoc(code));
  return true;
}
/** An attribute of the wrapped function, kept in the wrapper's own dict from the first look on. */
const copiedOnRead = (name: string): GetSetRow =>
  getset(
    name,
    null,
    (s: Wrapped) => ((s as any)[`$${name}`] ??= getattr(s.func, name)),
    (s: Wrapped, v) => {
      if (v === undefined && (s as any)[`$${name}`] === undefined) raiseAttributeError(s, name, `'${s.ob_type.name}' object has no attribute '${name}'`);
      if (v === undefined) delete (s as any)[`$${name}`];
      else (s as any)[`$${name}`] = v;
    },
  );
const wrapGetset: GetSetRow[] = [
  member('__func__', null, (s: Wrapped) => s.func),
  member('__wrapped__', null, (s: Wrapped) => s.func),
  getset('__isabstractmethod__', null, (s: Wrapped) => isAbstract(s.func)),
  copiedOnRead('__annotations__'),
  copiedOnRead('__annotate__'),
];

export const staticMethodType = defineType(PyStaticMethod, {
  name: 'staticmethod',
  signature: '(function, /)',
  flags: ['BASETYPE', 'HAS_DICT'],
  doc: 'Convert a function to be a static method.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: wrapInit,
    repr: (s: PyStaticMethod) => strFromJs(`<staticmethod(${repr(s.func)})>`),
    get: (s: PyStaticMethod) => s.func,
    call: (s: PyStaticMethod, args, kwnames) => (kwnames === undefined ? s.func.cN(args) : s.func.cK(args, kwnames)),
  },
  methods: [{ kind: 'classmethod', sig: '__class_getitem__(cls, item, /)', doc: null, impl: (cls, item) => newGenericAlias(cls, item) }],
  getset: wrapGetset,
});
export const classMethodType = defineType(PyClassMethod, {
  name: 'classmethod',
  signature: '(function, /)',
  flags: ['BASETYPE', 'HAS_DICT'],
  doc: 'Convert a function to be a class method.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: wrapInit,
    repr: (s: PyClassMethod) => strFromJs(`<classmethod(${repr(s.func)})>`),
    get: (s: PyClassMethod, obj, type) => newBoundMethod(s.func, type === undefined || type === None ? obj.ob_type : type),
  },
  methods: [{ kind: 'classmethod', sig: '__class_getitem__(cls, item, /)', doc: null, impl: (cls, item) => newGenericAlias(cls, item) }],
  getset: wrapGetset,
});
import { PyFunction, PyMethod } from '../model/function.ts';
import { codeDoc } from './function.ts';
import { lazyProperty } from './dictStore.ts';
function newBoundMethod(func: PyObject, self: PyObject): PyObject {
  return new PyMethod(func, self);
}

export function newStaticMethod(func: PyObject): PyStaticMethod {
  const s = new PyStaticMethod();
  s.func = func;
  return s;
}
export function newClassMethod(func: PyObject): PyClassMethod {
  const s = new PyClassMethod();
  s.func = func;
  return s;
}

export { genericGetattro, genericSetattro, hidden, isStr, jsFromStr, lookupMro, make, moduleOf, qualifiedName };
