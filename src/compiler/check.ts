// What is wrong with a program that the grammar accepts and scopes do not tell: return, break, await and starred targets out
// of place, unreachable patterns, too deep nesting; and CPython's SyntaxWarnings. CPython: Python/codegen.c, Python/ast_preprocess.c.
//
// One walk in source order, before anything is emitted. Columns stay in bytes, as in the symbol table's errors.

import type {
  ExprNode,
  FunctionDef,
  AsyncFunctionDef,
  KeywordNode,
  Match,
  PatternNode,
  Position,
  StmtNode,
  ModNode,
  Try,
  TryStar,
  TypeParamNode,
} from '../syntax/ast.ts';
import { PySyntaxErrorInfo, type SyntaxWarningInfo } from '../syntax/errors.ts';
import { syntaxErrorAt } from '../symtable/errors.ts';
import { isFunctionLike, type Scope, type SymbolTable } from '../symtable/scope.ts';
import { constKey, type CompileOptions, type ConstData } from './unit.ts';
import { foldConstant } from './fold.ts';
import { checkComparison, checkCallee, checkSubscript } from './checkLiterals.ts';

const MAX_BLOCKS = 21;

/** Where in a function we are. */
interface Walk {
  readonly table: SymbolTable;
  readonly warnings: SyntaxWarningInfo[];
  readonly options: CompileOptions;
  scope: Scope;
  /** `def` or `async def`; undefined in modules, classes, comprehensions and lambdas. */
  functionKind: 'sync' | 'async' | undefined;
  /** Blocks that break and continue have to leave, innermost last. */
  blocks: ('loop' | 'star' | 'other')[];
  /** Directly in a `finally` body: leaving it would swallow an exception. */
  inFinally: boolean;
}

export function checkModule(mod: ModNode, table: SymbolTable, warnings: SyntaxWarningInfo[], options: CompileOptions): void {
  const w: Walk = { table, warnings, options, scope: table.top, functionKind: undefined, blocks: [], inFinally: false };
  if (mod.kind === 'Module' || mod.kind === 'Interactive') body(w, mod.body);
  else if (mod.kind === 'Expression') expr(w, mod.body);
}

export function warnAt(w: { warnings: SyntaxWarningInfo[] }, message: string, at: Position): void {
  const error = new PySyntaxErrorInfo('SyntaxError', message, at.lineno, at.col_offset + 1, at.end_lineno, at.end_col_offset + 1, null);
  w.warnings.push({ category: 'SyntaxWarning', message, lineno: at.lineno, error, position: w.warnings.length });
}

// ---- statements

function body(w: Walk, list: readonly StmtNode[]): void {
  for (const s of list) stmt(w, s);
}

function block(w: Walk, kind: 'loop' | 'star' | 'other', at: Position, run: () => void): void {
  if (w.blocks.length >= MAX_BLOCKS) syntaxErrorAt('too many statically nested blocks', at);
  w.blocks.push(kind);
  run();
  w.blocks.pop();
}

