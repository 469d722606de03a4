// Generator and coroutine functions as state machines: where every `yield`, `yield from` and `await` is a statement of its own (or
// the value of an assignment or `return`) in plain loops and conditions, the body becomes one function over `switch ($s)`. It resumes
// several times faster than a JS generator, and a `for` loop over it may be inlined with it.
//
//   while c: yield v     case 1: if (!c) { $s = 3; continue $S; }
//                        $g.s = 2; …saves…; FS.sp = sp - 1; return v; case 2: L[sp] = pc; $s = 1; continue $S; case 3: …
//   x = await v          $g.delegate = awaitStart($g, v, pc); $v = undefined;
//                        case 4: if (($1 = delegateStep($g, $v)) !== undefined) { …suspend at 4… } x = $g.got;
// Variables are JS variables of one step; those that outlive it are fields of the generator object, read when it resumes and saved
// when it suspends. Statements without suspension keep their own shape. Bodies that suspend inside try, with, match or a larger
// expression stay JS generators.

import type { Assign, Call, ExprNode, For, If, Position, Return, StmtNode, While } from '../../syntax/ast.ts';
import { constantTruth, frozen } from '../fold.ts';
import { bareValue } from '../js.ts';
import { storeTarget } from './assign.ts';
import { emitCondition } from './compare.ts';
import { copyAssigned, joinAssigned, type Assigned, type Fn, type LoopBlock } from './context.ts';
import { emitExpr } from './expr.ts';
import { isPairing, isRangeCall, iterText, startPairing, startRange, tick } from './loop.ts';
import { emitStmt } from './stmt.ts';
import { emitReturn } from './try.ts';

/** Stands for the lines that save the variables; `finishStepper` knows them at the end. */
export const SAVES = '/* saves */';

/** A line after which control does not go on with the next one. */
const LEAVES = /^(?!if|else)[^{}]*(?:continue \$S|return [^;]*);$/;

/** Stand where a loop begins and ends, with its number; not in the output. */
const LOOP = '/* loop */';
const LOOP_END = '/* end of loop */';

/**
 * Puts the saves in. A suspension saves only what may have been assigned since the step began: everything else is in its field already.
 * What a loop does not assign is saved before it, once. The text is divided at its labels; what is assigned and not yet saved reaches
 * the stretches that it jumps to or falls into. `statement` saves one variable.
 */
