// First pass of the symbol table: AST → a tree of scopes with the definitions and uses of each name. CPython: Python/symtable.c.
//
// Visiting order is observable (order of symbols, which of two errors is reported), so it follows CPython's. Left-deep
// operator chains and `elif` chains are walked by loops: their depth is bounded by the source, not by the JS stack.

import type {
  AnnAssign,
  ArgNode,
  ArgumentsNode,
  AsyncFunctionDef,
  Await,
  ClassDef,
  ComprehensionNode,
  DictComp,
  ExprContext,
  ExprNode,
  FunctionDef,
  GeneratorExp,
  KeywordNode,
  ListComp,
  ModNode,
  NamedExpr,
  PatternNode,
  Position,
  SetComp,
  StmtNode,
  TypeAlias,
  TypeParamNode,
  Yield,
  YieldFrom,
} from '../syntax/ast.ts';
import { syntaxErrorAt } from './errors.ts';
import {
  DEF_ANNOT,
  DEF_COMP_ITER,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  USE,
  Scope,
  isFunctionLike,
  mangleIn,
  type FutureFeatures,
  type ScopeType,
  type SymbolTable,
} from './scope.ts';

export interface BuildOptions {
  future: FutureFeatures;
  /** `await` and async comprehensions outside functions (PyCF_ALLOW_TOP_LEVEL_AWAIT). */
  allowTopLevelAwait?: boolean;
}

/** The state of the walk. */
interface Builder {
  current: Scope;
  readonly stack: Scope[];
  readonly top: Scope;
  /** Name of the innermost class, for mangling. */
  className: string | undefined;
  readonly scopes: Map<object, Scope>;
  readonly defaultScopes: Map<object, Scope>;
  readonly options: BuildOptions;
}

const NOWHERE: Position = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

export function buildScopes(mod: ModNode, options: BuildOptions): SymbolTable {
  const top = new Scope('module', 'top', NOWHERE, /* nested */ false);
  const b: Builder = {
    current: top,
    stack: [top],
    top,
    className: undefined,
    scopes: new Map([[mod as object, top]]),
    defaultScopes: new Map(),
    options,
  };
  switch (mod.kind) {
    case 'Module':
      top.hasDocstring = hasDocstring(mod.body);
      visitBody(b, mod.body);
      break;
    case 'Interactive':
      visitBody(b, mod.body);
      break;
    case 'Expression':
      visitExpr(b, mod.body);
      break;
    case 'FunctionType':
      syntaxErrorAt('this compiler does not handle FunctionTypes', NOWHERE);
  }
  return { top, scopes: b.scopes, defaultScopes: b.defaultScopes, future: options.future };
}

export function hasDocstring(body: readonly StmtNode[]): boolean {
  const first = body[0];
  return (
    first !== undefined && first.kind === 'Expr' && first.value.kind === 'Constant' && (first.value.value.type === 'str' || first.value.value.type === 'wstr')
  );
}

// ---- blocks

function newScope(b: Builder, type: ScopeType, name: string, loc: Position): Scope {
  const scope = new Scope(type, name, loc, b.current.nested || isFunctionLike(b.current));
  scope.isMethod = type === 'function' && (b.current.type === 'class' || (b.current.type === 'typeParameters' && b.current.canSeeClassScope));
  return scope;
}

function enterBlock(b: Builder, type: ScopeType, name: string, key: object, loc: Position): Scope {
  const scope = newScope(b, type, name, loc);
  b.scopes.set(key, scope);
  enterScope(b, scope);
  return scope;
}

function enterScope(b: Builder, scope: Scope): void {
  const parent = b.current;
  scope.compIterExpr = parent.compIterExpr;
  if (parent.mangledNames !== undefined && scope.type !== 'class') scope.mangledNames = parent.mangledNames;
  b.stack.push(scope);
  b.current = scope;
  // Under `from __future__ import annotations` the annotations are text, so their scopes do not take part.
  if (scope.type === 'annotation' && b.options.future.annotations) return;
  if (!parent.children.includes(scope, parent.children.length > 8 ? parent.children.length - 8 : 0)) parent.children.push(scope);
}