function stmt(w: Walk, s: StmtNode): void {
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      functionDef(w, s);
      break;
    case 'ClassDef':
      exprs(w, s.decorator_list);
      typeParams(w, s.type_params);
      exprs(w, s.bases);
      keywords(w, s.keywords);
      inScope(w, w.table.scopes.get(s)!, undefined, () => body(w, s.body));
      break;
    case 'TypeAlias':
      typeParams(w, s.type_params);
      expr(w, s.value);
      break;
    case 'Return':
      returnStmt(w, s);
      break;
    case 'Delete':
      exprs(w, s.targets);
      break;
    case 'Assign':
      expr(w, s.value);
      for (const t of s.targets) target(w, t);
      break;
    case 'AugAssign':
      expr(w, s.target);
      expr(w, s.value);
      break;
    case 'AnnAssign':
      if (s.value !== null) expr(w, s.value);
      target(w, s.target);
      expr(w, s.annotation);
      break;
    case 'AsyncFor':
      requireAsync(w, 'async for', s);
      loop(w, s);
      break;
    case 'For':
    case 'While':
      loop(w, s);
      break;
    case 'If':
      ifStmt(w, s);
      break;
    case 'AsyncWith':
      requireAsync(w, 'async with', s);
      withItems(w, s.items, 0, s.body);
      break;
    case 'With':
      withItems(w, s.items, 0, s.body);
      break;
    case 'Match':
      matchStmt(w, s);
      break;
    case 'Raise':
      opt(w, s.exc);
      opt(w, s.cause);
      break;
    case 'Try':
    case 'TryStar':
      tryStmt(w, s);
      break;
    case 'Assert':
      if (s.test.kind === 'Tuple' && s.test.elts.length > 0) warnAt(w, 'assertion is always true, perhaps remove parentheses?', s);
      expr(w, s.test);
      opt(w, s.msg);
      break;
    case 'ImportFrom':
      if (s.module === '__future__' && (s.level === 0 || s.level === null) && s.lineno > w.table.future.lineno) {
        syntaxErrorAt('from __future__ imports must occur at the beginning of the file', s);
      }
      break;
    case 'Expr':
      if (s.value.kind === 'Starred') syntaxErrorAt("can't use starred expression here", s.value);
      expr(w, s.value);
      break;
    case 'Break':
      leaveLoop(w, 'break', s);
      break;
    case 'Continue':
      leaveLoop(w, 'continue', s);
      break;
    case 'Import':
    case 'Global':
    case 'Nonlocal':
    case 'Pass':
      break;
  }
}

function ifStmt(w: Walk, s: StmtNode & { kind: 'If' }): void {
  for (;;) {
    expr(w, s.test);
    body(w, s.body);
    const next: StmtNode | undefined = s.orelse[0];
    if (s.orelse.length !== 1 || next === undefined || next.kind !== 'If') break;
    s = next;
  }
  body(w, s.orelse);
}

function loop(w: Walk, s: StmtNode & { kind: 'For' | 'AsyncFor' | 'While' }): void {
  if (s.kind === 'While') {
    expr(w, s.test);
  } else {
    expr(w, s.iter);
    target(w, s.target);
  }
  const { inFinally } = w;
  w.inFinally = false;
  block(w, 'loop', s, () => body(w, s.body));
  w.inFinally = inFinally;
  body(w, s.orelse);
}

function withItems(w: Walk, items: (StmtNode & { kind: 'With' })['items'], i: number, list: StmtNode[]): void {
  if (i === items.length) {
    body(w, list);
    return;
  }
  const item = items[i]!;
  expr(w, item.context_expr);
  block(w, 'other', item.context_expr, () => {
    if (item.optional_vars !== null) target(w, item.optional_vars);
    withItems(w, items, i + 1, list);
  });
}

function tryStmt(w: Walk, s: Try | TryStar): void {
  const star = s.kind === 'TryStar';
  const inner = (): void => {
    if (s.handlers.length === 0) {
      body(w, s.body);
      return;
    }
    block(w, 'other', s, () => body(w, s.body));
    s.handlers.forEach((h, i) => {
      if (h.type === null && i < s.handlers.length - 1) syntaxErrorAt("default 'except:' must be last", h);
      opt(w, h.type);
      block(w, star ? 'star' : 'other', h, () => block(w, 'other', h, () => body(w, h.body)));
    });
    body(w, s.orelse);
  };
  if (s.finalbody.length === 0) {
    inner();
    return;
  }
  block(w, 'other', s, inner);
  const { inFinally } = w;
  w.inFinally = true;
  block(w, 'other', s, () => body(w, s.finalbody));
  w.inFinally = inFinally;
}

function returnStmt(w: Walk, s: StmtNode & { kind: 'Return' }): void {
  if (w.inFinally) warnAt(w, "'return' in a 'finally' block", s);
  if (w.functionKind === undefined) syntaxErrorAt("'return' outside function", s);
  if (s.value !== null && w.functionKind === 'async' && w.scope.isGenerator) {
    syntaxErrorAt("'return' with value in async generator", s);
  }
  if (w.blocks.includes('star')) cannotLeaveStar(s);
  opt(w, s.value);
}

