// The table of special methods: Python's name, the slot that holds it, and the calling shape that both directions share
// (a Python function seen as a slot: `ops/slotWrappers.ts`; a native slot seen as `list.__len__`: `types/wrapper.ts`).
// CPython: Objects/typeobject.c, slotdefs.
import type { SlotProtocol } from './object.ts';

export type SlotName = keyof SlotProtocol;

/** How a slot is called and what it gives back. */
export type SlotShape =
  | 'repr'
  | 'hash'
  | 'bool'
  | 'len'
  | 'unary'
  | 'binary'
  | 'inplace'
  | 'pow'
  | 'compare'
  | 'contains'
  | 'getitem'
  | 'setitem'
  | 'delitem'
  | 'iter'
  | 'next'
  | 'call'
  | 'init'
  | 'new'
  | 'getattribute'
  | 'getattr'
  | 'setattr'
  | 'delattr'
  | 'get'
  | 'set'
  | 'delete'
  | 'del'
  | 'int'
  | 'float'
  | 'index'
  | 'concat'
  | 'repeat'
  | 'rrepeat'
  | 'iconcat'
  | 'irepeat'
  | 'buffer'
  | 'release';

export interface SlotDef {
  readonly name: string;
  readonly slot: SlotName;
  readonly shape: SlotShape;
  /** Text signature behind the name, as `help()` shows it. */
  readonly sig: string;
  readonly doc: string;
}

const def = (name: string, slot: SlotName, shape: SlotShape, sig: string, doc: string): SlotDef => ({ name, slot, shape, sig, doc });

const defs: SlotDef[] = [
  def('__repr__', 's_repr', 'repr', '($self, /)', 'Return repr(self).'),
  def('__hash__', 's_hash', 'hash', '($self, /)', 'Return hash(self).'),
  def('__call__', 's_call', 'call', '($self, /, *args, **kwargs)', 'Call self as a function.'),
  def('__str__', 's_str', 'repr', '($self, /)', 'Return str(self).'),
  def('__getattribute__', 's_getattro', 'getattribute', '($self, name, /)', 'Return getattr(self, name).'),
  def('__getattr__', 's_getattro', 'getattr', '', ''),
  def('__setattr__', 's_setattro', 'setattr', '($self, name, value, /)', 'Implement setattr(self, name, value).'),
  def('__delattr__', 's_setattro', 'delattr', '($self, name, /)', 'Implement delattr(self, name).'),
  def('__lt__', 's_lt', 'compare', '($self, value, /)', 'Return self<value.'),
  def('__le__', 's_le', 'compare', '($self, value, /)', 'Return self<=value.'),
  def('__eq__', 's_eq', 'compare', '($self, value, /)', 'Return self==value.'),
  def('__ne__', 's_ne', 'compare', '($self, value, /)', 'Return self!=value.'),
  def('__gt__', 's_gt', 'compare', '($self, value, /)', 'Return self>value.'),
  def('__ge__', 's_ge', 'compare', '($self, value, /)', 'Return self>=value.'),
  def('__iter__', 's_iter', 'iter', '($self, /)', 'Implement iter(self).'),
  def('__next__', 's_next', 'next', '($self, /)', 'Implement next(self).'),
  def('__get__', 's_get', 'get', '($self, instance, owner=None, /)', 'Return an attribute of instance, which is of type owner.'),
  def('__set__', 's_set', 'set', '($self, instance, value, /)', 'Set an attribute of instance to value.'),
  def('__delete__', 's_set', 'delete', '($self, instance, /)', 'Delete an attribute of instance.'),
  def('__init__', 's_init', 'init', '($self, /, *args, **kwargs)', 'Initialize self.  See help(type(self)) for accurate signature.'),
  def('__new__', 's_new', 'new', '($type, *args, **kwargs)', 'Create and return new object.'),
  def('__del__', 's_del', 'del', '($self, /)', 'Called when the instance is about to be destroyed.'),
  def('__await__', 's_await', 'unary', '($self, /)', 'Return an iterator to be used in await expression.'),
  def('__aiter__', 's_aiter', 'unary', '($self, /)', 'Return an awaitable, that resolves in asynchronous iterator.'),
  def('__anext__', 's_anext', 'unary', '($self, /)', 'Return a value or raise StopAsyncIteration.'),
  def('__bool__', 's_bool', 'bool', '($self, /)', 'True if self else False'),
  def('__int__', 's_int', 'int', '($self, /)', 'int(self)'),
  def('__float__', 's_float', 'float', '($self, /)', 'float(self)'),
  def('__index__', 's_index', 'index', '($self, /)', 'Return self converted to an integer, if self is suitable for use as an index into a list.'),
  def('__neg__', 's_neg', 'unary', '($self, /)', '-self'),
  def('__pos__', 's_pos', 'unary', '($self, /)', '+self'),
  def('__abs__', 's_abs', 'unary', '($self, /)', 'abs(self)'),
  def('__invert__', 's_invert', 'unary', '($self, /)', '~self'),
  def('__len__', 's_len', 'len', '($self, /)', 'Return len(self).'),
  def('__getitem__', 's_getitem', 'getitem', '($self, key, /)', 'Return self[key].'),
  def('__setitem__', 's_setitem', 'setitem', '($self, key, value, /)', 'Set self[key] to value.'),
  def('__delitem__', 's_delitem', 'delitem', '($self, key, /)', 'Delete self[key].'),
  def('__contains__', 's_contains', 'contains', '($self, key, /)', 'Return bool(key in self).'),
  def('__buffer__', 's_buffer', 'buffer', '($self, flags, /)', 'Return a buffer object that exposes the underlying memory of the object.'),
];