function exitBlock(b: Builder): void {
  b.stack.pop();
  b.current = b.stack[b.stack.length - 1]!;
}

// ---- names

function lookup(b: Builder, name: string): number {
  return b.current.flags(mangleIn(b.current, b.className, name));
}

function addDef(b: Builder, name: string, flag: number, loc: Position): void {
  if (flag & DEF_TYPE_PARAM && b.current.mangledNames !== undefined) b.current.mangledNames.add(name);
  if (name === '__debug__' && flag & (DEF_PARAM | DEF_LOCAL | DEF_IMPORT)) cannotTouchDebug('assign to', loc);
  addDefIn(b, b.current, name, flag, loc);
}

function addDefIn(b: Builder, scope: Scope, name: string, flag: number, loc: Position): void {
  const mangled = mangleIn(b.current, b.className, name);
  let value = scope.flags(mangled);
  if (flag & value & DEF_PARAM) syntaxErrorAt(`duplicate argument '${name}' in function definition`, loc);
  if (flag & value & DEF_TYPE_PARAM) syntaxErrorAt(`duplicate type parameter '${name}'`, loc);
  value |= flag;
  if (scope.compIterTarget) {
    if (value & (DEF_GLOBAL | DEF_NONLOCAL)) {
      syntaxErrorAt(`comprehension inner loop cannot rebind assignment expression target '${name}'`, loc);
    }
    value |= DEF_COMP_ITER;
  }
  scope.symbols.set(mangled, value);
  if (flag & DEF_PARAM) scope.varnames.push(mangled);
  else if (flag & DEF_GLOBAL) b.top.symbols.set(mangled, b.top.flags(mangled) | flag);
}

function cannotTouchDebug(verb: string, loc: Position): never {
  syntaxErrorAt(`cannot ${verb} __debug__`, loc);
}

function checkName(name: string, ctx: ExprContext, loc: Position): void {
  if (name !== '__debug__') return;
  if (ctx === 'Store') cannotTouchDebug('assign to', loc);
  if (ctx === 'Del') cannotTouchDebug('delete', loc);
}

function addName(b: Builder, name: string, ctx: ExprContext, loc: Position): void {
  checkName(name, ctx, loc);
  addDef(b, name, ctx === 'Load' ? USE : DEF_LOCAL, loc);
}

function recordDirective(b: Builder, name: string, loc: Position): void {
  b.current.directives.push({ name: mangleIn(b.current, b.className, name), loc });
}

// ---- statements

function visitBody(b: Builder, body: readonly StmtNode[]): void {
  for (const stmt of body) visitStmt(b, stmt);
}

function visitConditional(b: Builder, ...bodies: (readonly StmtNode[])[]): void {
  const scope = b.current;
  const before = scope.inConditionalBlock;
  scope.inConditionalBlock = true;
  for (const body of bodies) visitBody(b, body);
  scope.inConditionalBlock = before;
}