function cannotLeaveStar(at: Position): never {
  syntaxErrorAt("'break', 'continue' and 'return' cannot appear in an except* block", at);
}

function leaveLoop(w: Walk, kind: 'break' | 'continue', at: Position): void {
  if (w.inFinally) warnAt(w, `'${kind}' in a 'finally' block`, at);
  for (let i = w.blocks.length - 1; i >= 0; i--) {
    if (w.blocks[i] === 'star') cannotLeaveStar(at);
    if (w.blocks[i] === 'loop') return;
  }
  syntaxErrorAt(kind === 'break' ? "'break' outside loop" : "'continue' not properly in loop", at);
}

function requireAsync(w: Walk, what: string, at: Position): void {
  if (w.functionKind === 'async') return;
  if (w.options.allowTopLevelAwait === true && w.scope === w.table.top) return;
  syntaxErrorAt(`'${what}' outside async function`, at);
}

function functionDef(w: Walk, s: FunctionDef | AsyncFunctionDef): void {
  exprs(w, s.decorator_list);
  exprs(w, s.args.defaults);
  for (const d of s.args.kw_defaults) opt(w, d);
  typeParams(w, s.type_params);
  for (const a of [...s.args.posonlyargs, ...s.args.args, s.args.vararg, ...s.args.kwonlyargs, s.args.kwarg]) {
    if (a !== null) opt(w, a.annotation);
  }
  opt(w, s.returns);
  inScope(w, w.table.scopes.get(s)!, s.kind === 'AsyncFunctionDef' ? 'async' : 'sync', () => body(w, s.body));
}

function inScope(w: Walk, scope: Scope, functionKind: Walk['functionKind'], run: () => void): void {
  const saved = { scope: w.scope, functionKind: w.functionKind, blocks: w.blocks, inFinally: w.inFinally };
  w.scope = scope;
  w.functionKind = functionKind;
  w.blocks = [];
  w.inFinally = false;
  run();
  Object.assign(w, saved);
}

function typeParams(w: Walk, list: readonly TypeParamNode[]): void {
  let seenDefault = false;
  for (const p of list) {
    if (p.default_value !== null) seenDefault = true;
    else if (seenDefault) syntaxErrorAt(`non-default type parameter '${p.name}' follows default type parameter`, p);
    if (p.kind === 'TypeVar') opt(w, p.bound);
    opt(w, p.default_value);
  }
}

/** Starred targets: at most one per list, and only inside one. */
function target(w: Walk, e: ExprNode): void {
  if (e.kind === 'Starred') syntaxErrorAt('starred assignment target must be in a list or tuple', e);
  if (e.kind !== 'Tuple' && e.kind !== 'List') {
    expr(w, e);
    return;
  }
  let seen = false;
  e.elts.forEach((x, i) => {
    if (x.kind !== 'Starred') return;
    if (seen) syntaxErrorAt('multiple starred expressions in assignment', e);
    if (i >= 256 || e.elts.length - i - 1 >= 0x1000000) syntaxErrorAt('too many expressions in star-unpacking assignment', e);
    seen = true;
  });
  for (const x of e.elts) target(w, x.kind === 'Starred' ? x.value : x);
}

// ---- patterns

function matchStmt(w: Walk, s: Match): void {
  expr(w, s.subject);
  s.cases.forEach((c, i) => {
    const allowed = c.guard !== null || i === s.cases.length - 1;
    pattern(w, c.pattern, new Set(), allowed);
    opt(w, c.guard);
    body(w, c.body);
  });
}

