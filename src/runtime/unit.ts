// Loaded units: emitted text becomes functions, pc ids get their place in the program-wide numbering, and `place(pc)` leads
// back from an id to code object, globals and source range (docs/internals.md sections 5 and 6).
// Invariant: a unit is instantiated once per globals object; code objects belong to the unit, pc ranges to the instance.
import { PyCode, type CodeData } from '../objects/model/function.ts';
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { PyComplex, PySlice } from '../objects/model/values.ts';
import { constantValue } from './constantValue.ts';
import { registerSelectors } from '../objects/model/selectors.ts';
import { codeHooks, type Factory } from '../objects/types/function.ts';
import { newTuple } from '../objects/types/tuple.ts';
import { frozensetFromArray } from '../objects/types/set.ts';
import { frameHooks, type Place } from '../objects/types/frame.ts';
import { claimLasting, claimTransient, type Owner, ownerOf } from './pcRanges.ts';
import { codeOfPc, decodePcs, pcEntry } from './pcTable.ts';
import { host, HostError, readFile } from '../host/host.ts';
import { theCompiler, type CompileRequest } from './compilerInterface.ts';
import { decodeWithCodec } from './sourceCodec.ts';
import type { CodeInfo, CompiledUnit, ConstData } from './compilerInterface.ts';
import { builtinsOf } from './builtinsOf.ts';
import { dictOfNamespace } from '../objects/types/dictStore.ts';

/** The object that emitted text knows as `R`; `runtime/helpers/index.ts` fills it. */
export const R: Record<string, unknown> = {};

/** What the emitted text gets as `U`. */
export interface UnitInstance extends Owner {
  consts: PyObject[];
  codes: PyCode[];
  mk: Factory[];
  /** Factories of form G, in a suspendable instance. */
  gmk: Factory[];
  unit: Unit;
  G: Namespace;
  B: Namespace;
  body: ((ns: PyObject | undefined) => PyObject) | undefined;
  /** How often the body has run to its end. */
  runs: number;
}

type UnitFunction = (R: unknown, G: Namespace, B: Namespace, U: UnitInstance) => (ns: PyObject | undefined) => PyObject;

export class Unit {
  readonly compiled: CompiledUnit;
  readonly codes: PyCode[];
  readonly consts: PyObject[];
  private run: UnitFunction | undefined;
  private table: Int32Array | undefined;
  private readonly instances = new WeakMap<object, UnitInstance>();
  /** Modules and the program last, over their own globals. */
  private lasts: boolean;

  /** How it was compiled; undefined for units from cache files, whose source lies at `filename`. */
  private readonly request: CompileRequest | undefined;
  /** The same code in other forms, and their instances; null where a form cannot be had. */
  private readonly forms: Record<'G' | 'T', { unit: Unit | null | undefined; instances: WeakMap<object, UnitInstance> }> = {
    G: { unit: undefined, instances: new WeakMap() },
    T: { unit: undefined, instances: new WeakMap() },
  };
  private formNs: Unit | null | undefined;

  /** @param codes of the unit in form S, for one in form G: code objects are shared by the forms. */
  constructor(compiled: CompiledUnit, request?: CompileRequest, codes?: PyCode[]) {
    this.compiled = compiled;
    this.request = request;
    this.lasts = request === undefined || request.program === true;
    if (codes !== undefined) {
      this.codes = codes;
      this.consts = compiled.consts.map((c) => this.constant(c));
      return;
    }
    this.codes = compiled.codes.map((info, i) => new PyCode(new LoadedCode(info, this), compiled.filename, this, i));
    this.consts = compiled.consts.map((c) => this.constant(c));
  }

  /** Position data, decoded on first use: most units never raise. */
  get positions(): Int32Array {
    return (this.table ??= decodePcs(this.compiled.pcs, this.compiled.pcCount, this.compiled.pcRuns));
  }

  /** The emitted code over globals `G`. */
  instance(G: Namespace): UnitInstance {
    let instance = this.instances.get(G);
    if (instance === undefined) {
      instance = this.instantiate(G);
      this.instances.set(G, instance);
    }
    return instance;
  }

  /** @param mk factories of form S, where this unit is in form G: function objects start with those. */
  private instantiate(G: Namespace, mk: Factory[] = []): UnitInstance {
    if (this.run === undefined) {
      registerSelectors(this.compiled.selectors);
      this.run = evaluate(this.compiled);
    }
    const B = builtinsOf(G);
    const instance: UnitInstance = { base: 0, consts: this.consts, codes: this.codes, mk, gmk: [], unit: this, G, B, body: undefined, runs: 0 };
    if (this.lasts) claimLasting(instance, this.compiled.pcCount);
    else claimTransient(instance, this.compiled.pcCount);
    this.lasts = false;
    instance.body = this.run(R, G, B, instance);
    return instance;
  }