function visitStmt(b: Builder, s: StmtNode): void {
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      visitFunctionDef(b, s);
      break;
    case 'ClassDef':
      visitClassDef(b, s);
      break;
    case 'TypeAlias':
      visitTypeAlias(b, s);
      break;
    case 'Return':
      if (s.value !== null) {
        visitExpr(b, s.value);
        b.current.returnsValue = true;
      }
      break;
    case 'Delete':
      visitExprs(b, s.targets);
      break;
    case 'Assign':
      visitExprs(b, s.targets);
      visitExpr(b, s.value);
      break;
    case 'AugAssign':
      visitExpr(b, s.target);
      visitExpr(b, s.value);
      break;
    case 'AnnAssign':
      visitAnnAssign(b, s);
      break;
    case 'For':
    case 'AsyncFor':
      if (s.kind === 'AsyncFor' && topLevelAwaitAllowed(b)) b.current.isCoroutine = true;
      visitExpr(b, s.target);
      visitExpr(b, s.iter);
      visitConditional(b, s.body, s.orelse);
      break;
    case 'While':
      visitExpr(b, s.test);
      visitConditional(b, s.body, s.orelse);
      break;
    case 'If':
      visitIf(b, s);
      break;
    case 'Match':
      visitExpr(b, s.subject);
      for (const c of s.cases) {
        visitPattern(b, c.pattern);
        if (c.guard !== null) visitExpr(b, c.guard);
        visitConditional(b, c.body);
      }
      break;
    case 'Raise':
      visitOpt(b, s.exc);
      visitOpt(b, s.cause);
      break;
    case 'Try':
    case 'TryStar':
      visitConditional(b, s.body);
      for (const h of s.handlers) {
        visitOpt(b, h.type);
        if (h.name !== null) addDef(b, h.name, DEF_LOCAL, h);
        visitConditional(b, h.body);
      }
      visitConditional(b, s.orelse, s.finalbody);
      break;
    case 'Assert':
      visitExpr(b, s.test);
      visitOpt(b, s.msg);
      break;
    case 'Import':
    case 'ImportFrom':
      for (const alias of s.names) visitAlias(b, alias);
      break;
    case 'Global':
      visitDirective(b, s.names, 'global', s);
      break;
    case 'Nonlocal':
      visitDirective(b, s.names, 'nonlocal', s);
      break;
    case 'Expr':
      visitExpr(b, s.value);
      break;
    case 'Pass':
    case 'Break':
    case 'Continue':
      break;
    case 'With':
    case 'AsyncWith':
      if (s.kind === 'AsyncWith' && topLevelAwaitAllowed(b)) b.current.isCoroutine = true;
      for (const item of s.items) {
        visitExpr(b, item.context_expr);
        visitOpt(b, item.optional_vars);
      }
      visitConditional(b, s.body);
      break;
  }
}

function visitIf(b: Builder, s: StmtNode & { kind: 'If' }): void {
  const scope = b.current;
  const before = scope.inConditionalBlock;
  for (;;) {
    visitExpr(b, s.test);
    scope.inConditionalBlock = true;
    visitBody(b, s.body);
    const next: StmtNode | undefined = s.orelse[0];
    if (s.orelse.length !== 1 || next === undefined || next.kind !== 'If') break;
    s = next;
  }
  visitBody(b, s.orelse);
  scope.inConditionalBlock = before;
}

function visitFunctionDef(b: Builder, s: FunctionDef | AsyncFunctionDef): void {
  addDef(b, s.name, DEF_LOCAL, s);
  visitDefaults(b, s.args);
  visitExprs(b, s.decorator_list);
  const generic = s.type_params.length > 0;
  if (generic) enterTypeParameters(b, s.name, s.type_params, s, s.args);
  const scope = newScope(b, 'function', s.name, s);
  b.scopes.set(s, scope);
  visitParameterAnnotations(b, s.args, s.returns, scope, s);
  scope.hasDocstring = hasDocstring(s.body);
  if (s.kind === 'AsyncFunctionDef') scope.isCoroutine = true;
  enterScope(b, scope);
  visitParameters(b, s.args);
  visitBody(b, s.body);
  exitBlock(b);
  if (generic) exitBlock(b);
}

function visitDefaults(b: Builder, args: ArgumentsNode): void {
  visitExprs(b, args.defaults);
  for (const d of args.kw_defaults) visitOpt(b, d);
}

function visitParameters(b: Builder, args: ArgumentsNode): void {
  for (const a of args.posonlyargs) addDef(b, a.arg, DEF_PARAM, a);
  for (const a of args.args) addDef(b, a.arg, DEF_PARAM, a);
  for (const a of args.kwonlyargs) addDef(b, a.arg, DEF_PARAM, a);
  if (args.vararg !== null) {
    addDef(b, args.vararg.arg, DEF_PARAM, args.vararg);
    b.current.hasVarargs = true;
  }
  if (args.kwarg !== null) {
    addDef(b, args.kwarg.arg, DEF_PARAM, args.kwarg);
    b.current.hasVarkeywords = true;
  }
}

