// Native types as tables (STYLE section 3). `defineType` only records: it makes the bare PyType, ties it to its JS class
// and leaves the rest to `finishTypes` in `types/zoo.ts`, so that no type file runs another's code at load time.
import { PyType } from '../model/type.ts';
import { BASETYPE, HAS_DICT, HAS_WEAKREF, IMMUTABLE, NO_NEW } from '../model/flags.ts';
import * as flagBits from '../model/flags.ts';
import type { PyObject, SlotProtocol } from '../model/object.ts';
import type { Row } from './native.ts';

type StripPrefix<K> = K extends `s_${infer Name}` ? Name : never;
/** The slots of a table, named without their prefix: `len`, `getitem`, `radd`. */
export type SlotTable = { [K in keyof SlotProtocol as StripPrefix<K>]?: SlotProtocol[K] };

/** An attribute computed by native code; `set` receives `undefined` for a deletion. */
export interface GetSetRow {
  readonly kind: 'getset';
  readonly name: string;
  readonly doc: string | null;
  readonly get: (self: any) => PyObject | undefined;
  readonly set: ((self: any, value: PyObject | undefined) => void) | undefined;
  /** Shown as a member descriptor (`member_descriptor`) instead of a getset one. */
  readonly member?: boolean;
}

export type ValueFlag =
  | 'INT'
  | 'FLOAT'
  | 'STR'
  | 'BYTES'
  | 'TUPLE'
  | 'LIST'
  | 'DICT'
  | 'SET'
  | 'TYPE'
  | 'EXC'
  | 'COMPLEX'
  | 'BYTEARRAY'
  | 'MEMORYVIEW'
  | 'MODULE'
  | 'BOOL'
  | 'FROZENSET'
  | 'FUNCTION'
  | 'SEQUENCE'
  | 'MAPPING'
  | 'MATCH_SELF';
export type TypeFlag = 'BASETYPE' | 'HAS_DICT' | 'HAS_WEAKREF' | 'NO_NEW';

export interface TypeSpec {
  name: string;
  qualname?: string;
  /** `__module__`, 'builtins' unless said otherwise. */
  module?: string;
  /** Given as a function because type files load in any order. Default: object. */
  base?: () => PyType;
  /** Further bases (ExceptionGroup alone has one). */
  alsoBases?: () => PyType[];
  flags?: readonly (ValueFlag | TypeFlag)[];
  doc?: string | null;
  /** The constructor: a row `make('tuple(iterable = (), /)', (cls, iterable) => …)`. Without it `__new__` is inherited, or NO_NEW. */
  make?: Row;
  /** Instances hold nothing that would have to be saved, whatever fields they have here: pickling takes them for plain objects. */
  stateless?: true;
  /** `__text_signature__` of types that read their arguments by hand. */
  signature?: string;
  slots?: SlotTable;
  methods?: readonly Row[];
  getset?: readonly GetSetRow[];
  /** JS class for instances of Python subclasses where it differs (int, str). */
  subclass?: { prototype: object };
  /** Further entries of `__dict__`. */
  constants?: () => Record<string, PyObject>;
  /** `__hash__ = None`. */
  unhashable?: boolean;
  /** Hand-written selectors, `append$1(this: PyList, x) {…}`: literals of their own, so that V8 inlines each at its sites. */
  fast?: Record<string, Function>;
  /** More JS classes whose instances have this type (bigint beside number, PyWideStr beside string). */
  alsoFor?: readonly { prototype: object }[];
}

/** All recorded types, in order of definition. */
export const recorded: PyType[] = [];
/** Types of module `builtins` by name. */
export const recordedTypes = new Map<string, PyType>();

/**
 * Records a native type.
 * @param jsClass class of its instances; its prototype becomes `proto`. For int, str and bool the JS wrapper (`Number`…).
 * @param spec the table.
 */