  /** The emitted code in another form over globals `G`, compiled on first use; undefined where the source is gone or has changed. */
  inForm(name: 'G' | 'T', G: Namespace): UnitInstance | undefined {
    if (this.request?.form === name) return this.instance(G);
    const form = this.forms[name];
    let instance = form.instances.get(G);
    if (instance === undefined) {
      const unit = (form.unit ??= this.compileAs(name));
      if (unit === null) return undefined;
      instance = unit.instantiate(G, name === 'G' ? this.instance(G).mk : []);
      form.instances.set(G, instance);
    }
    return instance;
  }

  /**
   * The same code with the names of its body in a mapping of their own: what `compile` gave runs over globals alone, unless `exec`
   * names other locals. Compiled on first use; this unit itself where it is so already, or the source is gone.
   */
  withLocals(): Unit {
    if (this.compiled.nsMode) return this;
    if (this.formNs === undefined) {
      const request = this.request ?? this.requestFromFile();
      this.formNs = request === undefined ? null : this.recompiled({ ...request, nsMode: true });
    }
    return this.formNs ?? this;
  }

  /** This code in all its compiled forms: the positions of a code object are those of each, one after the other. */
  variants(): Unit[] {
    return [this.forms.T.unit, this, this.formNs, this.forms.G.unit].filter((unit) => unit instanceof Unit);
  }

  /** Form T, which has a position for each statement; this unit where it cannot be had. */
  traced(): Unit {
    if (this.request?.form === 'T') return this;
    return (this.forms.T.unit ??= this.compileAs('T')) ?? this;
  }

  private compileAs(form: 'G' | 'T'): Unit | null {
    const request = this.request ?? this.requestFromFile();
    return request === undefined ? null : this.recompiled({ ...request, form });
  }

  /** The code of another request for the same source; code objects are shared. */
  private recompiled(request: CompileRequest): Unit | null {
    const compiled = theCompiler().compile(request);
    const same = compiled.codes.length === this.codes.length && compiled.codes.every((c, i) => c.qualname === this.compiled.codes[i]!.qualname);
    return same ? new Unit(compiled, request, this.codes) : null;
  }

  private requestFromFile(): CompileRequest | undefined {
    const { filename } = this.codes[0]!;
    try {
      return { source: readFile(filename), filename, mode: 'exec', flags: 0, optimize: 0, nsMode: this.compiled.nsMode, decode: decodeWithCodec };
    } catch (e) {
      if (e instanceof HostError) return undefined;
      throw e;
    }
  }

  /** The Python value of a constant. */
  constant(c: ConstData): PyObject {
    switch (c.type) {
      case 'complexPair':
        return new PyComplex(c.real, c.imag);
      case 'tuple':
        return newTuple(c.items.map((item) => this.constant(item)));
      case 'frozenset':
        return frozensetFromArray(c.items.map((item) => this.constant(item)));
      case 'slice': {
        const [start, stop, step] = c.items.map((item) => this.constant(item)) as [PyObject, PyObject, PyObject];
        return new PySlice(start, stop, step);
      }
      case 'code':
        return this.codes[c.index]!;
      default:
        return constantValue(c);
    }
  }
}

/** Runs the body of a unit. The instance is used afterwards, so that nothing takes it, and its pc ids, for gone meanwhile. */
export function runBody(instance: UnitInstance, locals?: PyObject): PyObject {
  const value = instance.body!(locals ?? (instance.unit.compiled.nsMode ? dictOfNamespace(instance.G) : undefined));
  instance.runs++;
  return value;
}

/** A code object's data; names and constants, which only introspection reads, are made when asked for. */
class LoadedCode implements CodeData {
  name: string;
  qualname: string;
  firstlineno: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  flags: number;
  varnames: readonly string[];
  freevars: readonly string[];
  cellvars: readonly string[];
  thisForm: boolean;
  private readonly info: CodeInfo;
  private readonly unit: Unit;
  private made: PyObject[] | undefined = undefined;
  constructor(info: CodeInfo, unit: Unit) {
    this.name = info.name;
    this.qualname = info.qualname;
    this.firstlineno = info.firstlineno;
    this.argcount = info.argcount;
    this.posonlyargcount = info.posonlyargcount;
    this.kwonlyargcount = info.kwonlyargcount;
    this.flags = info.flags;
    this.varnames = info.varnames;
    this.freevars = info.freevars;
    this.cellvars = info.cellvars;
    this.thisForm = info.thisForm;
    this.info = info;
    this.unit = unit;
  }
  get names(): readonly string[] {
    return this.info.names;
  }
  get consts(): readonly PyObject[] {
    return (this.made ??= [...this.info.consts.map((c) => this.unit.constant(c)), ...this.nested()]);
  }
  /** The code objects defined in this one are constants of it. */
  private nested(): PyObject[] {
    const { codes } = this.unit;
    const index = codes.findIndex((code) => code.data === this);
    return codes.filter((_, i) => this.unit.compiled.codes[i]!.parent === index);
  }
}

