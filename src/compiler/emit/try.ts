// try, except, except*, finally, with; and return, break, continue, which have to leave them.
//
//   try: A          try { A } catch ($c) { $e1 = caught($c, sp); FS.exc = $e1;
//   except T: B       if (excMatch($e1, T, pc)) { B; FS.exc = $x; } else throw reraise($e1, sp); }
//
//   try: A          $c1 = 0; $F1: { try { A } catch ($c) { …; $c1 = -1; } }
//   finally: B      B; if ($c1 === -1) throw reraise($e1, sp);   return inside A: $r1 = v; $c1 = 1; break $F1;
// FS.exc is always the exception handled at this point of the program; `restore` is the text of the one outside.

import type { AsyncWith, ExceptHandler, Position, StmtNode, Try, TryStar, With } from '../../syntax/ast.ts';
import { storeTarget } from './assign.ts';
import { failsHere } from './checked.ts';
import { COMPLETION, ENDED, copyAssigned, joinAssigned, type Assigned, type FinallyBlock, type Fn } from './context.ts';
import { emitExpr } from './expr.ts';
import { awaitText } from './generator.ts';
import { forgetName, placeOf, storeName } from './names.ts';
import { emitBody } from './stmt.ts';
import { traced, traceReturn } from './trace.ts';

export interface OpenTry {
  exception: string;
  restore: string;
  openCatch(): void;
  close(): void;
}

/** The exception being handled around this point. */
function handledHere(f: Fn): string {
  for (let i = f.blocks.length - 1; i >= 0; i--) {
    const block = f.blocks[i]!;
    if (block.kind === 'handler') return block.exception;
  }
  f.usesEntryException = true;
  return f.isGenerator && !f.isStepper ? '$g.xc' : '$x';
}

/** Opens a JS `try`; between openCatch and close the exception is caught and current. */
export function openTry(f: Fn): OpenTry {
  const exception = f.internal('e');
  const restore = handledHere(f);
  f.open('try {');
  f.tryDepth++;
  return {
    exception,
    restore,
    openCatch() {
      f.tryDepth--;
      f.between('} catch ($c) {');
      if (f.isGenerator && !f.isStepper) f.line('sp = $g.sp;');
      f.line(`${exception} = ${f.helper(f.unit.traced ? 'traceCaught' : 'caught')}($c, sp); ${f.helper('FS')}.exc = ${exception};`);
      f.lineWritten = 0;
    },
    close() {
      f.close();
    },
  };
}

/** A function that ends in raising has to jump back a little, or V8 never optimises it (objects/ops/raise.ts). */
const JUMP_BACK = 'for (let i = 12; --i; );';

/** Throws `exception`, which a handler of this frame has seen, on to the frames outside. */
export function throwAgain(f: Fn, exception: string): string {
  return `${JUMP_BACK} throw ${f.helper('reraise')}(${exception}, sp);`;
}

// ---- leaving

export function emitReturn(f: Fn, value: string): void {
  // Leaving a handler unbinds its name, which may be the value returned.
  const forgets = f.blocks.some((b) => b.kind === 'handler' && b.cleanup !== undefined);
  const held = forgets ? f.temp() : f.spill(value);
  if (forgets) f.line(`${held} = ${value};`);
  for (let i = f.blocks.length - 1; i >= 0; i--) {
    const block = f.blocks[i]!;
    if (block.kind === 'handler') {
      leaveHandler(f, block.cleanup, block.restore);
    } else if (block.kind === 'loop') {
      if (block.left !== undefined) f.line(block.left);
    } else if (block.kind === 'finally') {
      f.line(`${block.result} = ${held}; ${block.completion} = ${COMPLETION.return}; break ${block.label};`);
      block.uses.add('return');
      f.assigned = null;
      return;
    }
  }
  if (f.isStepper) leaveStepper(f, held);
  else leave(f, held, undefined);
  f.assigned = null;
}

/** The end of a state machine. */
function leaveStepper(f: Fn, value: string): void {
  const none = value === f.helper('None');
  if (!none) f.returnsValue = true;
  f.line(`$g.s = ${ENDED}; ${none ? '' : `$g.ret = ${value}; `}${f.helper('FS')}.sp = sp - 1; return undefined;`);
}

/** Returns `value`, an atom, from the function. `at` is where control fell off the end. */
export function leave(f: Fn, value: string, at: Position | undefined): void {
  if (f.unit.traced) traceReturn(f, value, at);
  f.line(`${leaveFrame(f)}return ${value};`);
}

/** What a normal return does to the frame stack. The driver of a generator does it for generators. */
function leaveFrame(f: Fn): string {
  if (f.isGenerator || f.leaf) return '';
  const hook = f.hasLocalsHook ? `${f.helper('FL')}[sp] = undefined; ` : '';
  return `${hook}${f.helper('FS')}.sp = sp - 1; `;
}

