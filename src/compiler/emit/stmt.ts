// Statements: one entry per node kind, each in the file of its family. Everything becomes lines of the function.

import type { Assert, Call, ExprNode, If, Raise, Return, StmtNode } from '../../syntax/ast.ts';
import { builtinNames } from '../builtinNames.ts';
import { constantTruth } from '../fold.ts';
import { bare, bareValue } from '../js.ts';
import { emitAnnAssign, emitAssign, emitAugAssign, emitDelete } from './assign.ts';
import { prepareStatement } from './checked.ts';
import { emitClassDef } from './class.ts';
import { emitCondition } from './compare.ts';
import { copyAssigned, joinAssigned, type Assigned, type Fn } from './context.ts';
import { emitExpr } from './expr.ts';
import { emitFunctionDef } from './function.ts';
import { emitImport, emitImportFrom } from './imports.ts';
import { emitAsyncFor, emitFor, emitWhile } from './loop.ts';
import { emitMatch } from './match.ts';
import { forgetTemps, placeOf } from './names.ts';
import { needsPrelude } from './operands.ts';
import { emitBreak, emitContinue, emitRaiseOf, emitReturn, emitTry, emitWith } from './try.ts';
import { traced, traceStatement } from './trace.ts';
import { emitTypeAlias } from './typeParams.ts';

/** Statements after a return, raise, break or continue are unreachable; they are emitted all the same, as V8 drops them. */
export function emitBody(f: Fn, body: readonly StmtNode[]): void {
  f.bodyDepth++;
  for (const s of body) emitStmt(f, s);
  f.bodyDepth--;
}

export function emitStmt(f: Fn, s: StmtNode): void {
  const mark = f.mark();
  f.lineWritten = 0;
  if (f.unit.traced) traceStatement(f, s);
  if (f.tryDepth > 0) prepareStatement(f, s);
  switch (s.kind) {
    case 'Expr':
      emitExprStmt(f, s);
      break;
    case 'Assign':
      emitAssign(f, s);
      break;
    case 'AugAssign':
      emitAugAssign(f, s);
      break;
    case 'AnnAssign':
      emitAnnAssign(f, s);
      break;
    case 'Return':
      emitReturnStmt(f, s);
      break;
    case 'If':
      emitIf(f, s);
      break;
    case 'For':
      emitFor(f, s);
      break;
    case 'AsyncFor':
      emitAsyncFor(f, s);
      break;
    case 'While':
      emitWhile(f, s);
      break;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      emitFunctionDef(f, s);
      break;
    case 'ClassDef':
      emitClassDef(f, s);
      break;
    case 'TypeAlias':
      emitTypeAlias(f, s);
      break;
    case 'Delete':
      emitDelete(f, s);
      break;
    case 'Import':
      emitImport(f, s);
      break;
    case 'ImportFrom':
      emitImportFrom(f, s);
      break;
    case 'Raise':
      emitRaise(f, s);
      break;
    case 'Try':
    case 'TryStar':
      emitTry(f, s);
      break;
    case 'With':
    case 'AsyncWith':
      emitWith(f, s);
      break;
    case 'Match':
      emitMatch(f, s);
      break;
    case 'Assert':
      emitAssert(f, s);
      break;
    case 'Break':
      emitBreak(f);
      break;
    case 'Continue':
      emitContinue(f);
      break;
    case 'Pass':
    case 'Global':
    case 'Nonlocal':
      break;
  }
  f.release(mark);
}

function emitExprStmt(f: Fn, s: StmtNode & { kind: 'Expr' }): void {
  if (f.unit.kind === 'single' && f.kind === 'module') {
    f.line(`${f.call('displayHook', [emitExpr(f, s.value)], s)};`);
    return;
  }
  if (s.value.kind === 'Constant') return;
  if (collects(s.value) && !f.leaf) f.line(`${forgetTemps(f)}${f.helper('overwrite')}(0, 0, 0, 0, 0, 0);`);
  const forgotten = s.value.kind === 'Call' && !isBuiltinCall(s.value) && (f.isCoroutine || (f.kind === 'module' && !f.hot && !f.nsMode));
  if (forgotten) f.line(`${f.call('droppedValue', [emitExpr(f, s.value)], s.value)};`);
  else f.line(`${bare(emitExpr(f, s.value))};`);
}

/** gc.collect(), support.gc_collect(): temporaries of this function must not keep alive what its variables have let go of. */
function collects(e: ExprNode): boolean {
  if (e.kind !== 'Call' || e.args.length > 1) return false;
  const name = e.func.kind === 'Name' ? e.func.id : e.func.kind === 'Attribute' ? e.func.attr : '';
  return name === 'collect' || name === 'gc_collect';
}

