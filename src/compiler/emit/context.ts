// The state of emitting one code object: output lines, temporaries, names, definitely assigned locals, enclosing blocks.
//
// Temporaries `$1, $2, …` follow a stack discipline: what is allocated after a mark is free again once the text that uses it
// is complete. A text that is not yet part of a line stays valid while later texts are made, because later texts are also
// evaluated later; only what is put into a line before (a "prelude") forces earlier texts to be spilled.

import type { ExprNode, Position } from '../../syntax/ast.ts';
import { CELL, DEF_COMP_CELL, DEF_FREE_CLASS, DEF_IMPORT, DEF_PARAM, FREE, LOCAL, mangleIn, type Scope } from '../../symtable/scope.ts';
import type { HelperName, SuspendableHelperName } from '../helpers.ts';
import { isAtom, jsName } from '../js.ts';
import { located } from './located.ts';
import { constKey, type CodeInfo, type ConstData, type Unit } from '../unit.ts';

/** Locals that certainly have a value here; null where control cannot arrive. */
export type Assigned = Set<string> | null;

export interface LoopBlock {
  kind: 'loop';
  /** Label of the JS block that holds loop and `else`; undefined when a plain `break` does. */
  breakLabel: string | undefined;
  /** In a state machine: the jumps that break and continue are. */
  jumps?: { break: string; continue: string };
  breakStates: Assigned | undefined;
  /** A loop over the result of a call: what a break or return from the loop tells the generator (`loopLeft`). */
  left?: string;
}
/** Inside the JS `try` of a `finally` or `with`: leaving it goes through a completion code. */
export interface FinallyBlock {
  kind: 'finally';
  label: string;
  completion: string;
  result: string;
  uses: Set<'return' | 'break' | 'continue'>;
}
/** Inside a handler: leaving it restores FS.exc and forgets the name. */
export interface HandlerBlock {
  kind: 'handler';
  /** Text of the exception being handled. */
  exception: string;
  /** Text of the one handled outside. */
  restore: string;
  cleanup: (() => void) | undefined;
}
/** In a `try` body whose handlers a `raise` may jump to. */
export interface RaiseBlock {
  kind: 'raise';
  label: string;
  exception: string;
}
export type Block = RaiseBlock | LoopBlock | FinallyBlock | HandlerBlock;

/** A name that an inlined comprehension binds: a JS variable of its own. */
export interface Overlay {
  scope: Scope;
  vars: Map<string, { js: string; cell: boolean }>;
  /** Names of `vars` that have been stored to in the text so far. */
  bound: Set<string>;
}

/** What a state machine needs to know of a local variable to decide whether it outlives a step. */
export interface StepVar {
  segment: number;
  /** Used in several segments, or perhaps before it is bound in one. */
  outlives: boolean;
  stored: boolean;
}

export type FnKind = 'module' | 'class' | 'function';

/** State of a generator that has ended (`ENDED` in objects/types/generator.ts). */
export const ENDED = -1000000;

export const COMPLETION = { normal: 0, return: 1, break: 2, continue: 3 } as const;

export class Fn {
  readonly unit: Unit;
  readonly scope: Scope;
  readonly parent: Fn | undefined;
  readonly kind: FnKind;
  readonly code: CodeInfo;
  readonly index: number;
  className: string | undefined;
  /** Names of the body go through `ns`. */
  readonly nsMode: boolean;
  /** The JS body is a `function*`: `sp` may change at each yield. */
  isGenerator = false;
  /** Python's kinds. */
  isCoroutine = false;
  isAsyncGenerator = false;
  /** The body is the step function of a state machine (steps.ts). */
  isStepper = false;
  /** State machines: number of the stretch of code between two labels, the variables seen in them, the pc of each case that resumes. */
  segment = 0;
  readonly stepVars = new Map<string, StepVar>();
  readonly stepInternals = new Set<string>();
  readonly stepPcs: string[] = [];
  /** It has a `yield from` or `await`. */
  delegates = false;
  /** Some `return` gives a value. */
  returnsValue = false;
  /** Every local is visible to Python through FL. */
  hasLocalsHook = false;
  /** Inline fast paths are worth their size here. */
  hot = false;
  /** No frame of its own; helpers push one. */
  leaf = false;
  /** A generator that yields inside `try` or `with`. */
  closable = false;
  /** A walrus may change a local between two operands. */
  hasWalrus = false;

