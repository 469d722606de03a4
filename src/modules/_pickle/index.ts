// _pickle: Pickler, Unpickler and the four functions. CPython: Modules/_pickle.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { defineType, getset, member, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { type PyType, lookupMro } from '../../objects/model/type.ts';
import { DICT } from '../../objects/model/flags.ts';
import { None, PyBytes, PyTuple } from '../../objects/model/values.ts';
import { getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { identity } from '../../objects/ops/hash.ts';
import { getIter } from '../../objects/ops/iter.ts';
import { asIndex, intValue, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { dictEntries, dictSet, newDict } from '../../objects/types/dictStore.ts';
import { AttributeError, OverflowError, RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import type { PyModule } from '../../objects/types/module.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { initSlot } from '../../objects/types/construct.ts';
import { cannotPickle, cannotUnpickle, pickleError, picklingError, unpicklingError } from './errors.ts';
import { findClass } from './globals.ts';
import { load, noPersistentLoad } from './load.ts';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, PROTO, STOP } from './opcodes.ts';
import { pickleBufferType } from './pickleBuffer.ts';
import { PyPickler, clearMemo, closeBuffer, commitFrame, flush, op, opByte, openBuffer } from './pickler.ts';
import { isShort, noteString, save } from './save.ts';
import { PyUnpickler, setBytes, setFile } from './unpickler.ts';

// --- Pickler ---------------------------------------------------------------------------------------------------------------

function setUp(p: PyPickler, protocol: PyObject, fixImports: PyObject, callback: PyObject): void {
  let proto = DEFAULT_PROTOCOL;
  if (protocol !== None) {
    proto = Number(asIndex(protocol));
    if (proto < 0) proto = HIGHEST_PROTOCOL;
    else if (proto > HIGHEST_PROTOCOL) raise(ValueError, `pickle protocol must be <= ${HIGHEST_PROTOCOL}`);
  }
  if (callback !== None && proto < 5) raise(ValueError, 'buffer_callback needs protocol >= 5');
  p.proto = proto;
  p.bin = proto > 0;
  p.fixImports = proto < 3 && isTrue(fixImports);
  p.bufferCallback = callback === None ? undefined : callback;
  p.fast = 0;
  p.ready = true;
}

function writerOf(file: PyObject): PyObject {
  return tryGetattr(file, 'write') ?? raise(TypeError, "file must have a 'write' attribute");
}

/** Writes one object, complete with header and STOP. */
function dumpObject(p: PyPickler, o: PyObject): void {
  if (p.proto >= 2) opByte(p, PROTO, p.proto);
  p.framing = p.proto >= 4;
  try {
    save(p, o);
    op(p, STOP);
    commitFrame(p);
  } finally {
    p.framing = false;
    p.frameStart = -1;
  }
}

/** The bytes of one object. */
function dumpBytes(p: PyPickler, o: PyObject): PyBytes {
  openBuffer(p);
  try {
    dumpObject(p, o);
    return new PyBytes(p.buf.slice(0, p.len));
  } finally {
    closeBuffer(p);
  }
}

function dumpToFile(p: PyPickler, o: PyObject): void {
  openBuffer(p);
  try {
    dumpObject(p, o);
    flush(p);
  } finally {
    closeBuffer(p);
  }
}

function initPickler(self: PyPickler, file: PyObject, protocol: PyObject, fixImports: PyObject, callback: PyObject): void {
  if (self.running) raise(RuntimeError, 'Pickler object is already used');
  setUp(self, protocol, fixImports, callback);
  self.write = writerOf(file);
  self.dispatchTable = undefined;
  clearMemo(self);
  // fast: the member itself, which is empty, would raise an AttributeError.
  const isOwn = lookupMro(self.ob_type, 'dispatch_table') === picklerType.dict.get('dispatch_table');
  self.dispatchTable = isOwn ? undefined : tryGetattr(self, 'dispatch_table');
}

function dumpMethod(self: PyPickler, o: PyObject): PyObject {
  if (!self.ready) cannotPickle(`Pickler.__init__() was not called by ${self.ob_type.name}.__init__()`);
  if (self.running) raise(RuntimeError, 'Pickler object is already used');
  self.running = true;
  try {
    self.persId = overridden(self, picklerType, 'persistent_id', self.persAttr);
    self.reducerOverride = self.ob_type === picklerType ? undefined : tryGetattr(self, 'reducer_override');
    self.plans.clear();
    self.fastDepth = 0;
    dumpToFile(self, o);
  } finally {
    self.running = false;
    self.persId = self.reducerOverride = undefined;
  }
  return None;
}

/** A method that a subclass or an instance gave in place of the native one. */
function overridden(self: PyObject, native: PyType, name: string, attribute: PyObject | undefined): PyObject | undefined {
  if (lookupMro(self.ob_type, name) === native.dict.get(name) && !Object.hasOwn(self as object, `$${name}`)) return attribute;
  return getattr(self, name);
}

/** A native method that an instance may replace by an attribute. */
function replaceable(name: string, doc: string, native: (self: any) => PyObject) {
  return getset(
    name,
    doc,
    (self: PyPickler | PyUnpickler) => self.persAttr ?? native(self),
    (self: PyPickler | PyUnpickler, value) => {
      if (value === undefined && self.persAttr === undefined) raise(AttributeError, name);
      self.persAttr = value;
    },
  );
}

const intMember = (name: string, doc: string, get: (self: any) => number, set: (self: any, n: number) => void) =>
  member(name, doc, get, (self, value) => {
    if (value === undefined) raise(TypeError, `can't delete numeric/char attribute`);
    const n = asIndex(value);
    if (typeof n === 'bigint' && (n >= 2n ** 63n || n < -(2n ** 63n))) raise(OverflowError, 'Python int too large to convert to C long');
    set(self, Number(n));
  });

const noId: { row: PyObject | undefined } = { row: undefined };

export const picklerType: PyType = defineType(PyPickler, {
  name: 'Pickler',
  module: '_pickle',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  signature: '(file, protocol=None, fix_imports=True, buffer_callback=None)',
  doc: 'Writes objects to a binary file as pickles.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: initSlot(
      'Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)',
      () => picklerType,
      (self, file, protocol, fix, callback) => {
        initPickler(self, file, protocol, fix, callback);
        return None;
      },
    ),
  },
  methods: [
    method('dump(self, obj, /)', 'Writes an object.', dumpMethod),
    method('clear_memo(self, /)', 'Forgets the objects written so far.', (self: PyPickler) => {
      clearMemo(self);
      return None;
    }),
    method('__sizeof__(self, /)', null, (self: PyPickler) => 200 + self.memo.size * 24 + self.buf.length),
  ],
  getset: [
    replaceable('persistent_id', 'The persistent id of an object, None for those that are pickled.', () => noId.row!),
    intMember(
      'bin',
      'Protocol 1 or above?',
      (self: PyPickler) => (self.bin ? 1 : 0),
      (self: PyPickler, n) => {
        self.bin = n !== 0;
      },
    ),
    intMember(
      'fast',
      'Without a memo?',
      (self: PyPickler) => self.fast,
      (self: PyPickler, n) => {
        self.fast = n;
      },
    ),
    member(
      'dispatch_table',
      'Reducers by class, in place of copyreg.dispatch_table.',
      (self: PyPickler) => self.dispatchTable,
      (self: PyPickler, value) => {
        self.dispatchTable = value;
      },
    ),
    getset('memo', null, (self: PyPickler) => new PyPicklerMemo(self), setPicklerMemo),
  ],
});