const operators: readonly (readonly [string, string])[] = [
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['mod', '%'],
  ['divmod', 'divmod'],
  ['lshift', '<<'],
  ['rshift', '>>'],
  ['and', '&'],
  ['xor', '^'],
  ['or', '|'],
  ['floordiv', '//'],
  ['truediv', '/'],
  ['matmul', '@'],
];
for (const [op, sign] of operators) {
  const text = sign === 'divmod' ? 'divmod(self, value)' : `self${sign}value`;
  const reflected = sign === 'divmod' ? 'divmod(value, self)' : `value${sign}self`;
  defs.push(def(`__${op}__`, `s_${op}` as SlotName, 'binary', '($self, value, /)', `Return ${text}.`));
  defs.push(def(`__r${op}__`, `s_r${op}` as SlotName, 'binary', '($self, value, /)', `Return ${reflected}.`));
  if (op !== 'divmod') defs.push(def(`__i${op}__`, `s_i${op}` as SlotName, 'inplace', '($self, value, /)', `Return self${sign}=value.`));
}
defs.push(def('__pow__', 's_pow', 'pow', '($self, value, mod=None, /)', 'Return pow(self, value, mod).'));
defs.push(def('__rpow__', 's_rpow', 'pow', '($self, value, mod=None, /)', 'Return pow(value, self, mod).'));
defs.push(def('__ipow__', 's_ipow', 'inplace', '($self, value, /)', 'Return self**=value.'));

/** Special methods by Python name. */
export const slotsByName: ReadonlyMap<string, SlotDef> = new Map(defs.map((d) => [d.name, d]));

/** Native slots whose Python name is also that of an arithmetic slot: `list.__add__` is `s_concat`. */
export const sequenceSlots: readonly SlotDef[] = [
  def('__add__', 's_concat', 'concat', '($self, value, /)', 'Return self+value.'),
  def('__mul__', 's_repeat', 'repeat', '($self, value, /)', 'Return self*value.'),
  def('__rmul__', 's_repeat', 'repeat', '($self, value, /)', 'Return value*self.'),
  def('__iadd__', 's_iconcat', 'iconcat', '($self, value, /)', 'Implement self+=value.'),
  def('__imul__', 's_irepeat', 'irepeat', '($self, value, /)', 'Implement self*=value.'),
];
