// Generator functions as state machines: where every `yield` stands in plain loops and conditions, the body becomes one
// `next` function over `switch ($s)`, about three times faster to resume than a JS generator.
//
//   while c: yield v     case 1: if (!c) { $s = 3; continue $S; }
//                        $r.value = v; $s = 2; return $r; case 2: $s = 1; continue $S; case 3: …
// Statements without `yield` keep their own shape. Bodies with `yield` inside try, with, match, `yield from` or a larger
// expression stay JS generators. Variables live in the closure, so that they outlive each step.

import type { Assign, ExprNode, For, If, StmtNode, While, Yield } from '../../syntax/ast.ts';
import { constantTruth } from '../fold.ts';
import { bare } from '../js.ts';
import { storeTarget } from './assign.ts';
import { emitCondition } from './compare.ts';
import type { Fn, LoopBlock } from './context.ts';
import { emitExpr } from './expr.ts';
import { headOf } from './loop.ts';
import { emitStmt } from './stmt.ts';

/** Can the body run as a state machine? */
export function canStep(body: readonly StmtNode[]): boolean {
  return body.every((s) => {
    if (!holdsYield(s)) return true;
    switch (s.kind) {
      case 'Expr':
        return isPlainYield(s.value);
      case 'Assign':
        return isPlainYield(s.value) && !s.targets.some(holdsYield);
      case 'If':
        return !holdsYield(s.test) && canStep(s.body) && canStep(s.orelse);
      case 'While':
        return !holdsYield(s.test) && canStep(s.body) && canStep(s.orelse);
      case 'For':
        return !holdsYield(s.iter) && !holdsYield(s.target) && canStep(s.body) && canStep(s.orelse);
      default:
        return false;
    }
  });
}

function isPlainYield(e: ExprNode): e is Yield {
  return e.kind === 'Yield' && (e.value === null || !holdsYield(e.value));
}

/** Is there a `yield` of this function in the node? Bodies of nested functions are their own. */
function holdsYield(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsYield);
  if (node === null || typeof node !== 'object') return false;
  const n = node as Record<string, unknown>;
  switch (n.kind) {
    case 'Yield':
    case 'YieldFrom':
      return true;
    case 'Constant':
    case 'Name':
      return false;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return [n.decorator_list, n.args, n.returns, n.type_params].some(holdsYield);
    case 'ClassDef':
      return [n.decorator_list, n.bases, n.keywords].some(holdsYield);
    case 'Lambda':
      return holdsYield(n.args);
    case 'BinOp': {
      let left = n as { kind: string; left?: unknown; right?: unknown };
      while (left.kind === 'BinOp') {
        if (holdsYield(left.right)) return true;
        left = left.left as typeof left;
      }
      return holdsYield(left);
    }
    default:
      for (const key in n) if (typeof n[key] === 'object' && holdsYield(n[key])) return true;
  }
  return false;
}

/** The state of numbering the cases. */
interface Machine {
  f: Fn;
  state: string;
  cases: number;
}

/** Emits the lines of `next`. */
export function emitSteps(f: Fn, body: readonly StmtNode[]): void {
  const m: Machine = { f, state: f.internal('s'), cases: 0 };
  f.open(`$S: for (;;) switch (${m.state} | 0) {`);
  f.open('case 0:');
  steps(m, body);
  f.line(`$r.done = true; $r.value = ${f.helper('None')}; return $r;`);
  f.close('}');
  f.indent--;
  f.assigned = null;
}

function steps(m: Machine, body: readonly StmtNode[]): void {
  for (const s of body) step(m, s);
}

function step(m: Machine, s: StmtNode): void {
  const { f } = m;
  if (!holdsYield(s)) {
    emitStmt(f, s);
    return;
  }
  const mark = f.mark();
  f.lineWritten = 0;
  switch (s.kind) {
    case 'Expr':
      yieldStep(m, s.value as Yield);
      break;
    case 'Assign':
      assignStep(m, s);
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
}

function jump(m: Machine, n: number): string {
  return `${m.state} = ${n}; continue $S;`;
}

function yieldStep(m: Machine, e: Yield): void {
  const { f } = m;
  f.line(`$r.value = ${e.value === null ? f.helper('None') : emitExpr(f, e.value)};`);
  const after = newCase(m);
  f.line(`${f.here(e)}; ${m.state} = ${after}; return $r;`);
  label(m, after);
}

function assignStep(m: Machine, s: Assign): void {
  yieldStep(m, s.value as Yield);
  for (const target of s.targets) storeTarget(m.f, target, '$v');
}

function ifSteps(m: Machine, s: If): void {
  const { f } = m;
  const orelse = newCase(m);
  const end = newCase(m);
  f.line(`if (!${emitCondition(f, s.test)}) { ${jump(m, orelse)} }`);
  steps(m, s.body);
  f.line(jump(m, end));
  label(m, orelse);
  steps(m, s.orelse);
  label(m, end);
}

function loopBlock(m: Machine, next: number, end: number): LoopBlock {
  return { kind: 'loop', breakLabel: undefined, breakStates: undefined, jumps: { break: jump(m, end), continue: jump(m, next) } };
}

function whileSteps(m: Machine, s: While): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  label(m, next);
  const truth = constantTruth(s.test);
  if (truth === false) f.line(jump(m, orelse));
  else if (truth === undefined) f.line(`if (!${emitCondition(f, s.test)}) { ${jump(m, orelse)} }`);
  tick(m, s);
  loopBody(m, s.body, loopBlock(m, next, end));
  f.line(jump(m, next));
  label(m, orelse);
  steps(m, s.orelse);
  label(m, end);
}

function forSteps(m: Machine, s: For): void {
  const { f } = m;
  const next = newCase(m);
  const orelse = newCase(m);
  const end = newCase(m);
  const it = f.internal('i');
  f.line(`${it} = ${bare(f.call('iter', [emitExpr(f, s.iter)], s.iter))};`);
  label(m, next);
  const v = f.temp();
  f.line(`if ((${f.here(s.iter)}, ${v} = ${it}.s_next(${it})) === undefined) { ${jump(m, orelse)} }`);
  tick(m, s);
  f.lineWritten = 0;
  storeTarget(f, s.target, v);
  loopBody(m, s.body, loopBlock(m, next, end));
  f.line(jump(m, next));
  label(m, orelse);
  f.line(`${it} = undefined;`);
  steps(m, s.orelse);
  label(m, end);
}

function tick(m: Machine, s: StmtNode): void {
  m.f.line(`if (${m.f.helper('FS')}.pending !== 0) ${m.f.helper('tick')}(${m.f.pc(headOf(s))});`);
}

function loopBody(m: Machine, body: readonly StmtNode[], block: LoopBlock): void {
  m.f.blocks.push(block);
  steps(m, body);
  m.f.blocks.pop();
}