function visitClassDef(b: Builder, s: ClassDef): void {
  addDef(b, s.name, DEF_LOCAL, s);
  visitExprs(b, s.decorator_list);
  const outerClass = b.className;
  const generic = s.type_params.length > 0;
  if (generic) {
    b.className = s.name;
    enterTypeParameters(b, s.name, s.type_params, s, null, /* inside */ outerClass);
  }
  visitExprs(b, s.bases);
  visitKeywords(b, s.keywords);
  const scope = enterBlock(b, 'class', s.name, s, s);
  b.className = s.name;
  if (generic) {
    addDef(b, '__type_params__', DEF_LOCAL, s);
    addDef(b, '.type_params', USE, s);
  }
  scope.hasDocstring = hasDocstring(s.body);
  visitBody(b, s.body);
  exitBlock(b);
  if (generic) exitBlock(b);
  b.className = outerClass;
}

function visitTypeAlias(b: Builder, s: TypeAlias): void {
  visitExpr(b, s.name);
  const name = s.name.kind === 'Name' ? s.name.id : '';
  const isInClass = b.current.type === 'class';
  const generic = s.type_params.length > 0;
  if (generic) enterTypeParameters(b, name, s.type_params, s, null);
  enterEvaluated(b, 'typeAlias', name, s, s, isInClass);
  visitExpr(b, s.value);
  exitBlock(b);
  if (generic) exitBlock(b);
}

/** Enters a lazily evaluated scope: a function of one hidden parameter, the format. */
function enterEvaluated(b: Builder, type: ScopeType, name: string, key: object, loc: Position, isInClass: boolean, keys = b.scopes): Scope {
  const scope = newScope(b, type, name, loc);
  keys.set(key, scope);
  enterScope(b, scope);
  addDef(b, '.format', DEF_PARAM, loc);
  addDef(b, '.format', USE, loc);
  if (isInClass) {
    scope.canSeeClassScope = true;
    addDef(b, '__classdict__', USE, loc);
  }
  return scope;
}

function visitAnnAssign(b: Builder, s: AnnAssign): void {
  b.current.annotationsUsed = true;
  const { target } = s;
  if (target.kind === 'Name') {
    const flags = lookup(b, target.id);
    if (flags & (DEF_GLOBAL | DEF_NONLOCAL) && b.current !== b.top && s.simple) {
      syntaxErrorAt(`annotated name '${target.id}' can't be ${flags & DEF_GLOBAL ? 'global' : 'nonlocal'}`, s);
    }
    if (s.simple) addDef(b, target.id, DEF_ANNOT | DEF_LOCAL, target);
    else if (s.value !== null) addDef(b, target.id, DEF_LOCAL, target);
  } else {
    visitExpr(b, target);
  }
  visitVariableAnnotation(b, s.annotation);
  visitOpt(b, s.value);
}

/** All variable annotations of a class, module or function share one scope; in functions they are never evaluated. */
function visitVariableAnnotation(b: Builder, annotation: ExprNode): void {
  const parent = b.current;
  const unevaluated = parent.type === 'function';
  // A module may be run in part, so its annotations always count as conditional.
  if (((parent.type === 'class' && parent.inConditionalBlock) || parent.type === 'module') && !parent.hasConditionalAnnotations) {
    parent.hasConditionalAnnotations = true;
    addDef(b, '__conditional_annotations__', USE, annotation);
  }
  if (parent.annotationScope === undefined) {
    parent.annotationScope = enterEvaluated(b, 'annotation', '__annotate__', annotation, annotation, parent.type === 'class');
  } else {
    enterScope(b, parent.annotationScope);
  }
  const scope = b.current;
  if (unevaluated) scope.inUnevaluatedAnnotation = true;
  visitExpr(b, annotation);
  scope.inUnevaluatedAnnotation = false;
  exitBlock(b);
}