export function placeSaves(lines: readonly string[], saved: readonly string[], statement: (v: string) => string): string {
  if (saved.length === 0)
    return lines
      .filter((line) => !/^\s*\/\* (?:end of )?loop \*\//.test(line))
      .join('\n')
      .replaceAll(SAVES, '');
  const assignment = new RegExp(`(?<![\\w$.])(${saved.map((v) => v.replaceAll('$', '\\$')).join('|')})(?= = |\\+\\+| [-+]= )`, 'g');
  const constant = constantInLoops(lines, saved, assignment);
  const segments: Segment[] = [];
  const byCase = new Map<string, Segment>();
  let current: Segment = { lines: [], dirty: new Set(), falls: true, loops: false };
  segments.push(current);
  for (const line of lines) {
    if (/^\s*case \d+:/.test(line)) {
      current = { lines: [], dirty: new Set(), falls: true, loops: false };
      segments.push(current);
      for (const [, n] of line.matchAll(/case (\d+):/g)) byCase.set(n!, current);
    }
    current.lines.push(line);
    // The loop around a generator expression's `switch`.
    if (/(?<!\w)continue;/.test(line)) current.loops = true;
    current.falls = !LEAVES.test(line.trim());
  }
  let changed = true;
  const reach = (s: Segment | undefined, dirty: ReadonlySet<string>): void => {
    if (s === undefined) return;
    const before = s.dirty.size;
    for (const v of dirty) s.dirty.add(v);
    if (s.dirty.size !== before) changed = true;
  };
  /** Follows what is not saved through the segment number `i`. `emit` gets each line and what is to be saved in it. */
  const walk = (s: Segment, i: number, emit?: (line: string, saves: string[]) => void): void => {
    const dirty = new Set(s.dirty);
    for (const line of s.lines) {
      const kept = constant.get(line.trim());
      const at = line.indexOf(SAVES);
      for (const m of (at < 0 ? line : line.slice(0, at)).matchAll(assignment)) dirty.add(m[1]!);
      emit?.(line, kept !== undefined ? kept.filter((v) => dirty.has(v)) : at >= 0 ? saved.filter((v) => dirty.has(v)) : []);
      for (const v of kept ?? []) dirty.delete(v);
      for (const [, n] of line.matchAll(/\$s = (\d+)/g)) reach(byCase.get(n!), dirty);
    }
    if (s.falls || s.loops) reach(segments[i + 1], dirty);
    if (s.loops) reach(s, dirty);
  };
  while (changed) {
    changed = false;
    segments.forEach((s, i) => {
      walk(s, i);
    });
  }
  const text: string[] = [];
  segments.forEach((s, i) => {
    walk(s, i, (line, saves) => {
      const statements = saves.map(statement).join(' ');
      const mark = line.trim();
      if (!mark.startsWith(LOOP) && !mark.startsWith(LOOP_END)) text.push(line.replace(SAVES, () => statements));
      else if (statements !== '') text.push(line.replace(mark, () => statements));
    });
  });
  return text.join('\n');
}

/** By the line that marks the beginning of a loop: the variables that the loop does not assign. */
function constantInLoops(lines: readonly string[], saved: readonly string[], assignment: RegExp): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const open: { mark: string; assigned: Set<string> }[] = [];
  for (const line of lines) {
    const text = line.trim();
    if (text.startsWith(LOOP)) open.push({ mark: text, assigned: new Set() });
    else if (text.startsWith(LOOP_END)) {
      const { mark, assigned } = open.pop()!;
      found.set(
        mark,
        saved.filter((v) => !assigned.has(v)),
      );
      for (const v of assigned) open.at(-1)?.assigned.add(v);
    } else if (open.length > 0) {
      for (const m of line.matchAll(assignment)) open.at(-1)!.assigned.add(m[1]!);
    }
  }
  return found;
}

interface Segment {
  lines: string[];
  /** What may be assigned already where it begins. */
  dirty: Set<string>;
  /** Control may go on with the next segment. */
  falls: boolean;
  /** It goes round the `for (;;)` of a generator expression. */
  loops: boolean;
}

/** Can the body run as a state machine? */
export function canStep(body: readonly StmtNode[]): boolean {
  return body.every((s) => {
    if (!suspends(s)) return true;
    switch (s.kind) {
      case 'Expr':
        return isPlainSuspension(s.value);
      case 'Assign':
        return isPlainSuspension(s.value) && !s.targets.some(suspends);
      case 'Return':
        return s.value !== null && isPlainSuspension(s.value);
      case 'If':
        return !suspends(s.test) && canStep(s.body) && canStep(s.orelse);
      case 'While':
        return !suspends(s.test) && canStep(s.body) && canStep(s.orelse);
      case 'For':
        return !suspends(s.iter) && !suspends(s.target) && canStep(s.body) && canStep(s.orelse);
      default:
        return false;
    }
  });
}

function isPlainSuspension(e: ExprNode): boolean {
  return (e.kind === 'Yield' || e.kind === 'YieldFrom' || e.kind === 'Await') && (e.value === null || !suspends(e.value));
}

/** Does this function suspend in the node? Bodies of nested functions are their own. */
function suspends(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(suspends);
  if (node === null || typeof node !== 'object') return false;
  const n = node as Record<string, unknown>;
  switch (n.kind) {
    case 'Yield':
    case 'YieldFrom':
    case 'Await':
    case 'AsyncFor':
    case 'AsyncWith':
      return true;
    case 'Constant':
    case 'Name':
      return false;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return [n.decorator_list, n.args, n.returns, n.type_params].some(suspends);
    case 'ClassDef':
      return [n.decorator_list, n.bases, n.keywords].some(suspends);
    case 'Lambda':
      return suspends(n.args);
    case 'BinOp': {
      let left = n as { kind: string; left?: unknown; right?: unknown };
      while (left.kind === 'BinOp') {
        if (suspends(left.right)) return true;
        left = left.left as typeof left;
      }
      return suspends(left);
    }
    default:
      if (n.is_async) return true;
      for (const key in n) if (typeof n[key] === 'object' && suspends(n[key])) return true;
  }
  return false;
}

