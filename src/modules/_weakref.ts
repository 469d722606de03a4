// `_weakref`: references and proxies. CPython: Modules/_weakref.c, Objects/weakrefobject.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, method, type SlotTable } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyList } from '../objects/model/values.ts';
import { PyWeakRef, registerWeakref, weakrefType, weakrefsOf } from '../objects/types/weakref.ts';
import { raise } from '../objects/ops/raise.ts';
import { ReferenceError, TypeError } from '../objects/types/exceptions.ts';
import { delattr, getattr, setattr, callMethod } from '../objects/ops/attr.ts';
import { strObject, addressOf } from '../objects/ops/repr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { binop, delItem, getItem, inplace, setItem, unary, type BinaryOp } from '../objects/ops/arith.ts';
import { richCompare, type CompareName } from '../objects/ops/compare.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { contains, getIter, length } from '../objects/ops/iter.ts';
import { dictDelete, dictGet } from '../objects/types/dictStore.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { typeName } from '../objects/ops/number.ts';

class PyWeakProxy extends PyWeakRef {}
class PyCallableProxy extends PyWeakProxy {}

function target(p: PyObject): PyObject {
  if (!(p instanceof PyWeakProxy)) return p;
  const t = p.target;
  if (t === undefined) raise(ReferenceError, 'weakly-referenced object no longer exists');
  return t;
}

const slots: SlotTable = {
  repr: (p: PyWeakProxy) => {
    const t = p.target;
    return strFromJs(t === undefined ? `<weakproxy at ${addressOf(p)}; dead>` : `<weakproxy at ${addressOf(p)}; to '${t.ob_type.name}' at ${addressOf(t)}>`);
  },
  str: (p) => strObject(target(p)),
  bool: (p) => isTrue(target(p)),
  hash: (p) => raise(TypeError, `unhashable type: '${p.ob_type.shown}'`),
  getattro: (p, name) => getattr(target(p), name),
  setattro: (p, name, v) => {
    if (v === undefined) delattr(target(p), name);
    else setattr(target(p), name, v);
  },
  len: (p) => length(target(p)),
  contains: (p, v) => contains(target(p), v),
  getitem: (p, k) => getItem(target(p), k),
  setitem: (p, k, v) => {
    setItem(target(p), k, v);
  },
  delitem: (p, k) => {
    delItem(target(p), k);
  },
  iter: (p) => getIter(target(p)),
  next: (p) => {
    const t = target(p);
    if (t.s_next === undefined) raise(TypeError, `Weakref proxy referenced a non-iterator '${typeName(t)}' object`);
    return t.s_next(t);
  },
  int: (p) => callMethod(target(p), '__int__'),
  float: (p) => callMethod(target(p), '__float__'),
  index: (p) => callMethod(target(p), '__index__'),
};
for (const op of ['lt', 'le', 'eq', 'ne', 'gt', 'ge'] as CompareName[])
  (slots as any)[op] = (a: PyObject, b: PyObject) => richCompare(target(a), target(b), op);
for (const op of ['neg', 'pos', 'abs', 'invert'] as const) (slots as any)[op] = (p: PyObject) => unary(target(p), op);
for (const op of ['add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'divmod', 'pow', 'lshift', 'rshift', 'and', 'xor', 'or'] as BinaryOp[]) {
  (slots as any)[op] = (a: PyObject, b: PyObject) => binop(target(a), target(b), op);
  (slots as any)[`r${op}`] = (a: PyObject, b: PyObject) => binop(target(b), target(a), op);
  if (op !== 'divmod') (slots as any)[`i${op}`] = (a: PyObject, b: PyObject) => inplace(target(a), target(b), op);
}
const proxyMethods = [
  method('__bytes__(self, /)', null, (p) => callMethod(target(p), '__bytes__')),
  method('__reversed__(self, /)', null, (p) => callMethod(target(p), '__reversed__')),
];
export const proxyType = defineType(PyWeakProxy, { name: 'ProxyType', module: 'weakref', flags: ['NO_NEW'], slots, methods: proxyMethods });
export const callableProxyType = defineType(PyCallableProxy, {
  name: 'CallableProxyType',
  module: 'weakref',
  flags: ['NO_NEW'],
  slots: { ...slots, call: (p, args, kwnames) => (kwnames === undefined ? target(p).cN(args) : target(p).cK(args, kwnames)) },
  methods: proxyMethods,
});

export default defineModule({
  name: '_weakref',
  doc: 'Weak-reference support module.',
  functions: [
    fn('getweakrefcount(object, /)', "Return the number of weak references to 'object'.", (o) => weakrefsOf(o).length),
    fn('getweakrefs(object, /)', "Return a list of all weak reference objects pointing to 'object'.", (o) => new PyList([...weakrefsOf(o)])),
    fn('_remove_dead_weakref(dct, key, /)', 'Atomically remove key from dict if it points to a dead weakref.', (d: PyDict, key) => {
      const ref = dictGet(d, key);
      if (ref instanceof PyWeakRef && ref.target === undefined) dictDelete(d, key);
      return None;
    }),
    fn('proxy(object, callback = None, /)', "Create a proxy object that weakly references 'object'.", (o, callback) => {
      const callable = o.s_call !== undefined;
      if (callback === None) {
        const existing = weakrefsOf(o).find((r) => r instanceof PyWeakProxy && r.callback === None);
        if (existing !== undefined) return existing;
      }
      const p = callable ? new PyCallableProxy() : new PyWeakProxy();
      registerWeakref(p, o, callback);
      return p;
    }),
  ],
  constants: () => ({ ref: weakrefType, ReferenceType: weakrefType, ProxyType: proxyType, CallableProxyType: callableProxyType }),
});