function evaluate(compiled: CompiledUnit): UnitFunction {
  if (compiled.run !== undefined) return compiled.run as UnitFunction;
  const text = `(function (R, G, B, U) {${compiled.text}\n})`;
  return host.script.run(text, compiled.filename, compiled.hash) as UnitFunction;
}

// --- program-wide pc ids ---------------------------------------------------------------------------------------------------

const instanceAt = ownerOf as (pc: number) => UnitInstance | undefined;

const unknownCode = new PyCode(
  {
    name: '<unknown>',
    qualname: '<unknown>',
    firstlineno: 0,
    argcount: 0,
    posonlyargcount: 0,
    kwonlyargcount: 0,
    flags: 0,
    varnames: [],
    freevars: [],
    cellvars: [],
    names: [],
    consts: [],
    thisForm: false,
  },
  '<unknown>',
  undefined,
  0,
);
const nowhere: Place = { code: unknownCode, G: {}, B: {}, line: 0, endLine: 0, col: 0, endCol: 0 };

/** The globals of the code a pc id belongs to; needs no position table. */
export function globalsAt(pc: number): Namespace | undefined {
  return instanceAt(pc)?.G;
}

/** The builtins of the code a pc id belongs to. */
export function builtinsAt(pc: number): Namespace | undefined {
  return instanceAt(pc)?.B;
}

/** The code object a pc id belongs to; needs no position table. */
export function codeAt(pc: number): PyCode {
  const instance = instanceAt(pc);
  return instance === undefined ? unknownCode : instance.codes[codeOfPc(instance.unit.compiled.pcRuns, pc - instance.base)]!;
}

/** Where a pc id leads. */
export function place(pc: number): Place {
  const instance = instanceAt(pc);
  if (instance === undefined) return nowhere;
  const entry = pcEntry(instance.unit.positions, pc - instance.base);
  return { code: instance.codes[entry.code]!, G: instance.G, B: instance.B, line: entry.line, endLine: entry.endLine, col: entry.col, endCol: entry.endCol };
}

function* positionsOf(unit: Unit, code: number): Generator<[number, number, number, number]> {
  const table = unit.positions;
  for (let k = 0; k < unit.compiled.pcCount; k++) {
    const e = pcEntry(table, k);
    if (e.code === code) yield [e.line, e.endLine, e.col, e.endCol];
  }
}

/** How many of the first `end` positions belong to a code object. */
function entriesOf(unit: Unit, code: number, end: number): number {
  const table = unit.positions;
  let count = 0;
  for (let i = 0; i < end; i++) if (table[i * 5] === code) count++;
  return count;
}

/** Connects the object layer to the units; called once at start. */
export function installUnits(): void {
  frameHooks.place = place;
  frameHooks.codeAt = codeAt;
  frameHooks.globalsAt = (pc) => globalsAt(pc) ?? {};
  frameHooks.positions = function* positions(code) {
    if (!(code.unit instanceof Unit)) return;
    for (const unit of code.unit.variants()) yield* positionsOf(unit, code.index);
  };
  frameHooks.statements = (code) => (code.unit instanceof Unit ? Array.from(positionsOf(code.unit.traced(), code.index), ([line]) => line) : []);
  frameHooks.lasti = (pc) => {
    const instance = instanceAt(pc);
    if (instance === undefined) return 0;
    const k = pc - instance.base;
    const code = instance.unit.positions[k * 5]!;
    let index = 0;
    for (const unit of (instance.codes[code]!.unit as Unit).variants()) {
      const here = unit === instance.unit;
      index += entriesOf(unit, code, here ? k : unit.compiled.pcCount);
      if (here) break;
    }
    return index * 2;
  };
  frameHooks.pcAt = (near, lasti) => {
    const instance = instanceAt(near);
    if (instance === undefined) return undefined;
    const { positions, compiled } = instance.unit;
    const code = positions[(near - instance.base) * 5]!;
    let index = lasti / 2;
    for (const unit of (instance.codes[code]!.unit as Unit).variants()) {
      if (unit === instance.unit) break;
      index -= entriesOf(unit, code, unit.compiled.pcCount);
    }
    for (let k = 0; k < compiled.pcCount; k++) if (positions[k * 5] === code && index-- === 0) return instance.base + k;
    return undefined;
  };
  codeHooks.factoryFor = (code, G) => {
    const instance = (code.unit as Unit).instance(G);
    // A unit's own body as a function: its locals are the globals.
    return code.index === 0 ? () => () => runBody(instance) : instance.mk[code.index]!;
  };
}