/** The state of numbering the cases. */
interface Machine {
  f: Fn;
  cases: number;
}

/** Emits the body of the step function, between its `try {` and its end. */
export function emitSteps(f: Fn, body: readonly StmtNode[]): void {
  const m: Machine = { f, cases: 0 };
  f.indent++;
  f.open('$S: for (;;) switch ($s) {');
  f.open('case 0:');
  steps(m, body);
  if (f.assigned !== null) emitReturn(f, f.helper('None'));
  f.close('}');
  f.indent -= 2;
  f.assigned = null;
}

function steps(m: Machine, body: readonly StmtNode[]): void {
  for (const s of body) step(m, s);
}

function step(m: Machine, s: StmtNode): void {
  const { f } = m;
  if (!suspends(s)) {
    emitStmt(f, s);
    return;
  }
  const mark = f.mark();
  f.lineWritten = 0;
  switch (s.kind) {
    case 'Expr':
      suspension(m, s.value);
      break;
    case 'Assign':
      assignStep(m, s);
      break;
    case 'Return':
      returnStep(m, s);
      break;
    case 'If':
      ifSteps(m, s);
      break;
    case 'While':
      whileSteps(m, s);
      break;
    case 'For':
      forSteps(m, s);
      break;
    default:
      throw new Error(`no steps for ${s.kind}`);
  }
  f.release(mark);
}

function newCase(m: Machine): number {
  return ++m.cases;
}

/** Control may arrive here from elsewhere; `state` tells what is certain to have a value then. */
function label(m: Machine, n: number, state: Assigned): void {
  const { f } = m;
  f.indent--;
  f.open(`case ${n}:`);
  f.assigned = state;
  f.lineWritten = 0;
  f.segment++;
}

/** The same, for a case with which a resume begins. */
function resumeLabel(m: Machine, n: number, at: Position): void {
  const { f } = m;
  label(m, n, f.assigned);
  f.stepPcs[n] = f.pc(at);
  f.line(`${f.here(at)};`);
  f.lineWritten = 0;
}

/** The variable that lives as long as the generator. */
function persistent(f: Fn, stem: string): string {
  const v = f.internal(stem);
  f.stepInternals.add(v);
  return v;
}

function jump(n: number): string {
  return `$s = ${n}; continue $S;`;
}

/** Suspends; the text of what the expression gives when it is resumed. */
function suspension(m: Machine, e: ExprNode): string {
  const { f } = m;
  if (e.kind !== 'Yield') return delegation(m, e);
  const value = e.value === null ? f.helper('None') : f.spill(bareValue(emitExpr(f, e.value)));
  const after = newCase(m);
  f.line(`$g.s = ${after}; ${SAVES} ${f.helper('FS')}.sp = sp - 1; return ${value};`);
  resumeLabel(m, after, e);
  return '$v';
}

function delegation(m: Machine, e: ExprNode): string {
  const { f } = m;
  if (e.kind !== 'YieldFrom' && e.kind !== 'Await') throw new Error(`no suspension: ${e.kind}`);
  f.delegates = true;
  const start = f.call(e.kind === 'Await' ? 'awaitStart' : 'yieldFromStart', ['$g', emitExpr(f, e.value)], e);
  f.line(`$g.delegate = ${start}; $v = undefined;`);
  const again = newCase(m);
  resumeLabel(m, again, e);
  const t = f.temp();
  f.line(`if ((${t} = ${f.helper('delegateStep')}($g, $v)) !== undefined) { $g.s = ${again}; ${SAVES} ${f.helper('FS')}.sp = sp - 1; return ${t}; }`);
  return '$g.got';
}

function assignStep(m: Machine, s: Assign): void {
  const { f } = m;
  const value = suspension(m, s.value);
  // `next` sends nothing, which is None to Python.
  const held = value === '$v' ? f.spill(`$v === undefined ? ${f.helper('None')} : $v`) : f.spill(value);
  for (const target of s.targets) storeTarget(f, target, held);
}