/** `stores`: names bound so far. `irrefutable`: may the pattern match everything? */
function pattern(w: Walk, p: PatternNode, stores: Set<string>, irrefutable: boolean): void {
  switch (p.kind) {
    case 'MatchValue':
      if (!isLiteralOrAttribute(p.value)) syntaxErrorAt('patterns may only match literals and attribute lookups', p);
      expr(w, p.value);
      break;
    case 'MatchSingleton':
      break;
    case 'MatchStar':
      store(p.name, p, stores);
      break;
    case 'MatchAs':
      if (p.pattern === null) {
        if (!irrefutable) {
          syntaxErrorAt(p.name === null ? 'wildcard makes remaining patterns unreachable' : `name capture '${p.name}' makes remaining patterns unreachable`, p);
        }
      } else {
        pattern(w, p.pattern, stores, irrefutable);
      }
      store(p.name, p, stores);
      break;
    case 'MatchSequence': {
      let star = false;
      p.patterns.forEach((q, i) => {
        if (q.kind !== 'MatchStar') return;
        if (star) syntaxErrorAt('multiple starred names in sequence pattern', p);
        if (i >= 256) syntaxErrorAt('too many expressions in star-unpacking sequence pattern', p);
        star = true;
      });
      for (const q of p.patterns) pattern(w, q, stores, true);
      break;
    }
    case 'MatchMapping': {
      const keys = new Set<string>();
      for (const k of p.keys) {
        if (!isLiteralOrAttribute(k)) syntaxErrorAt('mapping pattern keys may only match literals and attribute lookups', p);
        expr(w, k);
        const c = k.kind === 'Attribute' ? undefined : foldConstant(k);
        if (c === undefined) continue;
        const key = equalityKey(c);
        if (keys.has(key)) syntaxErrorAt(`mapping pattern checks duplicate key (${reprOf(c)})`, p);
        keys.add(key);
      }
      for (const q of p.patterns) pattern(w, q, stores, true);
      store(p.rest, p, stores);
      break;
    }
    case 'MatchClass': {
      const seen = new Set<string>();
      p.kwd_attrs.forEach((name, i) => {
        if (seen.has(name)) syntaxErrorAt(`attribute name repeated in class pattern: ${name}`, p.kwd_patterns[i]!);
        seen.add(name);
      });
      expr(w, p.cls);
      for (const q of [...p.patterns, ...p.kwd_patterns]) pattern(w, q, stores, true);
      break;
    }
    case 'MatchOr': {
      let first: Set<string> | undefined;
      p.patterns.forEach((q, i) => {
        const mine = new Set<string>();
        pattern(w, q, mine, irrefutable && i === p.patterns.length - 1);
        first ??= mine;
        if (mine.size !== first.size || [...mine].some((name) => !first!.has(name))) {
          syntaxErrorAt('alternative patterns bind different names', p);
        }
      });
      for (const name of first!) store(name, p, stores);
      break;
    }
  }
}

function isLiteralOrAttribute(e: ExprNode): boolean {
  return e.kind === 'Attribute' || foldConstant(e) !== undefined;
}

function store(name: string | null, at: Position, stores: Set<string>): void {
  if (name === null) return;
  if (stores.has(name)) syntaxErrorAt(`multiple assignments to name '${name}' in pattern`, at);
  stores.add(name);
}

/** Constants that are equal to Python have one key: 1, 1.0 and True. */
function equalityKey(c: ConstData): string {
  if (c.type === 'bool') return `i${c.value ? 1 : 0}`;
  if (c.type === 'complex' && c.imag === 0) return 'i0';
  if (c.type === 'float' && Number.isInteger(c.value)) return `i${c.value === 0 ? 0 : BigInt(c.value)}`;
  return constKey(c);
}

function reprOf(c: ConstData): string {
  switch (c.type) {
    case 'str':
      return c.value.includes("'") && !c.value.includes('"') ? `"${c.value}"` : `'${c.value.replace(/[\\']/g, '\\$&')}'`;
    case 'bool':
      return c.value ? 'True' : 'False';
    case 'int':
      return String(c.value);
    case 'float':
      return Number.isInteger(c.value) && Math.abs(c.value) < 1e16 ? `${c.value}.0` : String(c.value);
    case 'bytes':
      return `b'${String.fromCharCode(...c.value)}'`;
    default:
      return c.type;
  }
}

// ---- expressions

function exprs(w: Walk, list: readonly ExprNode[]): void {
  for (const e of list) expr(w, e);
}

function keywords(w: Walk, list: readonly KeywordNode[]): void {
  const seen = new Set<string>();
  for (const k of list) {
    if (k.arg === null) continue;
    if (seen.has(k.arg)) syntaxErrorAt(`keyword argument repeated: ${k.arg}`, k);
    seen.add(k.arg);
  }
  for (const k of list) expr(w, k.value);
}