function leaveHandler(f: Fn, cleanup: (() => void) | undefined, restore: string): void {
  f.line(`${f.helper('FS')}.exc = ${restore};`);
  if (cleanup !== undefined) {
    const state = copyAssigned(f.assigned);
    cleanup();
    f.assigned = state;
  }
}

export function emitBreak(f: Fn): void {
  leaveLoop(f, 'break');
}

export function emitContinue(f: Fn): void {
  leaveLoop(f, 'continue');
}

function leaveLoop(f: Fn, kind: 'break' | 'continue'): void {
  for (let i = f.blocks.length - 1; i >= 0; i--) {
    const block = f.blocks[i]!;
    if (block.kind === 'handler') {
      leaveHandler(f, block.cleanup, block.restore);
      if (/^\$\w+$/.test(block.exception)) f.line(`${block.exception} = undefined;`);
    } else if (block.kind === 'finally') {
      f.line(`${block.completion} = ${COMPLETION[kind]}; break ${block.label};`);
      block.uses.add(kind);
      f.assigned = null;
      return;
    } else if (block.kind === 'loop') {
      if (kind === 'break') {
        block.breakStates = block.breakStates === undefined ? copyAssigned(f.weakened(f.assigned)) : joinAssigned(block.breakStates, f.assigned);
      }
      if (kind === 'break' && block.left !== undefined) f.line(block.left);
      if (block.jumps !== undefined) f.line(block.jumps[kind]);
      else f.line(kind === 'break' && block.breakLabel !== undefined ? `break ${block.breakLabel};` : `${kind};`);
      f.assigned = null;
      return;
    }
  }
}

// ---- try

export function emitTry(f: Fn, s: Try | TryStar): void {
  const inner = (): void => {
    if (s.handlers.length === 0) emitBody(f, s.body);
    else if (s.kind === 'TryStar') emitTryStar(f, s);
    else emitTryExcept(f, s);
  };
  if (s.finalbody.length === 0) inner();
  else emitFinally(f, s, inner);
}

function emitTryExcept(f: Fn, s: Try): void {
  const entry = f.weakened(f.assigned);
  // A `raise` that stands in the body itself needs no JS throw: it jumps to the handlers, as what is likely to fail does. Form T tells of each.
  const entrance = !f.unit.traced && (raisesHere(s.body) || failsHere(f, s.body)) ? f.label('H') : undefined;
  const after = s.orelse.length > 0 || entrance !== undefined ? f.label('T') : undefined;
  if (after !== undefined) f.open(`${after}: {`);
  if (entrance !== undefined) f.open(`${entrance}: {`);
  const t = openTry(f);
  if (entrance !== undefined) f.blocks.push({ kind: 'raise', label: entrance, exception: t.exception });
  emitBody(f, s.body);
  if (entrance !== undefined) f.blocks.pop();
  let end: Assigned = f.assigned;
  t.openCatch();
  if (entrance !== undefined) {
    f.line(`break ${entrance};`);
    t.close();
    f.assigned = end;
    emitBody(f, s.orelse);
    end = f.assigned;
    f.line(`break ${after};`);
    f.close();
    f.line(`${f.helper('FS')}.exc = ${t.exception};`);
  }
  const handlersEnd = emitHandlers(f, s, t, entry, entrance === undefined ? after : undefined);
  if (entrance === undefined) {
    t.close();
    if (after !== undefined) {
      f.assigned = end;
      emitBody(f, s.orelse);
      end = f.assigned;
    }
  }
  if (after !== undefined) f.close();
  f.assigned = joinAssigned(end, handlersEnd);
}

/** The chain of handlers, the exception being current; the result is the state where they end normally. */
function emitHandlers(f: Fn, s: Try, t: OpenTry, entry: Assigned, after: string | undefined): Assigned {
  let depth = 0;
  let caughtAll = false;
  const ends: Assigned[] = [];
  for (const handler of s.handlers) {
    f.assigned = copyAssigned(entry);
    f.lineWritten = 0;
    if (handler.type === null) {
      if (f.unit.traced) f.line(`${traced(f, handler, 'undefined')};`);
      emitHandler(f, handler, t, after);
      ends.push(f.assigned);
      caughtAll = true;
      break;
    }
    f.open(`if (${traced(f, handler, f.call('excMatch', [t.exception, emitExpr(f, handler.type)], handler.type))}) {`);
    emitHandler(f, handler, t, after);
    ends.push(f.assigned);
    f.between('} else {');
    depth++;
  }
  if (!caughtAll) f.line(throwAgain(f, t.exception));
  while (depth-- > 0) f.close();
  return ends.reduce(joinAssigned, null as Assigned);
}