function returnStep(m: Machine, s: Return): void {
  const value = suspension(m, s.value!);
  emitReturn(m.f, value === '$v' ? m.f.spill(`$v === undefined ? ${m.f.helper('None')} : $v`) : value);
}

function ifSteps(m: Machine, s: If): void {
  const { f } = m;
  const orelse = newCase(m);
  const end = newCase(m);
  f.line(`if (!${emitCondition(f, s.test)}) { ${jump(orelse)} }`);
  const entry = copyAssigned(f.assigned);
  steps(m, s.body);
  const bodyEnd = f.assigned;
  if (s.orelse.length > 0) f.line(jump(end));
  label(m, orelse, s.orelse.length > 0 ? entry : joinAssigned(entry, bodyEnd));
  steps(m, s.orelse);
  if (s.orelse.length > 0) label(m, end, joinAssigned(bodyEnd, f.assigned));
}

function loopBlock(next: number, end: number): LoopBlock {
  return { kind: 'loop', breakLabel: undefined, breakStates: undefined, jumps: { break: jump(end), continue: jump(next) } };
}

function whileSteps(m: Machine, s: While): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  const entry = f.weakened(f.assigned);
  const block = loopBlock(next, end);
  f.line(`${LOOP} ${next}`);
  label(m, next, copyAssigned(entry));
  const truth = constantTruth(s.test);
  tick(f, s);
  if (truth === false) f.line(jump(orelse));
  else if (truth === undefined) f.line(`if (!${emitCondition(f, s.test)}) { ${jump(orelse)} }`);
  loopBody(m, s.body, block);
  f.line(jump(next));
  f.line(`${LOOP_END} ${next}`);
  label(m, orelse, truth === true ? null : entry);
  steps(m, s.orelse);
  label(m, end, block.breakStates === undefined ? f.assigned : joinAssigned(f.assigned, block.breakStates));
}

function forSteps(m: Machine, s: For): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  const it = persistent(f, 'i');
  let dropped = [it];
  let entry: Assigned = null;
  const block = loopBlock(next, end);
  const begin = (): void => {
    entry = f.weakened(f.assigned);
    f.line(`${LOOP} ${next}`);
    label(m, next, copyAssigned(entry));
    tick(f, s);
  };
  if (f.hot && isRangeCall(f, s.iter)) {
    const advance = startRange(f, s.iter, { it, k: persistent(f, 'i'), end: persistent(f, 'i') });
    begin();
    const v = f.temp();
    advance(v, jump(orelse));
    afterNext(m, s, v);
  } else if (f.hot && isPairing(f, s.target, s.iter)) {
    const pairing = s.iter as Call;
    const sources = pairing.args.map((_, i) => (i === 0 ? it : persistent(f, 'i')));
    dropped = sources;
    const advance = startPairing(f, s.target, pairing, { k: persistent(f, 'i'), sources });
    begin();
    const values = advance(jump(orelse));
    f.lineWritten = 0;
    s.target.elts.forEach((x, i) => {
      storeTarget(f, x, values[i]!);
    });
  } else {
    f.line(`${it} = ${bareValue(iterText(f, emitExpr(f, frozen(s.iter)), s.iter))};`);
    begin();
    const v = f.temp();
    f.line(`if ((${f.here(s.iter)}, ${v} = ${it}.s_next(${it})) === undefined) { ${jump(orelse)} }`);
    afterNext(m, s, v);
  }
  loopBody(m, s.body, block);
  f.line(jump(next));
  f.line(`${LOOP_END} ${next}`);
  label(m, orelse, entry);
  f.line(`${dropped.join(' = ')} = undefined;`);
  steps(m, s.orelse);
  label(m, end, block.breakStates === undefined ? f.assigned : joinAssigned(f.assigned, block.breakStates));
}

function afterNext(m: Machine, s: For, v: string): void {
  m.f.lineWritten = 0;
  storeTarget(m.f, s.target, v);
}

function loopBody(m: Machine, body: readonly StmtNode[], block: LoopBlock): void {
  m.f.blocks.push(block);
  steps(m, body);
  m.f.blocks.pop();
}