  lines: string[] = [];
  indent = 1;
  assigned: Assigned = new Set();
  /** Names that some statement of this function deletes. */
  deleted: ReadonlySet<string> = new Set();
  blocks: Block[] = [];
  overlays: Overlay[] = [];
  /** What FS.exc is to be outside any handler: `$x`, or `$g.xc` in generators. Set when first needed. */
  usesEntryException = false;
  /** Variables of the JS function besides parameters: Python locals and internals. */
  readonly declared = new Set<string>();
  private tempNext = 1;
  private tempMax = 0;
  /** Highest temporary handed out since `reserving` began. */
  private tempPeak = 0;
  private labels = 0;
  private readonly varOrder = new Set<string>();
  private readonly nameOrder = new Set<string>();
  private readonly constOrder = new Map<string, ConstData>();
  private readonly pcIds = new Map<object, number>();
  /** Form T: the position of the entry, which comes before all others. */
  entryPc: string | undefined;
  /** Depth of statement lists: above 1 a statement of a class body may not be reached. */
  bodyDepth = 0;
  /** Depth of `try` bodies around. */
  tryDepth = 0;
  /** Class bodies: names stored as attributes of `self` by methods. */
  readonly staticAttributes = new Set<string>();
  /** Class and module bodies: simple annotated names, in order. */
  readonly annotations: { name: string; annotation: ExprNode; conditional: boolean }[] = [];
  /** Expressions whose value lies in a temporary already (checked.ts). */
  readonly ready = new Map<ExprNode, string>();
  /** Line of the last `L[sp] = …` in this statement; 0 = none yet. */
  lineWritten = 0;

  constructor(unit: Unit, scope: Scope, parent: Fn | undefined, kind: FnKind, name: string, nsMode: boolean) {
    this.unit = unit;
    this.scope = scope;
    this.parent = parent;
    this.kind = kind;
    this.className = parent?.className;
    this.nsMode = nsMode;
    this.index = unit.codes.length;
    this.code = {
      name,
      qualname: name,
      firstlineno: scope.loc.lineno,
      argcount: 0,
      posonlyargcount: 0,
      kwonlyargcount: 0,
      flags: 0,
      varnames: [],
      freevars: freeNames(scope),
      cellvars: cellNames(scope),
      names: [],
      consts: [],
      thisForm: false,
      parent: parent === undefined ? -1 : parent.index,
    };
    unit.codes.push(this.code);
    for (const param of scope.varnames) this.varOrder.add(param);
  }

  // ---- lines

  line(text: string): void {
    this.lines.push('  '.repeat(this.indent) + text);
  }

  open(text: string): void {
    this.line(text);
    this.indent++;
  }

  close(text = '}'): void {
    this.indent--;
    this.line(text);
  }

  /** `} else {` and the like. */
  between(text: string): void {
    this.indent--;
    this.line(text);
    this.indent++;
  }

  // ---- temporaries

  temp(): string {
    const n = this.tempNext++;
    if (n > this.tempMax) this.tempMax = n;
    if (n > this.tempPeak) this.tempPeak = n;
    return `$${n}`;
  }

  /**
   * Runs `emit`, which makes several texts that are evaluated later, and keeps the temporaries inside them from being
   * handed out again: a value held from now on must outlive the evaluation of those texts. The caller's `release` frees them.
   */
  reserving<T>(emit: () => T): T {
    const outer = this.tempPeak;
    this.tempPeak = this.tempNext - 1;
    const result = emit();
    this.tempNext = Math.max(this.tempNext, this.tempPeak + 1);
    this.tempPeak = Math.max(outer, this.tempPeak);
    return result;
  }

  mark(): number {
    return this.tempNext;
  }

  release(mark: number): void {
    this.tempNext = mark;
  }

  /** Evaluates `text` now, as a line; the result is a temporary. */
  spill(text: string): string {
    if (isAtom(text) && (!this.hasWalrus || !/^[\p{ID_Start}_]/u.test(text))) return text;
    const t = this.temp();
    this.line(`${t} = ${text};`);
    return t;
  }

  declare(js: string): string {
    this.declared.add(js);
    return js;
  }

  /** Temporaries in use so far that hold nothing of value now. */
  freeTemps(): string[] {
    const free = ['$t', '$q', '$p'].filter((name) => this.declared.has(name));
    for (let i = this.tempNext; i <= this.tempMax; i++) free.push(`$${i}`);
    return free;
  }

  /** A fresh internal variable that lives until the end of the function. */
  internal(stem: string): string {
    return this.declare(`$${stem}${++this.labels}`);
  }

  label(stem: string): string {
    return `$${stem}${++this.labels}`;
  }

  /** All variables to declare at the top. */
  declarations(): string[] {
    const temps: string[] = [];
    for (let i = 1; i <= this.tempMax; i++) temps.push(`$${i}`);
    return [...this.declared, ...temps];
  }

  // ---- helpers and positions

  /** Calls from here are `yield*`: form G, except class bodies, which run synchronously. */
  get suspendable(): boolean {
    return this.unit.suspendable && this.kind !== 'class';
  }