function visitParameterAnnotations(b: Builder, args: ArgumentsNode, returns: ExprNode | null, scope: Scope, loc: Position): void {
  const isInClass = b.current.canSeeClassScope || b.current.type === 'class';
  enterEvaluated(b, 'annotation', '__annotate__', args, loc, isInClass);
  const visit = (a: ArgNode | null): void => {
    if (a === null || a.annotation === null) return;
    visitExpr(b, a.annotation);
    scope.annotationsUsed = true;
  };
  args.posonlyargs.forEach(visit);
  args.args.forEach(visit);
  visit(args.vararg);
  visit(args.kwarg);
  args.kwonlyargs.forEach(visit);
  if (returns !== null) {
    visitExpr(b, returns);
    scope.annotationsUsed = true;
  }
  exitBlock(b);
}

function enterTypeParameters(
  b: Builder,
  name: string,
  params: TypeParamNode[],
  owner: FunctionDef | AsyncFunctionDef | ClassDef | TypeAlias,
  args: ArgumentsNode | null,
  outerClass?: string,
): void {
  const inClass = b.current.type === 'class';
  const className = b.className;
  if (owner.kind === 'ClassDef') b.className = outerClass;
  const scope = enterBlock(b, 'typeParameters', name, params, owner);
  if (inClass) {
    scope.canSeeClassScope = true;
    addDef(b, '__classdict__', USE, owner);
  }
  if (owner.kind === 'ClassDef') {
    scope.mangledNames = new Set();
    addDef(b, '.type_params', DEF_LOCAL, owner);
    addDef(b, '.type_params', USE, owner);
    addDef(b, '.generic_base', DEF_LOCAL, owner);
    addDef(b, '.generic_base', USE, owner);
  }
  if (args !== null) {
    addDef(b, '.defaults', DEF_PARAM, owner);
    if (args.kw_defaults.some((d) => d !== null)) addDef(b, '.kwdefaults', DEF_PARAM, owner);
  }
  b.className = className;
  for (const p of params) visitTypeParam(b, p);
}