class PyPicklerMemo extends PyBase {
  pickler: PyPickler;
  constructor(pickler: PyPickler) {
    super();
    this.pickler = pickler;
  }
}

function setPicklerMemo(self: PyPickler, value: PyObject | undefined): void {
  if (value === undefined) raise(TypeError, 'attribute deletion is not supported');
  if (value instanceof PyPicklerMemo) {
    self.memo = new Map(value.pickler.memo);
    self.strings = value.pickler.strings.copy();
    self.memoNext = value.pickler.memoNext;
    return;
  }
  if ((value.tflags & DICT) === 0) raise(TypeError, `'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeName(value)}`);
  const memo = new Map<PyObject, number>();
  for (const [, pair] of dictEntries(value as PyDict)) {
    const items = (pair as PyTuple).ta;
    if (items === undefined || items.length !== 2) raise(TypeError, "'memo' values must be 2-item tuples");
    memo.set(items[1]!, Number(asIndex(items[0]!)));
  }
  clearMemo(self);
  for (const [o, at] of memo) {
    if (typeof o === 'string' && isShort(o)) noteString(self, o, at);
    else self.memo.set(o, at);
  }
  self.memoNext = memo.size;
}

function copyPicklerMemo(p: PyPickler): PyDict {
  const dict = newDict();
  for (const [o, at] of p.memo) dictSet(dict, identity(o), new PyTuple([at, o]));
  p.strings.keys.forEach((s, i) => dictSet(dict, identity(s), new PyTuple([p.strings.numbers[i]!, s])));
  return dict;
}