export function defineType(jsClass: { prototype: object }, spec: TypeSpec): PyType {
  const type = new PyType(spec.name, jsClass.prototype, jsClass as never);
  type.spec = spec;
  type.module = spec.module ?? 'builtins';
  type.qualname = spec.qualname ?? spec.name;
  type.flags = IMMUTABLE;
  let bits = 0;
  for (const flag of spec.flags ?? []) {
    if (flag === 'BASETYPE') type.flags |= BASETYPE;
    else if (flag === 'HAS_DICT') type.flags |= HAS_DICT;
    else if (flag === 'HAS_WEAKREF') type.flags |= HAS_WEAKREF;
    else if (flag === 'NO_NEW') type.flags |= NO_NEW;
    else bits |= flagBits[flag];
  }
  for (const js of [jsClass, ...(spec.alsoFor ?? [])]) {
    hidden(js.prototype, 'ob_type', type);
    hidden(js.prototype, 'tflags', bits);
  }
  recorded.push(type);
  if (type.module === 'builtins') recordedTypes.set(type.name, type);
  return type;
}

/** Prototypes that the host program has, too. */
const shared = new Set<object>([Number.prototype, BigInt.prototype, String.prototype, Boolean.prototype]);

/**
 * Sets a property that nobody may see in an enumeration: on prototypes shared with the host program a non-enumerable one. On our
 * own objects only `$` names are enumerated, so a plain store, a fifth of the price, does for all others.
 */
export function hidden(target: object, key: string, value: unknown): void {
  if (key.charCodeAt(0) !== DOLLAR && !shared.has(target)) (target as Record<string, unknown>)[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, configurable: true, enumerable: false });
}
const DOLLAR = 36;

type Impl = (...args: any[]) => any;

/** A method; the signature begins with `self`. */
export const method = (sig: string, doc: string | null, impl: Impl): Row => ({ kind: 'method', sig, doc, impl });
/** A class method; the signature begins with `cls`. */
export const classMethod = (sig: string, doc: string | null, impl: Impl): Row => ({ kind: 'classmethod', sig, doc, impl });
/** A static method. */
export const staticMethod = (sig: string, doc: string | null, impl: Impl): Row => ({ kind: 'staticmethod', sig, doc, impl });
/** A constructor: `make('range(start, stop = ?, step = ?, /)', impl)`; `impl` receives the class first. */
export const make = (sig: string, impl: Impl): Row => ({ kind: 'make', sig: sig.replace('(', /^\w+\(\s*\)/.test(sig) ? '(cls' : '(cls, '), doc: null, impl });
/** An attribute with native getter and optional setter (deletion = `undefined`). */
export const getset = (
  name: string,
  doc: string | null,
  get: (self: any) => PyObject | undefined,
  set?: (self: any, value: PyObject | undefined) => void,
): GetSetRow => ({ kind: 'getset', name, doc, get, set });
/** A plain read-only field, shown as a member descriptor. */
export const member = (
  name: string,
  doc: string | null,
  get: (self: any) => PyObject | undefined,
  set?: (self: any, value: PyObject | undefined) => void,
): GetSetRow => ({ kind: 'getset', name, doc, get, set, member: true });

/** All six comparisons from one function of (self, other, op); it may return `undefined` for NotImplemented. */
export function compareSlots(compare: (self: any, other: any, op: CompareOp) => PyObject): SlotTable {
  return {
    lt: (a, b) => compare(a, b, 'lt'),
    le: (a, b) => compare(a, b, 'le'),
    eq: (a, b) => compare(a, b, 'eq'),
    ne: (a, b) => compare(a, b, 'ne'),
    gt: (a, b) => compare(a, b, 'gt'),
    ge: (a, b) => compare(a, b, 'ge'),
  };
}
export type CompareOp = 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge';

/** A binary operator that treats both sides alike: gives the slots `op` and `rop`. */
export function binarySlots(op: string, f: (left: any, right: any) => PyObject): SlotTable {
  return { [op]: f, [`r${op}`]: (self: PyObject, other: PyObject) => f(other, self) } as SlotTable;
}