/** Does some `raise X` run directly in these statements, with no other try, with or function around it? */
function raisesHere(body: readonly StmtNode[]): boolean {
  return body.some((s) => {
    switch (s.kind) {
      case 'Raise':
        return s.exc !== null;
      case 'If':
      case 'For':
      case 'While':
        return raisesHere(s.body) || raisesHere(s.orelse);
      case 'Match':
        return s.cases.some((c) => raisesHere(c.body));
      default:
        return false;
    }
  });
}

/** raise exc from cause: a jump where the handlers are in this function, a JS throw elsewhere. */
export function emitRaiseOf(f: Fn, exc: string, cause: string, at: Position): void {
  for (let i = f.blocks.length - 1; i >= 0; i--) {
    const block = f.blocks[i]!;
    if (block.kind === 'loop') continue;
    if (block.kind !== 'raise') break;
    f.line(`${block.exception} = ${f.call('raiseHere', [exc, cause], at)}; break ${block.label};`);
    f.assigned = null;
    return;
  }
  f.line(JUMP_BACK);
  f.line(`throw ${f.call('raising', [exc, cause], at)};`);
  f.assigned = null;
}

function emitHandler(f: Fn, handler: ExceptHandler, t: OpenTry, after: string | undefined): void {
  const { name } = handler;
  const cleanup = name === null ? undefined : () => forgetName(f, name, handler);
  // The name is unbound however the handler is left. Where nobody could look after an exception, only the other exits count.
  const guarded = name !== null && (f.tryDepth > 0 || placeOf(f, f.mangle(name)).kind !== 'local');
  if (name !== null) storeName(f, name, t.exception, handler);
  if (guarded) f.open('try {');
  f.blocks.push({ kind: 'handler', exception: t.exception, restore: t.restore, cleanup });
  emitBody(f, handler.body);
  f.blocks.pop();
  if (guarded) {
    const state = copyAssigned(f.assigned);
    f.between('} catch ($c) {');
    cleanup!();
    f.line('throw $c;');
    f.close();
    f.assigned = state;
  }
  if (f.assigned === null) return;
  // The variable would keep the exception, and through its traceback every object of the frames, alive until the function returns.
  f.line(`${f.helper('FS')}.exc = ${t.restore}; ${t.exception} = undefined;`);
  cleanup?.();
  if (after !== undefined) f.line(`break ${after};`);
}

/** except*: each handler gets the matching part of the group; what remains or is raised anew leaves as a group. */
function emitTryStar(f: Fn, s: TryStar): void {
  const entry = f.weakened(f.assigned);
  const after = s.orelse.length > 0 ? f.label('T') : undefined;
  if (after !== undefined) f.open(`${after}: {`);
  const t = openTry(f);
  emitBody(f, s.body);
  let end: Assigned = f.assigned;
  t.openCatch();
  const rest = f.internal('s');
  const raised = f.internal('s');
  const match = f.internal('e');
  f.line(`${rest} = ${t.exception}; ${raised} = [];`);
  let state: Assigned = entry;
  for (const handler of s.handlers) {
    f.assigned = copyAssigned(state);
    f.open(`if (${rest} !== undefined) {`);
    f.line(`[${match}, ${rest}] = ${traced(f, handler, f.call('starMatch', [rest, emitExpr(f, handler.type!)], handler.type!))};`);
    f.open(`if (${match} !== undefined) {`);
    f.line(`${f.helper('FS')}.exc = ${match};`);
    const { name } = handler;
    if (name !== null) storeName(f, name, match, handler);
    const inner = openTry(f);
    f.blocks.push({ kind: 'handler', exception: match, restore: t.exception, cleanup: undefined });
    emitBody(f, handler.body);
    f.blocks.pop();
    inner.openCatch();
    f.line(`${raised}.push(${inner.exception});`);
    inner.close();
    f.assigned = copyAssigned(entry);
    if (name !== null) forgetName(f, name, handler);
    f.line(`${f.helper('FS')}.exc = ${t.exception};`);
    f.close();
    f.close();
    state = f.assigned;
  }
  f.line(`${rest} = ${f.helper('starFinish')}(${t.exception}, ${raised}, ${rest});`);
  f.line(`if (${rest} !== undefined) { ${throwAgain(f, rest)} }`);
  f.line(`${f.helper('FS')}.exc = ${t.restore}; ${t.exception} = ${raised} = ${match} = undefined;`);
  if (after !== undefined) f.line(`break ${after};`);
  t.close();
  if (after !== undefined) {
    f.assigned = end;
    emitBody(f, s.orelse);
    end = f.assigned;
    f.close();
  }
  f.assigned = joinAssigned(end, state);
}