const picklerMemoType: PyType = defineType(PyPicklerMemo, {
  name: 'PicklerMemoProxy',
  module: '_pickle',
  flags: ['BASETYPE', 'NO_NEW'],
  unhashable: true,
  methods: [
    method('clear(self, /)', 'Forgets all entries.', (self: PyPicklerMemo) => {
      clearMemo(self.pickler);
      return None;
    }),
    method('copy(self, /)', 'The entries as a dict.', (self: PyPicklerMemo) => copyPicklerMemo(self.pickler)),
    method('__reduce__(self, /)', null, (self: PyPicklerMemo) => new PyTuple([newDict().ob_type, new PyTuple([copyPicklerMemo(self.pickler)])])),
  ],
});

// --- Unpickler -------------------------------------------------------------------------------------------------------------

function setUpLoad(u: PyUnpickler, fixImports: PyObject, encoding: string, errors: string, buffers: PyObject | undefined): void {
  u.fixImports = isTrue(fixImports);
  u.encoding = encoding;
  u.errors = errors;
  u.buffers = buffers === undefined || buffers === None ? undefined : getIter(buffers);
  u.memo = [];
  u.ready = true;
}

function loadMethod(self: PyUnpickler): PyObject {
  if (!self.ready) cannotUnpickle(`Unpickler.__init__() was not called by ${self.ob_type.name}.__init__()`);
  if (self.running) raise(RuntimeError, 'Unpickler object is already used');
  self.running = true;
  try {
    self.persLoad = overridden(self, unpicklerType, 'persistent_load', self.persAttr);
    self.finder = overridden(self, unpicklerType, 'find_class', undefined);
    return load(self);
  } finally {
    self.running = false;
    self.persLoad = self.finder = undefined;
  }
}

const noLoad: { row: PyObject | undefined } = { row: undefined };

export const unpicklerType: PyType = defineType(PyUnpickler, {
  name: 'Unpickler',
  module: '_pickle',
  flags: ['BASETYPE', 'HAS_WEAKREF'],
  signature: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
  doc: 'Reads objects from a binary file of pickles.',
  slots: {
    new: (cls: PyType) => new cls.ctor(),
    init: initSlot(
      "Unpickler(file, *, fix_imports=True, encoding: str = 'ASCII', errors: str = 'strict', buffers = ?)",
      () => unpicklerType,
      (self: PyUnpickler, file, fix, encoding, errors, buffers) => {
        if (self.running) raise(RuntimeError, 'Unpickler object is already used');
        setFile(self, file);
        setUpLoad(self, fix, encoding, errors, buffers);
        return None;
      },
    ),
  },
  methods: [
    method('load(self, /)', 'Reads an object.', loadMethod),
    method('find_class(self, module_name, global_name, /)', 'The object that a pickle names.', (self: PyUnpickler, module: PyObject, name: PyObject) =>
      findClass(module, name, self.proto, self.fixImports),
    ),
    method('__sizeof__(self, /)', null, (self: PyUnpickler) => 200 + 8 * (self.memo.length + self.stack.length)),
  ],
  getset: [
    replaceable('persistent_load', 'The object of a persistent id.', () => noLoad.row!),
    getset('memo', null, (self: PyUnpickler) => new PyUnpicklerMemo(self), setUnpicklerMemo),
  ],
});

class PyUnpicklerMemo extends PyBase {
  unpickler: PyUnpickler;
  constructor(unpickler: PyUnpickler) {
    super();
    this.unpickler = unpickler;
  }
}