  helper(name: HelperName | SuspendableHelperName): string {
    return this.unit.helper(name);
  }

  pc(at: Position): string {
    let id = this.pcIds.get(at);
    if (id === undefined) {
      id = this.unit.pcs.add(this.index, this.located(at));
      this.pcIds.set(at, id);
    }
    return `P + ${id}`;
  }

  private located(at: Position): Position {
    return located(at, (name) => (this.unit.table.top.flags(this.mangle(name)) & DEF_IMPORT) !== 0);
  }

  /** A call of a helper that may raise: `name(args…, pc)`. */
  call(name: HelperName | SuspendableHelperName, args: string[], at: Position): string {
    const pc = this.pc(at);
    if (!this.leaf) return `${this.helper(name)}(${[...args, pc].join(', ')})`;
    return `${this.helper('leave')}(${this.helper(name)}(${[...args, `${this.helper('enter')}(${pc})`].join(', ')}))`;
  }

  /** The text that makes this position current, to stand right before a call. */
  here(at: Position): string {
    this.helper('L');
    this.lineWritten = this.located(at).lineno;
    return `L[sp] = ${this.pc(at)}`;
  }

  // ---- names

  mangle(name: string): string {
    return mangleIn(this.scope, this.className, name);
  }

  noteVar(name: string): void {
    this.varOrder.add(name);
  }

  /** A use of a local variable in a state machine. */
  noteStepVar(js: string, store: boolean, certain: boolean): void {
    if (!this.isStepper) return;
    const known = this.stepVars.get(js);
    if (known === undefined) this.stepVars.set(js, { segment: this.segment, outlives: !certain, stored: store });
    else {
      if (known.segment !== this.segment || !certain) known.outlives = true;
      if (store) known.stored = true;
    }
  }

  /** Has the local, no parameter, been mentioned already? */
  hasVar(name: string): boolean {
    return this.varOrder.has(name) && (this.scope.flags(name) & DEF_PARAM) === 0;
  }

  hasName(name: string): boolean {
    return this.nameOrder.has(name);
  }

  noteName(name: string): void {
    this.nameOrder.add(name);
  }

  noteConst(value: ConstData): void {
    this.constOrder.set(constKey(value), value);
  }

  /** Is the local's value certain? */
  isAssigned(name: string): boolean {
    return this.assigned === null || this.assigned.has(name);
  }

  assign(name: string): void {
    this.assigned?.add(name);
  }

  unassign(name: string): void {
    this.assigned?.delete(name);
  }

  /** The state at a point that other iterations or an exception may reach. */
  weakened(state: Assigned): Assigned {
    if (state === null) return null;
    const copy = new Set(state);
    for (const name of this.deleted) copy.delete(name);
    return copy;
  }

  finishCode(): void {
    this.code.varnames = [...this.varOrder];
    this.code.names = [...this.nameOrder];
    this.code.consts = [...this.constOrder.values()];
  }
}

export function joinAssigned(a: Assigned, b: Assigned): Assigned {
  if (a === null) return b;
  if (b === null) return a;
  const out = new Set<string>();
  for (const name of a) if (b.has(name)) out.add(name);
  return out;
}

export function copyAssigned(state: Assigned): Assigned {
  return state === null ? null : new Set(state);
}

function freeNames(scope: Scope): string[] {
  const out: string[] = [];
  for (const [name, flags] of scope.symbols) {
    if (scope.scopeOf(name) === FREE || flags & DEF_FREE_CLASS) out.push(name);
  }
  return out.sort(compareNames);
}

function cellNames(scope: Scope): string[] {
  const out: string[] = [];
  for (const [name, flags] of scope.symbols) {
    if (scope.scopeOf(name) === CELL || flags & DEF_COMP_CELL) out.push(name);
  }
  if (scope.needsClassClosure) out.push('__class__');
  if (scope.needsClassDict) out.push('__classdict__');
  if (scope.type === 'class' && scope.hasConditionalAnnotations) out.push('__conditional_annotations__');
  return out.sort(compareNames);
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names an inlined comprehension binds itself. */
export function overlayFor(f: Fn, comp: Scope): Overlay {
  const vars = new Map<string, { js: string; cell: boolean }>();
  for (const [name, flags] of comp.symbols) {
    if (flags & DEF_PARAM) continue;
    const scope = comp.scopeOf(name);
    if (scope !== LOCAL && scope !== CELL) continue;
    const cell = scope === CELL || (flags & DEF_COMP_CELL) !== 0;
    vars.set(name, { js: f.internal(`${jsName(name)}_`), cell });
    f.noteVar(name);
  }
  return { scope: comp, vars, bound: new Set() };
}
