// The root of every Python value and the protocol that all of them answer, primitives included.
// Leaf file: knows no type. `PyBase.prototype` is the prototype of `object`'s instances; Number, BigInt, String and
// Boolean prototypes get the same protocol properties from `ops/roots.ts`.
import type { PyType } from './type.ts';

export type PyObject = PyBase | number | bigint | string | boolean;
export type KwNames = readonly string[] | undefined;

/** Calling: `f.c1(a)`. Root implementations raise "'T' object is not callable" or go through `s_call`. */
export interface CallProtocol {
  c0(): PyObject;
  c1(a: PyObject): PyObject;
  c2(a: PyObject, b: PyObject): PyObject;
  c3(a: PyObject, b: PyObject, c: PyObject): PyObject;
  c4(a: PyObject, b: PyObject, c: PyObject, d: PyObject): PyObject;
  c5(a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject): PyObject;
  c6(a: PyObject, b: PyObject, c: PyObject, d: PyObject, e: PyObject, f: PyObject): PyObject;
  cN(args: PyObject[]): PyObject;
  cK(args: PyObject[], kwnames: readonly string[]): PyObject;
}

type Binary = 'add' | 'sub' | 'mul' | 'matmul' | 'truediv' | 'floordiv' | 'mod' | 'divmod' | 'pow' | 'lshift' | 'rshift' | 'and' | 'xor' | 'or';
type BinarySlots = { [K in Binary as `s_${K}` | `s_r${K}` | `s_i${K}`]?: (self: any, other: any, mod?: any) => PyObject };
type CompareSlots = { [K in 'lt' | 'le' | 'eq' | 'ne' | 'gt' | 'ge' as `s_${K}`]?: (self: any, other: any) => PyObject };
type UnarySlots = {
  [K in 'neg' | 'pos' | 'abs' | 'invert' | 'int' | 'float' | 'index' | 'repr' | 'str' | 'await' | 'aiter' | 'anext' as `s_${K}`]?: (self: any) => PyObject;
};

/** Special methods on the prototype, receiver first (docs/internals.md section 2). */
export interface SlotProtocol extends BinarySlots, CompareSlots, UnarySlots {
  s_hash?: (self: any) => number | bigint;
  s_bool?: (self: any) => boolean;
  s_len?: (self: any) => number;
  s_iter?: (self: any) => PyObject;
  s_next?: (self: any) => PyObject | undefined;
  s_contains?: (self: any, value: any) => boolean;
  s_getitem?: (self: any, key: any) => PyObject;
  s_setitem?: (self: any, key: any, value: any) => void;
  s_delitem?: (self: any, key: any) => void;
  s_concat?: (self: any, other: any) => PyObject;
  s_repeat?: (self: any, count: any) => PyObject;
  s_iconcat?: (self: any, other: any) => PyObject;
  s_irepeat?: (self: any, count: any) => PyObject;
  s_getattro?: (self: any, name: string) => PyObject | undefined;
  s_setattro?: (self: any, name: string, value: any) => void;
  s_get?: (self: any, obj: any, type: any) => PyObject;
  s_set?: (self: any, obj: any, value: any) => void;
  s_call?: (self: any, args: PyObject[], kwnames: KwNames) => PyObject;
  s_init?: (self: any, args: PyObject[], kwnames: KwNames) => void;
  s_new?: (cls: PyType, args: PyObject[], kwnames: KwNames) => PyObject;
  s_del?: (self: any) => void;
  /** Buffer protocol: the exported memory (`objects/model/buffer.ts`). */
  s_buffer?: (self: any, writable: boolean) => unknown;
}

export interface PyProtocol extends CallProtocol, SlotProtocol {
  readonly ob_type: PyType;
  readonly tflags: number;
  /** Emitted code may store `$name` directly (docs/internals.md section 3). */
  readonly pl?: boolean;
}

declare global {
  interface Number extends PyProtocol {}
  interface BigInt extends PyProtocol {}
  interface String extends PyProtocol {}
  interface Boolean extends PyProtocol {}
}

// The protocol lives on prototypes, never on instances: the class body stays empty on purpose.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export class PyBase {}
export interface PyBase extends PyProtocol {}

/** A value seen as a bag of `$name` properties. */
export type Namespace = Record<string, PyObject | undefined>;

/**
 * Makes instances of a class values like those of a subclass of PyBase, from which it takes only the prototype: a class without
 * `extends` is made without `super()`, which costs unoptimised code two calls, and optimised code the inlining where V8 does not see
 * that the parent's constructor is empty.
 */
export function rooted(cls: { readonly prototype: object }): void {
  Object.setPrototypeOf(cls.prototype, PyBase.prototype);
}