function opt(w: Walk, e: ExprNode | null | undefined): void {
  if (e !== null && e !== undefined) expr(w, e);
}

function expr(w: Walk, e: ExprNode): void {
  switch (e.kind) {
    case 'Constant':
    case 'Name':
      break;
    case 'Attribute':
    case 'Subscript':
    case 'Call':
      trailer(w, e);
      break;
    case 'BinOp': {
      const rights: ExprNode[] = [];
      let left: ExprNode = e;
      while (left.kind === 'BinOp') {
        rights.push(left.right);
        left = left.left;
      }
      expr(w, left);
      for (let i = rights.length - 1; i >= 0; i--) expr(w, rights[i]!);
      break;
    }
    case 'BoolOp':
    case 'JoinedStr':
    case 'TemplateStr':
      exprs(w, e.values);
      break;
    case 'NamedExpr':
    case 'Starred':
    case 'Await':
      expr(w, e.value);
      break;
    case 'UnaryOp':
      expr(w, e.operand);
      break;
    case 'Lambda':
      exprs(w, e.args.defaults);
      for (const d of e.args.kw_defaults) opt(w, d);
      inScope(w, w.table.scopes.get(e)!, 'sync', () => expr(w, e.body));
      break;
    case 'IfExp':
      expr(w, e.test);
      expr(w, e.body);
      expr(w, e.orelse);
      break;
    case 'Dict':
      e.values.forEach((v, i) => {
        opt(w, e.keys[i]!);
        expr(w, v);
      });
      break;
    case 'Set':
    case 'List':
    case 'Tuple':
      exprs(w, e.elts);
      break;
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      comprehension(w, e, [e.elt]);
      break;
    case 'DictComp':
      comprehension(w, e, [e.key, e.value]);
      break;
    case 'Yield':
    case 'YieldFrom': {
      const what = e.kind === 'Yield' ? 'yield' : 'yield from';
      if (!isFunctionLike(w.scope)) syntaxErrorAt(`'${what}' outside function`, e);
      if (e.kind === 'YieldFrom' && w.functionKind === 'async') syntaxErrorAt("'yield from' inside async function", e);
      opt(w, e.value);
      break;
    }
    case 'Compare':
      checkComparison(w, e);
      expr(w, e.left);
      exprs(w, e.comparators);
      break;
    case 'FormattedValue':
    case 'Interpolation':
      expr(w, e.value);
      opt(w, e.format_spec);
      break;
    case 'Slice':
      opt(w, e.lower);
      opt(w, e.upper);
      opt(w, e.step);
      break;
  }
}

function comprehension(w: Walk, e: ExprNode & { kind: 'ListComp' | 'SetComp' | 'DictComp' | 'GeneratorExp' }, elements: ExprNode[]): void {
  expr(w, e.generators[0]!.iter);
  const { functionKind, scope } = w;
  // A comprehension is a function of its own for `yield`, but its body may await where the function around may.
  w.scope = w.table.scopes.get(e)!;
  e.generators.forEach((g, i) => {
    if (i > 0) expr(w, g.iter);
    target(w, g.target);
    exprs(w, g.ifs);
  });
  exprs(w, elements);
  w.scope = scope;
  w.functionKind = functionKind;
}

/** a(b)[c].d: unrolled, as in the symbol table. */
function trailer(w: Walk, e: ExprNode): void {
  const chain: ExprNode[] = [];
  for (;;) {
    chain.push(e);
    if (e.kind === 'Attribute' || e.kind === 'Subscript') e = e.value;
    else if (e.kind === 'Call') e = e.func;
    else break;
  }
  expr(w, chain.pop()!);
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i]!;
    if (link.kind === 'Call') {
      checkCallee(w, link.func);
      exprs(w, link.args);
      keywords(w, link.keywords);
    } else if (link.kind === 'Subscript') {
      if (link.ctx === 'Load') checkSubscript(w, link);
      expr(w, link.slice);
    }
  }
}