function setUnpicklerMemo(self: PyUnpickler, value: PyObject | undefined): void {
  if (value === undefined) raise(TypeError, 'attribute deletion is not supported');
  if (value instanceof PyUnpicklerMemo) {
    self.memo = value.unpickler.memo.slice();
    return;
  }
  if ((value.tflags & DICT) === 0) raise(TypeError, `'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeName(value)}`);
  const memo: (PyObject | undefined)[] = [];
  for (const [key, o] of dictEntries(value as PyDict)) {
    const at = intValue(key);
    if (at === undefined) raise(TypeError, 'memo key must be integers');
    if (at < 0) raise(ValueError, 'memo key must be positive integers.');
    while (memo.length < at) memo.push(undefined);
    memo[Number(at)] = o;
  }
  self.memo = memo;
}

function copyUnpicklerMemo(u: PyUnpickler): PyDict {
  const dict = newDict();
  u.memo.forEach((o, at) => {
    if (o !== undefined) dictSet(dict, at, o);
  });
  return dict;
}

const unpicklerMemoType: PyType = defineType(PyUnpicklerMemo, {
  name: 'UnpicklerMemoProxy',
  module: '_pickle',
  flags: ['BASETYPE', 'NO_NEW'],
  unhashable: true,
  methods: [
    method('clear(self, /)', 'Forgets all entries.', (self: PyUnpicklerMemo) => {
      self.unpickler.memo = [];
      return None;
    }),
    method('copy(self, /)', 'The entries as a dict.', (self: PyUnpicklerMemo) => copyUnpicklerMemo(self.unpickler)),
    method('__reduce__(self, /)', null, (self: PyUnpicklerMemo) => new PyTuple([newDict().ob_type, new PyTuple([copyUnpicklerMemo(self.unpickler)])])),
  ],
});

void [picklerMemoType, unpicklerMemoType];

// --- the module ------------------------------------------------------------------------------------------------------------

function dump(o: PyObject, file: PyObject, protocol: PyObject, fixImports: PyObject, callback: PyObject): PyObject {
  const p = new PyPickler();
  setUp(p, protocol, fixImports, callback);
  p.write = writerOf(file);
  dumpToFile(p, o);
  return None;
}

function dumps(o: PyObject, protocol: PyObject, fixImports: PyObject, callback: PyObject): PyObject {
  const p = new PyPickler();
  setUp(p, protocol, fixImports, callback);
  return dumpBytes(p, o);
}

function loadFrom(file: PyObject, fixImports: PyObject, encoding: string, errors: string, buffers: PyObject | undefined): PyObject {
  const u = new PyUnpickler();
  setFile(u, file);
  setUpLoad(u, fixImports, encoding, errors, buffers);
  return load(u);
}

function loads(data: PyObject, fixImports: PyObject, encoding: string, errors: string, buffers: PyObject | undefined): PyObject {
  const u = new PyUnpickler();
  setBytes(u, bytesLike(data));
  setUpLoad(u, fixImports, encoding, errors, buffers);
  return load(u);
}

const LOAD_OPTIONS = "*, fix_imports=True, encoding: str = 'ASCII', errors: str = 'strict', buffers = ?";

export default defineModule({
  name: '_pickle',
  doc: 'Pickling, natively.',
  functions: [
    fn('dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)', 'Writes an object to a binary file.', dump),
    fn('dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)', 'The pickle of an object, as bytes.', dumps),
    fn(`load(file, ${LOAD_OPTIONS})`, 'Reads an object from a binary file.', loadFrom),
    fn(`loads(data, /, ${LOAD_OPTIONS})`, 'The object of a pickle.', loads),
  ],
  types: [picklerType, unpicklerType, pickleBufferType],
  exec: (module: PyModule) => {
    const G = module as unknown as Record<string, PyObject>;
    for (const type of [pickleError(), picklingError(), unpicklingError()]) G[`$${type.name}`] = type;
    noId.row = moduleFunction('persistent_id(obj, /)', () => None);
    noLoad.row = moduleFunction('persistent_load(pid, /)', noPersistentLoad);
  },
});

function moduleFunction(sig: string, impl: () => PyObject): PyObject {
  return new PyBuiltin(fn(sig, null, impl), undefined, '_pickle', '');
}