function isBuiltinCall(e: Call): boolean {
  return e.func.kind === 'Name' && builtinNames.has(e.func.id);
}

function emitReturnStmt(f: Fn, s: Return): void {
  emitReturn(f, s.value === null ? f.helper('None') : bareValue(emitExpr(f, s.value)));
}

/** if / elif / else: a chain of elifs is a loop here and a chain of `else if` in the output, never nested. */
function emitIf(f: Fn, s: If): void {
  const whole = s;
  const ends: Assigned[] = [];
  let nested = 0;
  let first = true;
  for (;;) {
    const truth = constantTruth(s.test);
    f.lineWritten = 0;
    const mark = f.mark();
    if (!first && needsPrelude(f, s.test)) {
      f.between('} else {');
      nested++;
      first = true;
    }
    const condition = truth !== undefined ? String(truth) : bare(emitCondition(f, s.test));
    const test = s === whole ? condition : traced(f, s.test, condition);
    f.release(mark);
    if (first) f.open(`if (${test}) {`);
    else f.between(`} else if (${test}) {`);
    first = false;
    const atTest = copyAssigned(f.assigned);
    if (truth === false) f.assigned = null;
    emitBody(f, s.body);
    ends.push(f.assigned);
    f.assigned = truth === true ? null : atTest;
    const next: StmtNode | undefined = s.orelse[0];
    if (s.orelse.length !== 1 || next === undefined || next.kind !== 'If') break;
    s = next;
  }
  if (s.orelse.length > 0) {
    f.between('} else {');
    emitBody(f, s.orelse);
  }
  f.close();
  while (nested-- > 0) f.close();
  f.assigned = ends.reduce(joinAssigned, f.assigned);
}

function emitRaise(f: Fn, s: Raise): void {
  if (s.exc === null) {
    f.line(`${f.helper('raiseAgain')}(${f.leaf ? '0' : 'sp'}, ${f.pc(s)});`);
  } else {
    emitStop(f, s);
    const soft = SOFT.has(f.code.name) && canFailSoftly(f);
    const exc = s.cause === null && !soft ? emitExpr(f, s.exc) : f.spill(emitExpr(f, s.exc));
    const cause = s.cause === null ? 'undefined' : soft ? f.spill(emitExpr(f, s.cause)) : emitExpr(f, s.cause);
    if (soft) failSoftly(f, `${f.helper('FS')}.soft === sp`, () => f.line(`${f.call('raiseSoftly', [exc, cause], s)};`));
    emitRaiseOf(f, exc, cause, s);
  }
  f.assigned = null;
}

/** Special methods that are called softly (objects/ops/softCalls.ts): there `raise` may leave the exception to the caller. */
const SOFT = new Set(['__getitem__', '__getattr__']);

function canFailSoftly(f: Fn): boolean {
  if (f.kind !== 'function' || f.isGenerator || f.isStepper || f.isCoroutine || f.isAsyncGenerator) return false;
  if (f.suspendable || f.unit.traced || f.leaf || f.tryDepth > 0) return false;
  return f.blocks.every((block) => block.kind === 'loop' || block.kind === 'handler');
}

/** `if (condition) { …; FS.sp = sp - 1; return undefined; }` */
function failSoftly(f: Fn, condition: string, emitFailure: () => void): void {
  f.open(`if (${condition}) {`);
  const state = copyAssigned(f.assigned);
  emitFailure();
  emitReturn(f, 'undefined');
  f.close();
  f.assigned = state;
  f.lineWritten = 0;
}

/** `raise StopIteration` in a `__next__`. */
function emitStop(f: Fn, s: Raise): void {
  const { exc } = s;
  const cls = exc?.kind === 'Call' && exc.args.length + exc.keywords.length === 0 ? exc.func : exc;
  if (cls?.kind !== 'Name' || cls.id !== 'StopIteration' || s.cause !== null || placeOf(f, cls.id).kind !== 'global') return;
  if (f.code.name !== '__next__' || !canFailSoftly(f)) return;
  failSoftly(f, `${f.helper('stops')}(sp, ${emitExpr(f, cls)})`, () => undefined);
}

function emitAssert(f: Fn, s: Assert): void {
  if (f.unit.optimize > 0) return;
  const truth = constantTruth(s.test);
  if (truth === true) return;
  const test = truth === false ? 'false' : emitCondition(f, s.test);
  f.open(`if (!${test}) {`);
  const state = copyAssigned(f.assigned);
  f.lineWritten = 0;
  f.line(`${f.call('assertFail', [s.msg === null ? 'undefined' : emitExpr(f, s.msg)], s.test)};`);
  f.close();
  f.assigned = state;
}