function newFinally(f: Fn): FinallyBlock {
  return { kind: 'finally', label: f.label('F'), completion: f.internal('c'), result: f.internal('r'), uses: new Set() };
}

function emitFinally(f: Fn, s: Try | TryStar, inner: () => void): void {
  const entry = f.weakened(f.assigned);
  const fin = newFinally(f);
  f.line(`${fin.completion} = 0;`);
  f.open(`${fin.label}: {`);
  const t = openTry(f);
  f.blocks.push(fin);
  inner();
  f.blocks.pop();
  const end = f.assigned;
  t.openCatch();
  f.line(`${fin.completion} = -1;`);
  t.close();
  f.close();
  f.assigned = copyAssigned(entry);
  f.blocks.push({
    kind: 'handler',
    exception: `(${fin.completion} === -1 ? ${t.exception} : ${t.restore})`,
    restore: t.restore,
    cleanup: undefined,
  });
  emitBody(f, s.finalbody);
  f.blocks.pop();
  if (f.assigned === null) return;
  f.line(`if (${fin.completion} === -1) { ${throwAgain(f, t.exception)} }`);
  const finalEnd: Assigned = f.assigned;
  dispatch(f, fin);
  // Control goes on only where the body ended normally; what the final body bound holds too.
  f.assigned = end === null ? null : union(f.weakened(end)!, finalEnd as Assigned);
}

function union(a: Set<string>, b: Assigned): Assigned {
  if (b !== null) for (const name of b) a.add(name);
  return a;
}

/** Resumes the return, break or continue that the `finally` interrupted. */
function dispatch(f: Fn, fin: FinallyBlock): void {
  const state = f.assigned;
  const leave = (kind: 'return' | 'break' | 'continue', emit: () => void): void => {
    if (!fin.uses.has(kind)) return;
    f.open(`if (${fin.completion} === ${COMPLETION[kind]}) {`);
    f.assigned = copyAssigned(state);
    emit();
    f.close();
  };
  leave('return', () => emitReturn(f, fin.result));
  leave('break', () => emitBreak(f));
  leave('continue', () => emitContinue(f));
  f.assigned = state;
}

// ---- with

export function emitWith(f: Fn, s: With | AsyncWith): void {
  emitWithItem(f, s, 0);
}

function emitWithItem(f: Fn, s: With | AsyncWith, i: number): void {
  if (i === s.items.length) {
    emitBody(f, s.body as StmtNode[]);
    return;
  }
  const item = s.items[i]!;
  const at: Position = item.context_expr;
  const isAsync = s.kind === 'AsyncWith';
  const mark = f.mark();
  const manager = f.temp();
  const exit = f.temp();
  f.line(`${manager} = ${emitExpr(f, item.context_expr)};`);
  f.line(`${exit} = ${f.call(isAsync ? 'awithExit' : 'withExit', [manager], at)};`);
  const enter = f.call(isAsync ? 'awithEnter' : f.suspendable ? 'gwithEnter' : 'withEnter', [manager], at);
  f.line(`${manager} = ${isAsync ? awaitText(f, enter, at) : f.suspendable ? `yield* ${enter}` : enter};`);
  const entry = f.weakened(f.assigned);
  const fin = newFinally(f);
  f.line(`${fin.completion} = 0;`);
  f.open(`${fin.label}: {`);
  const t = openTry(f);
  f.blocks.push(fin);
  if (item.optional_vars !== null) storeTarget(f, item.optional_vars, manager);
  emitWithItem(f, s, i + 1);
  f.blocks.pop();
  const end = f.assigned;
  t.openCatch();
  f.line(`if (!${traced(f, s, exitText(f, exit, t.exception, isAsync, at))}) { ${throwAgain(f, t.exception)} }`);
  f.line(`${f.helper('FS')}.exc = ${t.restore}; ${t.exception} = undefined; ${fin.completion} = -2;`);
  t.close();
  f.close();
  f.line(`if (${fin.completion} !== -2) ${traced(f, s, exitText(f, exit, 'undefined', isAsync, at))};`);
  f.assigned = joinAssigned(end, entry);
  dispatch(f, fin);
  f.release(mark);
  f.lineWritten = 0;
}

function exitText(f: Fn, exit: string, exception: string, isAsync: boolean, at: Position): string {
  if (!isAsync) return f.suspendable ? `(yield* ${f.call('gexitWith', [exit, exception], at)})` : f.call('exitWith', [exit, exception], at);
  return f.call('truth', [awaitText(f, f.call('aexitWith', [exit, exception], at), at)], at);
}