function visitTypeParam(b: Builder, p: TypeParamNode): void {
  addDef(b, p.name, DEF_TYPE_PARAM | DEF_LOCAL, p);
  // Checked after the definition, and also where there is neither bound nor default.
  if (p.name === '__classdict__') syntaxErrorAt(`reserved name '${p.name}' cannot be used for type parameter`, p);
  if (p.kind === 'TypeVar' && p.bound !== null) {
    visitTypeParamPart(b, p, p.bound, p.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound', b.scopes);
  }
  if (p.default_value !== null) visitTypeParamPart(b, p, p.default_value, `a ${p.kind} default`, b.defaultScopes);
}

function visitTypeParamPart(b: Builder, p: TypeParamNode, e: ExprNode, info: string, keys: Map<object, Scope>): void {
  const scope = enterEvaluated(b, 'typeVariable', p.name, p, e, b.current.canSeeClassScope, keys);
  scope.scopeInfo = info;
  visitExpr(b, e);
  exitBlock(b);
}

function visitAlias(b: Builder, alias: { name: string; asname: string | null } & Position): void {
  if (alias.name === '*') {
    if (b.current.type !== 'module') syntaxErrorAt('import * only allowed at module level', alias);
    return;
  }
  const dot = alias.name.indexOf('.');
  const name = alias.asname ?? (dot < 0 ? alias.name : alias.name.slice(0, dot));
  checkName(name, 'Store', alias);
  addDef(b, name, DEF_IMPORT, alias);
}

function visitDirective(b: Builder, names: string[], kind: 'global' | 'nonlocal', loc: Position): void {
  for (const name of names) {
    const flags = lookup(b, name);
    if (flags & (DEF_PARAM | DEF_LOCAL | USE | DEF_ANNOT)) {
      if (flags & DEF_PARAM) syntaxErrorAt(`name '${name}' is parameter and ${kind}`, loc);
      if (flags & USE) syntaxErrorAt(`name '${name}' is used prior to ${kind} declaration`, loc);
      if (flags & DEF_ANNOT) syntaxErrorAt(`annotated name '${name}' can't be ${kind}`, loc);
      syntaxErrorAt(`name '${name}' is assigned to before ${kind} declaration`, loc);
    }
    addDef(b, name, kind === 'global' ? DEF_GLOBAL : DEF_NONLOCAL, loc);
    recordDirective(b, name, loc);
  }
}

// ---- patterns

function visitPattern(b: Builder, p: PatternNode): void {
  switch (p.kind) {
    case 'MatchValue':
      visitExpr(b, p.value);
      break;
    case 'MatchSingleton':
      break;
    case 'MatchSequence':
    case 'MatchOr':
      for (const q of p.patterns) visitPattern(b, q);
      break;
    case 'MatchStar':
      if (p.name !== null) addDef(b, p.name, DEF_LOCAL, p);
      break;
    case 'MatchMapping':
      visitExprs(b, p.keys);
      for (const q of p.patterns) visitPattern(b, q);
      if (p.rest !== null) addDef(b, p.rest, DEF_LOCAL, p);
      break;
    case 'MatchClass':
      visitExpr(b, p.cls);
      for (const q of p.patterns) visitPattern(b, q);
      p.kwd_attrs.forEach((name, i) => checkName(name, 'Store', p.kwd_patterns[i]!));
      for (const q of p.kwd_patterns) visitPattern(b, q);
      break;
    case 'MatchAs':
      if (p.pattern !== null) visitPattern(b, p.pattern);
      if (p.name !== null) addDef(b, p.name, DEF_LOCAL, p);
      break;
  }
}

// ---- expressions

function visitExprs(b: Builder, list: readonly ExprNode[]): void {
  for (const e of list) visitExpr(b, e);
}

function visitOpt(b: Builder, e: ExprNode | null): void {
  if (e !== null) visitExpr(b, e);
}

function visitKeywords(b: Builder, keywords: readonly KeywordNode[]): void {
  for (const k of keywords) if (k.arg !== null) checkName(k.arg, 'Store', k);
  for (const k of keywords) visitExpr(b, k.value);
}

function visitExpr(b: Builder, e: ExprNode): void {
  switch (e.kind) {
    case 'Constant':
      break;
    case 'Name':
      visitName(b, e.id, e.ctx, e);
      break;
    case 'Attribute':
    case 'Subscript':
    case 'Call':
      visitTrailer(b, e);
      break;
    case 'BinOp':
      visitBinOp(b, e);
      break;
    case 'BoolOp':
      visitExprs(b, e.values);
      break;
    case 'NamedExpr':
      visitNamedExpr(b, e);
      break;
    case 'UnaryOp':
      visitExpr(b, e.operand);
      break;
    case 'Lambda':
      visitDefaults(b, e.args);
      enterBlock(b, 'function', 'lambda', e, e);
      visitParameters(b, e.args);
      visitExpr(b, e.body);
      exitBlock(b);
      break;
    case 'IfExp':
      visitExpr(b, e.test);
      visitExpr(b, e.body);
      visitExpr(b, e.orelse);
      break;
    case 'Dict':
      for (const k of e.keys) visitOpt(b, k);
      visitExprs(b, e.values);
      break;
    case 'Set':
    case 'List':
    case 'Tuple':
      visitExprs(b, e.elts);
      break;
    case 'ListComp':
      visitComprehension(b, e, 'listcomp', e.elt, null);
      break;
    case 'SetComp':
      visitComprehension(b, e, 'setcomp', e.elt, null);
      break;
    case 'GeneratorExp':
      visitComprehension(b, e, 'genexpr', e.elt, null);
      break;
    case 'DictComp':
      visitComprehension(b, e, 'dictcomp', e.key, e.value);
      break;
    case 'Yield':
    case 'YieldFrom':
      visitYield(b, e);
      break;
    case 'Await':
      visitAwait(b, e);
      break;
    case 'Compare':
      visitExpr(b, e.left);
      visitExprs(b, e.comparators);
      break;
    case 'FormattedValue':
    case 'Interpolation':
      visitExpr(b, e.value);
      visitOpt(b, e.format_spec);
      break;
    case 'JoinedStr':
    case 'TemplateStr':
      visitExprs(b, e.values);
      break;
    case 'Starred':
      visitExpr(b, e.value);
      break;
    case 'Slice':
      visitOpt(b, e.lower);
      visitOpt(b, e.upper);
      visitOpt(b, e.step);
      break;
  }
}

function visitName(b: Builder, id: string, ctx: ExprContext, loc: Position): void {
  if (b.current.inUnevaluatedAnnotation) return;
  addName(b, id, ctx, loc);
  // A use of `super` is a use of the `__class__` cell.
  if (id === 'super' && ctx === 'Load' && isFunctionLike(b.current)) addDef(b, '__class__', USE, loc);
}

const frameAttributes = new Set(['_getframe', '_getframemodulename', 'currentframe', 'set_trace', 'f_locals']);

/** a.b(c)[d]…: the chain is unrolled, then visited from its innermost value outwards. */
function visitTrailer(b: Builder, e: ExprNode): void {
  const chain: ExprNode[] = [];
  for (;;) {
    if (e.kind === 'Attribute') {
      checkName(e.attr, e.ctx, e);
      if (frameAttributes.has(e.attr)) b.current.looksAtFrames = true;
      chain.push(e);
      e = e.value;
    } else if (e.kind === 'Subscript') {
      chain.push(e);
      e = e.value;
    } else if (e.kind === 'Call') {
      chain.push(e);
      e = e.func;
    } else {
      break;
    }
  }
  visitExpr(b, e);
  for (let i = chain.length - 1; i >= 0; i--) {
    const link = chain[i]!;
    if (link.kind === 'Subscript') visitExpr(b, link.slice);
    else if (link.kind === 'Call') {
      visitExprs(b, link.args);
      visitKeywords(b, link.keywords);
    }
  }
}

function visitBinOp(b: Builder, e: ExprNode & { kind: 'BinOp' }): void {
  const rights: ExprNode[] = [];
  let left: ExprNode = e;
  while (left.kind === 'BinOp') {
    rights.push(left.right);
    left = left.left;
  }
  visitExpr(b, left);
  for (let i = rights.length - 1; i >= 0; i--) visitExpr(b, rights[i]!);
}

function visitNamedExpr(b: Builder, e: NamedExpr): void {
  refuseInAnnotation(b, 'named expression', e);
  if (b.current.compIterExpr > 0) {
    syntaxErrorAt('assignment expression cannot be used in a comprehension iterable expression', e);
  }
  if (b.current.comprehension !== undefined && e.target.kind === 'Name') bindOutsideComprehension(b, e.target.id, e.target);
  b.current.holdsWalrus = true;
  visitExpr(b, e.value);
  visitExpr(b, e.target);
}

/** The target of `:=` in a comprehension belongs to the nearest enclosing scope that is not one. */
function bindOutsideComprehension(b: Builder, name: string, loc: Position): void {
  for (let i = b.stack.length - 1; i >= 0; i--) {
    const scope = b.stack[i]!;
    const flags = scope.flags(mangleIn(scope, b.className, name));
    if (scope.comprehension !== undefined) {
      if (flags & DEF_COMP_ITER && flags & DEF_LOCAL) {
        syntaxErrorAt(`assignment expression cannot rebind comprehension iteration variable '${name}'`, loc);
      }
      continue;
    }
    switch (scope.type) {
      case 'function':
        addDef(b, name, flags & DEF_GLOBAL ? DEF_GLOBAL : DEF_NONLOCAL, loc);
        recordDirective(b, name, loc);
        addDefIn(b, scope, name, DEF_LOCAL, loc);
        return;
      case 'module':
        addDef(b, name, DEF_GLOBAL, loc);
        recordDirective(b, name, loc);
        addDefIn(b, scope, name, DEF_GLOBAL, loc);
        return;
      case 'class':
        syntaxErrorAt('assignment expression within a comprehension cannot be used in a class body', loc);
      case 'typeParameters':
        syntaxErrorAt('assignment expression within a comprehension cannot be used within the definition of a generic', loc);
      case 'typeAlias':
        syntaxErrorAt('assignment expression within a comprehension cannot be used in a type alias', loc);
      case 'typeVariable':
        syntaxErrorAt('assignment expression within a comprehension cannot be used in a TypeVar bound', loc);
      case 'annotation':
        syntaxErrorAt('named expression cannot be used within an annotation', loc);
    }
  }
}

/** `yield`, `await` and `:=` have no place in lazily evaluated scopes. */
function refuseInAnnotation(b: Builder, what: string, loc: Position): void {
  switch (b.current.type) {
    case 'annotation':
      syntaxErrorAt(`${what} cannot be used within an annotation`, loc);
    case 'typeVariable':
      syntaxErrorAt(`${what} cannot be used within ${b.current.scopeInfo}`, loc);
    case 'typeAlias':
      syntaxErrorAt(`${what} cannot be used within a type alias`, loc);
    case 'typeParameters':
      syntaxErrorAt(`${what} cannot be used within the definition of a generic`, loc);
  }
}

const comprehensionNames = {
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  GeneratorExp: 'generator expression',
};

function visitYield(b: Builder, e: Yield | YieldFrom): void {
  refuseInAnnotation(b, 'yield expression', e);
  visitOpt(b, e.value);
  b.current.isGenerator = true;
  if (b.current.comprehension !== undefined) {
    syntaxErrorAt(`'yield' inside ${comprehensionNames[b.current.comprehension]}`, e);
  }
}

function visitAwait(b: Builder, e: Await): void {
  refuseInAnnotation(b, 'await expression', e);
  if (!topLevelAwaitAllowed(b)) {
    if (!isFunctionLike(b.current)) syntaxErrorAt("'await' outside function", e);
    if (!b.current.isCoroutine && b.current.comprehension === undefined) syntaxErrorAt("'await' outside async function", e);
  }
  visitExpr(b, e.value);
  b.current.isCoroutine = true;
}

function topLevelAwaitAllowed(b: Builder): boolean {
  return b.options.allowTopLevelAwait === true && b.current.type === 'module';
}

function visitComprehension(b: Builder, e: ListComp | SetComp | DictComp | GeneratorExp, name: string, elt: ExprNode, value: ExprNode | null): void {
  const first = e.generators[0]!;
  const outer = b.current;
  // The outermost iterable is evaluated in the enclosing scope.
  outer.compIterExpr++;
  visitExpr(b, first.iter);
  outer.compIterExpr--;
  const scope = enterBlock(b, 'function', name, e, e);
  scope.isMethod = false;
  scope.comprehension = e.kind;
  if (first.is_async) scope.isCoroutine = true;
  addDef(b, '.0', DEF_PARAM, e);
  scope.compIterTarget = true;
  visitExpr(b, first.target);
  scope.compIterTarget = false;
  visitExprs(b, first.ifs);
  for (let i = 1; i < e.generators.length; i++) visitInnerLoop(b, e.generators[i]!);
  if (value !== null) visitExpr(b, value);
  visitExpr(b, elt);
  const isGenerator = e.kind === 'GeneratorExp';
  scope.isGenerator = isGenerator;
  const isAsync = scope.isCoroutine && !isGenerator;
  exitBlock(b);
  if (isAsync) {
    if (!canHoldAsyncComprehension(b, outer)) {
      syntaxErrorAt('asynchronous comprehension outside of an asynchronous function', e);
    }
    outer.isCoroutine = true;
  }
}

function canHoldAsyncComprehension(b: Builder, outer: Scope): boolean {
  return outer.comprehension !== undefined || (outer.type === 'function' && outer.isCoroutine) || topLevelAwaitAllowed(b);
}

function visitInnerLoop(b: Builder, c: ComprehensionNode): void {
  const scope = b.current;
  scope.compIterTarget = true;
  visitExpr(b, c.target);
  scope.compIterTarget = false;
  scope.compIterExpr++;
  visitExpr(b, c.iter);
  scope.compIterExpr--;
  visitExprs(b, c.ifs);
  if (c.is_async) scope.isCoroutine = true;
}
