// Frame, traceback and code objects as Python sees them, made from pc ids when asked for. CPython: Objects/frameobject.c,
// Python/traceback.c, Objects/codeobject.c.
import { PyBase, type Namespace, type PyObject } from '../model/object.ts';
import { PyCode } from '../model/function.ts';
import { holdCode } from '../model/transient.ts';
import { None, PyTraceback, PyTuple, NotImplemented } from '../model/values.ts';
import { defineType, getset, make, member, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { AttributeError, RuntimeError, TypeError, ValueError } from './exceptions.ts';
import { strFromJs } from '../ops/strings.ts';
import { addressOf } from '../ops/repr.ts';
import { equal } from '../ops/compare.ts';
import { FG, FL, FS, GENERATOR_DEPTHS, L, type LocalsHook } from '../frame.ts';
import { PyFrameLocals, localsSnapshot } from './frameLocals.ts';
import { dictOfNamespace } from './dictStore.ts';
import { SUSPENDED, finalizeGenerator, type PyGenerator } from './generator.ts';
import { intValue, isInt } from '../ops/number.ts';
import { hashIdentity } from '../ops/hash.ts';

/** Where a pc id leads; 1-based lines, byte columns. */
export interface Place {
  code: PyCode;
  G: Namespace;
  B: Namespace;
  line: number;
  endLine: number;
  col: number;
  endCol: number;
}

function noUnits(): never {
  throw new Error('no units');
}

/** Given by the runtime. */
export const frameHooks: {
  place: (pc: number) => Place;
  codeAt: (pc: number) => PyCode;
  globalsAt: (pc: number) => Namespace;
  rec: (pc: number) => void;
  caught: (e: unknown, sp: number) => any;
  generatorFrame: (g: PyGenerator) => PyObject;
  /** The generator whose frame is at that depth of the live stack. */
  generatorAt: (depth: number) => PyGenerator | undefined;
  positions: (code: PyCode) => Iterable<[number, number, number, number]>;
  /** The line of each position of form T, whose positions come first in `positions` from then on. */
  statements: (code: PyCode) => number[];
  /** Twice the index of a pc among the positions of its code object: what stands for a bytecode offset. */
  lasti: (pc: number) => number;
  /** The pc in the code of `near` whose `lasti` is this. */
  pcAt: (near: number, lasti: number) => number | undefined;
} = {
  place: noUnits,
  codeAt: noUnits,
  globalsAt: noUnits,
  rec: () => undefined,
  caught: (e) => e,
  generatorFrame,
  generatorAt: () => undefined,
  positions: () => [],
  statements: () => [],
  lasti: () => 0,
  pcAt: () => undefined,
};

/** Each generator has one frame object, which shows where the generator is now. Those with a locals hook carry it there. */
const framesOfGenerators = new WeakMap<PyGenerator, PyFrame>();

function generatorFrame(g: PyGenerator): PyFrame {
  const depth = g.state === RUNNING ? depthOf(g) : 0;
  if (depth > 0) return frameAt(depth)!;
  const carried = (g.hook as { frame?: PyFrame } | undefined)?.frame;
  let frame = carried ?? framesOfGenerators.get(g);
  if (frame === undefined) framesOfGenerators.set(g, (frame = new PyFrame(g.pc, 0, g.hook)));
  frame.pc = g.pc;
  frame.depth = 0;
  frame.back = undefined;
  frame.generator = g;
  if (carried === undefined) frame.locals = g.hook;
  return frame;
}

/** Where a running generator is on the live stack. One that emitted code resumed is where its code runs and no other generator is known. */
function depthOf(g: PyGenerator): number {
  for (let d = FS.sp; d > 0; d--) if (frameHooks.generatorAt(d) === g) return d;
  for (let d = Math.min(FS.sp, GENERATOR_DEPTHS - 1); d > 0; d--) {
    if (frameHooks.codeAt(L[d]!) !== g.code || frameHooks.generatorAt(d) !== undefined) continue;
    FG[d] = g;
    return d;
  }
  return 0;
}

/** `PyGenerator.state` of one that runs, and of one that has ended. */
const RUNNING = 2,
  CLOSED = 3;
/** Code flags of all kinds of generators. */
const SUSPENDS = 0x20 | 0x80 | 0x100 | 0x200;

/** A frame: live at a depth of the pc stack, or a picture of one that is gone (`depth` 0). */
export class PyFrame extends PyBase {
  pc: number;
  depth: number;
  locals: unknown;
  /** The frame below, kept when this one was made from a live stack. */
  back: PyFrame | undefined;
  trace: PyObject = None;
  /** `f_locals` of a function, once asked for. */
  proxy: PyFrameLocals | undefined = undefined;
  traceLines = true;
  traceOpcodes = false;
  /** The line told last, so that each is told once. */
  lastLine = 0;
  /** Of a generator or coroutine, whose frame this is. */
  generator: PyGenerator | undefined = undefined;
  /** What `pc` belongs to, if that might be dropped. */
  owner: object | undefined;
  constructor(pc: number, depth: number, locals: unknown, back?: PyFrame) {
    super();
    this.pc = pc;
    this.depth = depth;
    this.locals = locals;
    this.back = back;
    this.owner = holdCode(pc);
  }
}

const live: (PyFrame | undefined)[] = [];

/** The frame object of the live frame at `depth`; the same object while the frame stays, as its locals hook carries it from one depth to another. */
export function frameAt(depth: number): PyFrame | undefined {
  if (depth < 1) return undefined;
  const pc = L[depth]!;
  const hook = FL[depth] as (LocalsHook & { frame?: PyFrame }) | undefined;
  const carries = typeof hook?.get === 'function';
  const code = frameHooks.codeAt(pc);
  const generator = (code.data.flags & SUSPENDS) === 0 ? undefined : frameHooks.generatorAt(depth);
  let frame = carries ? hook.frame : generator !== undefined ? framesOfGenerators.get(generator) : live[depth];
  if (
    frame === undefined ||
    (!carries &&
      generator === undefined &&
      (frame.depth !== depth || frameHooks.codeAt(frame.pc) !== code || frame.locals !== hook || frame.generator !== undefined))
  ) {
    frame = new PyFrame(pc, depth, hook, depth > 1 ? frameAt(depth - 1) : undefined);
    frame.generator = generator;
    if (carries) hook.frame = frame;
    else if (generator !== undefined) framesOfGenerators.set(generator, frame);
  } else if (frame.depth !== depth || (depth > 1 && !isCurrent(frame.back, depth - 1))) {
    // A generator that was resumed elsewhere; or the same function at the same depth, called from elsewhere.
    frame.depth = depth;
    frame.back = depth > 1 ? frameAt(depth - 1) : undefined;
  }
  live[depth] = frame;
  if (pc !== 0) {
    frame.pc = pc;
    frame.owner ??= holdCode(pc);
  }
  return frame;
}

function isCurrent(frame: PyFrame | undefined, depth: number): boolean {
  return frame !== undefined && frame === live[depth] && frame.locals === FL[depth] && frameHooks.codeAt(frame.pc) === frameHooks.codeAt(L[depth]!);
}

/** Does the function still run whose frame this is? */
const isLive = (f: PyFrame): boolean => f.depth > 0 && f.depth <= FS.sp && isCurrent(f, f.depth);

function pcOf(f: PyFrame): number {
  if (isLive(f)) return L[f.depth]!;
  return f.generator !== undefined && f.generator.state !== CLOSED ? f.generator.pc : f.pc;
}

function backOf(f: PyFrame): PyFrame | undefined {
  if (f.depth > 1 && isLive(f)) f.back = frameAt(f.depth - 1);
  else if (f.generator !== undefined) return undefined;
  return f.back;
}

/** Lets go of the frame objects of frames that have ended: what they show may be all that keeps objects alive. */
export function forgetEndedFrames(): void {
  live.length = Math.min(live.length, FS.sp + 1);
}

/** `f_locals`: of functions a mapping that writes through, of modules and classes their namespace. */
export function frameLocals(f: PyFrame): PyObject {
  const { locals } = f;
  const hook = typeof (locals as LocalsHook | undefined)?.get === 'function' ? (locals as LocalsHook) : undefined;
  if (hook === undefined && locals !== undefined) return locals as PyObject;
  const code = frameHooks.codeAt(f.pc);
  if (hook === undefined && (code.data.name === '<module>' || (code.data.flags & 2) === 0)) return dictOfNamespace(frameHooks.globalsAt(f.pc));
  return proxyOf(f);
}

export function proxyOf(f: PyFrame): PyFrameLocals {
  const hook = f.locals as LocalsHook | undefined;
  return (f.proxy ??= new PyFrameLocals(typeof hook?.get === 'function' ? hook : undefined));
}

/** What `locals()` gives in that frame. */
export function localsOf(f: PyFrame): PyObject {
  const locals = frameLocals(f);
  return locals instanceof PyFrameLocals ? localsSnapshot(locals) : locals;
}

export const frameType = defineType(PyFrame, {
  name: 'frame',
  flags: ['NO_NEW'],
  slots: {
    repr: (f: PyFrame) => {
      const { code, line } = frameHooks.place(pcOf(f));
      return strFromJs(`<frame at ${addressOf(f)}, file '${code.filename}', line ${line}, code ${code.data.name}>`);
    },
  },
  methods: [
    method('clear(self, /)', 'clear all references held by the frame', (f: PyFrame) => {
      if (isLive(f) || f.generator?.state === RUNNING) raise(RuntimeError, 'cannot clear an executing frame');
      if (f.generator?.state === SUSPENDED) raise(RuntimeError, 'cannot clear a suspended frame');
      if (f.generator !== undefined) finalizeGenerator(f.generator);
      f.locals = undefined;
      if (f.proxy !== undefined) f.proxy.hook = undefined;
      return None;
    }),
  ],
  getset: [
    getset('f_back', null, (f: PyFrame) => backOf(f) ?? None),
    getset('f_code', null, (f: PyFrame) => frameHooks.codeAt(f.pc)),
    getset('f_globals', null, (f: PyFrame) => dictOfNamespace(frameHooks.globalsAt(f.pc))),
    getset('f_builtins', null, (f: PyFrame) => dictOfNamespace(frameHooks.place(f.pc).B)),
    getset('f_locals', null, frameLocals),
    getset(
      'f_lineno',
      null,
      (f: PyFrame) => frameHooks.place(pcOf(f)).line,
      (f: PyFrame, v) => {
        void f;
        if (v === undefined) raise(AttributeError, "attribute 'f_lineno' of 'frame' objects cannot be deleted");
        if (!isInt(v)) raise(ValueError, 'lineno must be an integer');
        raise(ValueError, 'f_lineno can only be set in a trace function');
      },
    ),
    getset('f_lasti', null, (f: PyFrame) => frameHooks.lasti(pcOf(f))),
    getset(
      'f_trace',
      null,
      (f: PyFrame) => f.trace,
      (f: PyFrame, v) => {
        f.trace = v ?? None;
      },
    ),
    member(
      'f_trace_lines',
      null,
      (f: PyFrame) => f.traceLines,
      (f: PyFrame, v) => {
        if (v === undefined) raise(TypeError, "can't delete numeric/char attribute");
        if (typeof v !== 'boolean') raise(TypeError, 'attribute value type must be bool');
        f.traceLines = v;
      },
    ),
    getset(
      'f_trace_opcodes',
      null,
      (f: PyFrame) => f.traceOpcodes,
      (f: PyFrame, v) => {
        if (v === undefined) raise(AttributeError, "attribute 'f_trace_opcodes' of 'frame' objects cannot be deleted");
        if (typeof v !== 'boolean') raise(TypeError, 'attribute value type must be bool');
        f.traceOpcodes = v;
      },
    ),
    getset('f_generator', null, (f: PyFrame) => (f.generator === undefined || f.generator.state === CLOSED ? None : f.generator)),
  ],
});

/** The same object that `sys._getframe()` gives: the frame of the function if that still runs, or what its locals hook carries. */
function tracebackFrame(tb: PyTraceback): PyObject {
  return (tb.frame ??= liveFrameOf(tb) ?? carriedFrame(tb)) as PyObject;
}

function liveFrameOf({ pc, depth, locals }: PyTraceback): PyFrame | undefined {
  if (depth === 0 || depth > FS.sp || FL[depth] !== locals || frameHooks.codeAt(L[depth]!) !== frameHooks.codeAt(pc)) return undefined;
  return frameAt(depth);
}

function carriedFrame({ pc, locals }: PyTraceback): PyFrame {
  const hook = locals as (LocalsHook & { frame?: PyFrame }) | undefined;
  if (typeof hook?.get !== 'function') return new PyFrame(pc, 0, locals);
  return (hook.frame ??= new PyFrame(pc, 0, hook));
}

/** Made by Python code with numbers that lead to no place in the frame's code. */
export class PyGivenTraceback extends PyTraceback {
  lasti: number;
  line: number;
  constructor(frame: PyFrame, next: PyTraceback | undefined, lasti: number, line: number) {
    super(frame.pc, next, frame.locals, 0);
    this.lasti = lasti;
    this.line = line;
  }
}

export const tracebackLine = (tb: PyTraceback): number => (tb instanceof PyGivenTraceback ? tb.line : frameHooks.place(tb.pc).line);

export const tracebackType = defineType(PyTraceback, {
  name: 'traceback',
  doc: 'Create a new traceback object.',
  make: make('traceback(tb_next, tb_frame, tb_lasti: int, tb_lineno: int)', (_cls, next, frame, lasti: number, line: number) => {
    if (next !== None && !(next instanceof PyTraceback)) raise(TypeError, `expected traceback object or None, got '${next.ob_type.shown}'`);
    if (!(frame instanceof PyFrame)) raise(TypeError, `traceback() argument 'tb_frame' must be frame, not ${frame.ob_type.shown}`);
    const rest = next === None ? undefined : next;
    const pc = frameHooks.pcAt(frame.pc, lasti);
    const tb =
      pc !== undefined && frameHooks.place(pc).line === line ? new PyTraceback(pc, rest, frame.locals, 0) : new PyGivenTraceback(frame, rest, lasti, line);
    tb.frame = frame;
    return tb;
  }),
  methods: [method('__dir__(self, /)', null, () => new PyList(['tb_frame', 'tb_next', 'tb_lasti', 'tb_lineno']))],
  getset: [
    getset('tb_frame', null, tracebackFrame),
    getset('tb_lineno', null, tracebackLine),
    getset('tb_lasti', null, (tb: PyTraceback) => (tb instanceof PyGivenTraceback ? tb.lasti : frameHooks.lasti(tb.pc))),
    getset(
      'tb_next',
      null,
      (tb: PyTraceback) => tb.next ?? None,
      (tb: PyTraceback, v) => {
        if (v === undefined) raise(TypeError, "can't delete tb_next attribute");
        if (v !== None && !(v instanceof PyTraceback)) raise(TypeError, `expected traceback object, got '${v.ob_type.shown}'`);
        for (let t = v === None ? undefined : (v as PyTraceback); t !== undefined; t = t.next) if (t === tb) raise(ValueError, 'traceback loop detected');
        tb.next = v === None ? undefined : (v as PyTraceback);
      },
    ),
  ],
});
import { PyList } from '../model/values.ts';

// --- code objects --------------------------------------------------------------------------------------------------------

const names = (list: readonly string[]): PyObject => new PyTuple(list.map(strFromJs));

export const codeType = defineType(PyCode, {
  name: 'code',
  flags: ['HAS_WEAKREF', 'NO_NEW'],
  slots: {
    repr: (c: PyCode) => strFromJs(`<code object ${c.data.name} at ${addressOf(c)}, file "${c.filename}", line ${c.data.firstlineno}>`),
    eq: (a: PyCode, b) => (b instanceof PyCode ? a === b || (a.index === b.index && sameSource(a, b) && sameData(a.data, b.data)) : NotImplemented),
    hash: (c: PyCode) => Number(hashIdentity(c.data.name)) + c.data.firstlineno,
  },
  methods: [
    method('co_lines(self, /)', null, (c: PyCode) => getIter(new PyList(lineTriples(c)))),
    method('co_positions(self, /)', null, (c: PyCode) => {
      return getIter(new PyList([...frameHooks.positions(c)].map((p) => new PyTuple(p))));
    }),
    method('replace(self, **kwargs)', null, replaceCode),
    method('__replace__(self, **kwargs)', null, replaceCode),
    method('_varname_from_oparg(self, oparg: int, /)', null, (c: PyCode, i: number) => strFromJs(c.data.varnames[i] ?? '')),
  ],
  getset: [
    member('co_name', null, (c: PyCode) => strFromJs(c.data.name)),
    member('co_qualname', null, (c: PyCode) => strFromJs(c.data.qualname)),
    member('co_filename', null, (c: PyCode) => strFromJs(c.filename)),
    member('co_firstlineno', null, (c: PyCode) => c.data.firstlineno),
    member('co_argcount', null, (c: PyCode) => c.data.argcount),
    member('co_posonlyargcount', null, (c: PyCode) => c.data.posonlyargcount),
    member('co_kwonlyargcount', null, (c: PyCode) => c.data.kwonlyargcount),
    member('co_flags', null, (c: PyCode) => c.data.flags),
    getset('co_nlocals', null, (c: PyCode) => c.data.varnames.length),
    member('co_stacksize', null, () => 16),
    getset('co_varnames', null, (c: PyCode) => names(c.data.varnames)),
    getset('co_names', null, (c: PyCode) => names(c.data.names)),
    getset('co_freevars', null, (c: PyCode) => names(c.data.freevars)),
    getset('co_cellvars', null, (c: PyCode) => names(c.data.cellvars)),
    getset('co_consts', null, (c: PyCode) => new PyTuple([...c.data.consts])),
    getset('co_code', null, instructions),
    getset('_co_code_adaptive', null, instructions),
    getset('co_lnotab', null, () => new PyBytes(new Uint8Array(0))),
    getset('co_linetable', null, () => new PyBytes(new Uint8Array(0))),
    getset('co_exceptiontable', null, () => new PyBytes(new Uint8Array(0))),
  ],
});
import { PyBytes } from '../model/values.ts';

function sameSource(a: PyCode, b: PyCode): boolean {
  return (a.unit as { text?: string } | undefined)?.text === (b.unit as { text?: string } | undefined)?.text;
}

/** Everything a comparison of code objects looks at beside the instructions. */
function sameData(a: PyCode['data'], b: PyCode['data']): boolean {
  const plain = ['name', 'firstlineno', 'argcount', 'posonlyargcount', 'kwonlyargcount', 'flags'] as const;
  const lists = ['varnames', 'names', 'freevars', 'cellvars'] as const;
  return (
    plain.every((key) => a[key] === b[key]) &&
    lists.every((key) => a[key].join() === b[key].join()) &&
    a.consts.length === b.consts.length &&
    a.consts.every((c, i) => c === b.consts[i] || (c.ob_type === b.consts[i]!.ob_type && equal(c, b.consts[i]!)))
  );
}

/** An offset is twice the index of a position; consecutive ones of one line are one entry. */
function lineTriples(c: PyCode): PyObject[] {
  const triples: PyObject[] = [];
  const lines = frameHooks.statements(c);
  if (c.data.name === '<module>') lines[0] = 0;
  for (let i = 0, start = 0; i < lines.length; i++) {
    if (lines[i] === lines[i + 1]) continue;
    triples.push(new PyTuple([2 * start, 2 * (i + 1), lines[i]!]));
    start = i + 1;
  }
  return triples;
}

const RESUME = 128,
  NOP = 27;
/** There are no instructions; for each position of the code stands one that does nothing, so that `dis` tells where the lines are. */
function instructions(c: PyCode): PyBytes {
  const code = new Uint8Array(2 * frameHooks.statements(c).length);
  for (let i = 0; i < code.length; i += 2) code[i] = i === 0 ? RESUME : NOP;
  return new PyBytes(code);
}

function replaceCode(c: PyCode, kwargs: import('../model/dict.ts').PyDict): PyObject {
  const { names, consts } = c.data;
  const data = { ...c.data, names, consts };
  let { filename } = c;
  for (const [key, value] of dictEntries(kwargs)) {
    const name = jsFromStr(key as string);
    if (name === 'co_filename') filename = jsFromStr(value as string);
    else if (name === 'co_name') data.name = jsFromStr(value as string);
    else if (name === 'co_qualname') data.qualname = jsFromStr(value as string);
    else if (name === 'co_firstlineno') data.firstlineno = Number(intValue(value));
    else if (name === 'co_flags') data.flags = Number(intValue(value));
    else if (name === 'co_consts') data.consts = (value as PyTuple).ta;
    else if (!name.startsWith('co_')) raise(TypeError, `replace() got an unexpected keyword argument '${name}'`);
  }
  return new PyCode(data, filename, c.unit, c.index);
}
import { getIter } from '../ops/iter.ts';
import { dictEntries } from './dictStore.ts';
import { jsFromStr } from '../ops/strings.ts';
