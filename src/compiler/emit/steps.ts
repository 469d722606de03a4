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

import type { Assign, ExprNode, For, If, Position, Return, StmtNode, While } from '../../syntax/ast.ts';
import { constantTruth } from '../fold.ts';
import { bare, bareValue } from '../js.ts';
import { storeTarget } from './assign.ts';
import { emitCondition } from './compare.ts';
import type { Fn, LoopBlock } from './context.ts';
import { emitExpr } from './expr.ts';
import { backEdge } from './backEdge.ts';
import { headOf, isRangeCall, startRange } from './loop.ts';
import { emitStmt } from './stmt.ts';
import { emitReturn } from './try.ts';

/** Stands for the lines that save the variables; `finishStepper` knows them at the end. */
export const SAVES = '/* saves */';

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

/** Control may arrive here from elsewhere: only parameters are certain to have values. */
function label(m: Machine, n: number): void {
  const { f } = m;
  f.indent--;
  f.open(`case ${n}:`);
  f.assigned = f.weakened(new Set(f.scope.varnames));
  f.lineWritten = 0;
  f.segment++;
}

/** The same, for a case with which a resume begins. */
function resumeLabel(m: Machine, n: number, at: Position): void {
  const { f } = m;
  label(m, n);
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
  steps(m, s.body);
  if (s.orelse.length > 0) f.line(jump(end));
  label(m, orelse);
  steps(m, s.orelse);
  if (s.orelse.length > 0) label(m, end);
}

function loopBlock(next: number, end: number): LoopBlock {
  return { kind: 'loop', breakLabel: undefined, breakStates: undefined, jumps: { break: jump(end), continue: jump(next) } };
}

function whileSteps(m: Machine, s: While): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  label(m, next);
  const truth = constantTruth(s.test);
  if (truth === false) f.line(jump(orelse));
  else if (truth === undefined) f.line(`if (!${emitCondition(f, s.test)}) { ${jump(orelse)} }`);
  tick(m, s);
  loopBody(m, s.body, loopBlock(next, end));
  f.line(jump(next));
  label(m, orelse);
  steps(m, s.orelse);
  label(m, end);
}

function forSteps(m: Machine, s: For): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  const it = persistent(f, 'i');
  if (f.hot && isRangeCall(f, s.iter)) {
    const advance = startRange(f, s.iter, { it, k: persistent(f, 'i'), end: persistent(f, 'i') });
    label(m, next);
    const v = f.temp();
    advance(v, jump(orelse));
    afterNext(m, s, v);
  } else {
    f.line(`${it} = ${bare(f.call('iter', [emitExpr(f, s.iter)], s.iter))};`);
    label(m, next);
    const v = f.temp();
    f.line(`if ((${f.here(s.iter)}, ${v} = ${it}.s_next(${it})) === undefined) { ${jump(orelse)} }`);
    afterNext(m, s, v);
  }
  loopBody(m, s.body, loopBlock(next, end));
  f.line(jump(next));
  label(m, orelse);
  f.line(`${it} = undefined;`);
  steps(m, s.orelse);
  label(m, end);
}

function afterNext(m: Machine, s: For, v: string): void {
  tick(m, s);
  m.f.lineWritten = 0;
  storeTarget(m.f, s.target, v);
}

function tick(m: Machine, s: StmtNode): void {
  m.f.line(`if (${m.f.helper('FS')}.pending !== 0) ${m.f.helper('tick')}(${m.f.pc(headOf(backEdge(s)))});`);
}

function loopBody(m: Machine, body: readonly StmtNode[], block: LoopBlock): void {
  m.f.blocks.push(block);
  steps(m, body);
  m.f.blocks.pop();
}
