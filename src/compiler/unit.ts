// What a compilation produces, and the tables that are shared by all code objects of one unit.

import type { ConstantValue } from '../syntax/ast.ts';
import type { SyntaxWarningInfo } from '../syntax/errors.ts';
import type { SymbolTable } from '../symtable/scope.ts';
import { helperNames, suspendableHelperNames, type HelperName, type SuspendableHelperName } from './helpers.ts';
import { jsString } from './js.ts';
import { PcTable } from './pcTable.ts';

/** A constant as plain data; the loader makes the Python value. */
export type ConstData =
  | ConstantValue
  | { type: 'complexPair'; real: number; imag: number }
  | { type: 'tuple' | 'frozenset'; items: ConstData[] }
  /** start, stop, step */
  | { type: 'slice'; items: ConstData[] }
  /** The code object with that index in the unit. */
  | { type: 'code'; index: number };

/** A code object as plain data. */
export interface CodeInfo {
  name: string;
  qualname: string;
  firstlineno: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  /** CO_* */
  flags: number;
  varnames: string[];
  freevars: string[];
  cellvars: string[];
  names: string[];
  consts: ConstData[];
  thisForm: boolean;
  /** Index of the code object this one is defined in, -1 for the unit's body. */
  parent: number;
}

export type UnitKind = 'exec' | 'eval' | 'single';

export interface CompiledUnit {
  kind: UnitKind;
  filename: string;
  /** Body of `function (R, G, B, U)`; sets `U.mk[i]` and returns the body function `(ns) => value`. */
  text: string;
  /** codes[0] is the unit's body. */
  codes: CodeInfo[];
  /** `U.consts` */
  consts: ConstData[];
  /** `name$suffix` of each method call. */
  selectors: string[];
  /** Encoded by `pcTable.ts`; ids 0 … pcCount - 1, to which the loader's `U.base` is added. */
  pcs: string;
  pcCount: number;
  /** The code object of each id, as pairs of a count and an index into `codes`. */
  pcRuns: number[];
  /** Names go through `ns`, not straight to the globals. */
  nsMode: boolean;
  warnings: SyntaxWarningInfo[];
}

export interface CompileOptions {
  filename: string;
  /** `exec` with separate locals, class-like: names of the body go through `ns`. */
  nsMode?: boolean;
  /** `__debug__` and asserts: 0, 1 (no asserts), 2 (no docstrings either). */
  optimize?: number;
  /** Flags of `from __future__` in force where `compile` is called. */
  futureFlags?: number;
  allowTopLevelAwait?: boolean;
  /** S (synchronous), G (suspendable: every function is a JS generator function) or T (traced: tells of calls, lines, returns, exceptions). */
  form?: 'S' | 'G' | 'T';
}

const HOISTED_CONSTS = 800;

export class Unit {
  readonly kind: UnitKind;
  readonly table: SymbolTable;
  readonly options: CompileOptions;
  readonly codes: CodeInfo[] = [];
  readonly consts: ConstData[] = [];
  readonly selectors = new Set<string>();
  readonly pcs = new PcTable();
  readonly warnings: SyntaxWarningInfo[] = [];
  /** The factories of all functions, in order of completion. */
  readonly factories: string[] = [];
  private readonly used = new Set<HelperName | SuspendableHelperName>();
  private readonly constIndex = new Map<string, number>();
  private readonly nameArrays = new Map<string, string>();
  private readonly hoisted: string[] = [];

  constructor(kind: UnitKind, table: SymbolTable, options: CompileOptions) {
    this.kind = kind;
    this.table = table;
    this.options = options;
  }

  get optimize(): number {
    return this.options.optimize ?? 0;
  }

  /** Form G: every function may be suspended at calls, loops and iteration. */
  get suspendable(): boolean {
    return this.options.form === 'G';
  }

  /** Form T: S with calls of the trace helpers, and every local visible through FL. */
  get traced(): boolean {
    return this.options.form === 'T';
  }

  /** The name of a helper; from now on it is taken out of R at the top of the text. */
  helper(name: HelperName | SuspendableHelperName): string {
    this.used.add(name);
    return name;
  }

  /** The text of a pooled constant. */
  pooled(value: ConstData): string {
    const key = constKey(value);
    let index = this.constIndex.get(key);
    if (index === undefined) {
      index = this.consts.length;
      this.consts.push(value);
      this.constIndex.set(key, index);
      if (index < HOISTED_CONSTS) this.hoisted.push(`$k${index} = U.consts[${index}]`);
    }
    return index < HOISTED_CONSTS ? `$k${index}` : `U.consts[${index}]`;
  }

  /** A JS array of names, one per use: call sites may be told apart by its identity. */
  names(list: readonly string[]): string {
    const id = `$n${this.nameArrays.size}`;
    this.nameArrays.set(id, `${id} = [${list.map(jsString).join(', ')}]`);
    return id;
  }

  preamble(): string {
    const lines = ["'use strict';"];
    const helpers = [...helperNames, ...suspendableHelperNames].filter((h) => this.used.has(h));
    if (helpers.length > 0) lines.push(`const { ${helpers.join(', ')} } = R;`);
    lines.push('const P = U.base, MAXI = 9007199254740991;');
    if (this.hoisted.length > 0) lines.push(`const ${this.hoisted.join(', ')};`);
    if (this.nameArrays.size > 0) lines.push(`const ${[...this.nameArrays.values()].join(', ')};`);
    return lines.join('\n');
  }
}

/** Equal keys ⇔ the same constant to Python: type, value and sign of zero count. */
export function constKey(c: ConstData): string {
  switch (c.type) {
    case 'None':
    case 'Ellipsis':
      return c.type;
    case 'bool':
      return c.value ? 'True' : 'False';
    case 'int':
      return `i${c.value}`;
    case 'float':
      return Object.is(c.value, -0) ? 'f-0' : `f${c.value}`;
    case 'complex':
      return `c0,${Object.is(c.imag, -0) ? '-0' : c.imag}`;
    case 'complexPair':
      return `c${Object.is(c.real, -0) ? '-0' : c.real},${Object.is(c.imag, -0) ? '-0' : c.imag}`;
    case 'str':
      return `s${c.value.length}:${c.value}`;
    case 'wstr':
      return `w${c.codePoints.join(',')};`;
    case 'bytes':
      return `b${c.value.length}:${c.value.join(',')};`;
    case 'code':
      return `o${c.index}`;
    case 'tuple':
      return `t(${c.items.map(constKey).join('|')})`;
    case 'frozenset':
      // Equal ones are one, in the order of the first.
      return `z(${c.items.map(constKey).sort().join('|')})`;
    case 'slice':
      return `l(${c.items.map(constKey).join('|')})`;
  }
}
