// Checks of a syntax tree that Python code made: what the parser could never have given is refused before it is compiled.
// Walks trees of `syntax/ast.ts` in which a missing list item is null. CPython: Python/ast.c.
import { raise } from '../objects/ops/raise.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';

type Node = any;
type Ctx = 'Load' | 'Store' | 'Del';

export function validateTree(mod: Node): void {
  switch (mod.kind) {
    case 'Module':
    case 'Interactive':
      return stmts(mod.body);
    case 'Expression':
      return expr(mod.body, 'Load');
    default:
      exprs(mod.argtypes, 'Load');
      expr(mod.returns, 'Load');
  }
}

function fail(text: string): never {
  raise(ValueError, text);
}

function position(n: Node): void {
  if (n.lineno > n.end_lineno) fail(`AST node line range (${n.lineno}, ${n.end_lineno}) is not valid`);
  if ((n.lineno < 0 && n.end_lineno !== n.lineno) || (n.col_offset < 0 && n.col_offset !== n.end_col_offset)) {
    fail(`AST node column range (${n.col_offset}, ${n.end_col_offset}) for line range (${n.lineno}, ${n.end_lineno}) is not valid`);
  }
  if (n.lineno === n.end_lineno && n.col_offset > n.end_col_offset) fail(`line ${n.lineno}, column ${n.col_offset}-${n.end_col_offset} is not a valid range`);
}

function nonEmpty(list: readonly unknown[], what: string, owner: string): void {
  if (list.length === 0) fail(`empty ${what} on ${owner}`);
}

function name(text: string): void {
  if (text === 'None' || text === 'True' || text === 'False') fail(`identifier field can't represent '${text}' constant`);
}

// --- statements --------------------------------------------------------------------------------------------------------------

function stmts(list: readonly Node[]): void {
  for (const s of list) {
    if (s === null) fail('None disallowed in statement list');
    stmt(s);
  }
}

function body(list: readonly Node[], owner: string): void {
  nonEmpty(list, 'body', owner);
  stmts(list);
}

function assigned(list: readonly Node[], owner: string, ctx: Ctx): void {
  nonEmpty(list, 'targets', owner);
  exprs(list, ctx);
}

function stmt(s: Node): void {
  position(s);
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      name(s.name);
      body(s.body, s.kind);
      typeParams(s.type_params);
      parameters(s.args);
      exprs(s.decorator_list, 'Load');
      optional(s.returns);
      return;
    case 'ClassDef':
      name(s.name);
      body(s.body, 'ClassDef');
      typeParams(s.type_params);
      exprs(s.bases, 'Load');
      keywords(s.keywords);
      exprs(s.decorator_list, 'Load');
      return;
    case 'Return':
      return optional(s.value);
    case 'Delete':
      return assigned(s.targets, 'Delete', 'Del');
    case 'Assign':
      assigned(s.targets, 'Assign', 'Store');
      return expr(s.value, 'Load');
    case 'AugAssign':
      expr(s.target, 'Store');
      return expr(s.value, 'Load');
    case 'AnnAssign':
      if (s.target.kind !== 'Name' && s.simple !== 0) raise(TypeError, 'AnnAssign with simple non-Name target');
      expr(s.target, 'Store');
      optional(s.value);
      return expr(s.annotation, 'Load');
    case 'TypeAlias':
      if (s.name.kind !== 'Name') raise(TypeError, 'TypeAlias with non-Name name');
      expr(s.name, 'Store');
      typeParams(s.type_params);
      return expr(s.value, 'Load');
    case 'For':
    case 'AsyncFor':
      expr(s.target, 'Store');
      expr(s.iter, 'Load');
      body(s.body, s.kind);
      return stmts(s.orelse);
    case 'While':
    case 'If':
      expr(s.test, 'Load');
      body(s.body, s.kind);
      return stmts(s.orelse);
    case 'With':
    case 'AsyncWith':
      nonEmpty(s.items, 'items', s.kind);
      for (const item of s.items) {
        expr(item.context_expr, 'Load');
        if (item.optional_vars !== null) expr(item.optional_vars, 'Store');
      }
      return body(s.body, s.kind);
    case 'Match':
      expr(s.subject, 'Load');
      nonEmpty(s.cases, 'cases', 'Match');
      for (const c of s.cases) {
        pattern(c.pattern, /* starAllowed */ false);
        optional(c.guard);
        body(c.body, 'match_case');
      }
      return;
    case 'Raise':
      if (s.exc !== null) {
        expr(s.exc, 'Load');
        optional(s.cause);
      } else if (s.cause !== null) fail('Raise with cause but no exception');
      return;
    case 'Try':
    case 'TryStar':
      return tryStatement(s);
    case 'Assert':
      expr(s.test, 'Load');
      return optional(s.msg);
    case 'Import':
      nonEmpty(s.names, 'names', 'Import');
      return aliases(s.names);
    case 'ImportFrom':
      if (s.level !== null && s.level < 0) fail('Negative ImportFrom level');
      nonEmpty(s.names, 'names', 'ImportFrom');
      return aliases(s.names);
    case 'Global':
    case 'Nonlocal':
      return nonEmpty(s.names, 'names', s.kind);
    case 'Expr':
      return expr(s.value, 'Load');
    default:
  }
}

function tryStatement(s: Node): void {
  body(s.body, s.kind);
  if (s.handlers.length === 0 && s.finalbody.length === 0) fail(`${s.kind} has neither except handlers nor finalbody`);
  if (s.handlers.length === 0 && s.orelse.length > 0) fail(`${s.kind} has orelse but no except handlers`);
  for (const h of s.handlers) {
    position(h);
    optional(h.type);
    if (h.name !== null) name(h.name);
    body(h.body, 'ExceptHandler');
  }
  stmts(s.finalbody);
  stmts(s.orelse);
}

function aliases(list: readonly Node[]): void {
  for (const a of list) {
    name(a.name);
    if (a.asname !== null) name(a.asname);
  }
}

function parameters(a: Node): void {
  const annotated = (list: readonly Node[]): void => {
    for (const p of list) {
      position(p);
      name(p.arg);
      optional(p.annotation);
    }
  };
  annotated(a.posonlyargs);
  annotated(a.args);
  annotated(a.vararg === null ? [] : [a.vararg]);
  annotated(a.kwonlyargs);
  annotated(a.kwarg === null ? [] : [a.kwarg]);
  if (a.defaults.length > a.posonlyargs.length + a.args.length) fail('more positional defaults than args on arguments');
  if (a.kw_defaults.length !== a.kwonlyargs.length) fail('length of kwonlyargs is not the same as kw_defaults on arguments');
  exprs(a.defaults, 'Load');
  exprs(a.kw_defaults, 'Load', /* holes */ true);
}

function typeParams(list: readonly Node[]): void {
  for (const p of list) {
    position(p);
    name(p.name);
    if (p.kind === 'TypeVar') optional(p.bound);
    optional(p.default_value);
  }
}

function keywords(list: readonly Node[]): void {
  for (const k of list) expr(k.value, 'Load');
}

// --- expressions -----------------------------------------------------------------------------------------------------------------

function exprs(list: readonly Node[], ctx: Ctx, holes = false): void {
  for (const e of list) {
    if (e !== null) expr(e, ctx);
    else if (!holes) fail('None disallowed in expression list');
  }
}

function optional(e: Node): void {
  if (e !== null) expr(e, 'Load');
}

function comprehensions(generators: readonly Node[]): void {
  if (generators.length === 0) fail('comprehension with no generators');
  for (const g of generators) {
    expr(g.target, 'Store');
    expr(g.iter, 'Load');
    exprs(g.ifs, 'Load');
  }
}

function context(e: Node, ctx: Ctx): void {
  switch (e.kind) {
    case 'Attribute':
    case 'Subscript':
    case 'Starred':
    case 'Name':
    case 'List':
    case 'Tuple':
      if (e.kind === 'Name') name(e.id);
      if (e.ctx !== ctx) fail(`expression must have ${ctx} context but has ${e.ctx} instead`);
      return;
    default:
      if (ctx !== 'Load') fail(`expression which can't be assigned to in ${ctx} context`);
  }
}

function expr(e: Node, ctx: Ctx): void {
  position(e);
  context(e, ctx);
  switch (e.kind) {
    case 'BoolOp':
      if (e.values.length < 2) fail('BoolOp with less than 2 values');
      return exprs(e.values, 'Load');
    case 'BinOp':
      expr(e.left, 'Load');
      return expr(e.right, 'Load');
    case 'UnaryOp':
      return expr(e.operand, 'Load');
    case 'Lambda':
      parameters(e.args);
      return expr(e.body, 'Load');
    case 'IfExp':
      expr(e.test, 'Load');
      expr(e.body, 'Load');
      return expr(e.orelse, 'Load');
    case 'Dict':
      if (e.keys.length !== e.values.length) fail("Dict doesn't have the same number of keys as values");
      exprs(e.keys, 'Load', /* holes */ true);
      return exprs(e.values, 'Load');
    case 'Set':
      return exprs(e.elts, 'Load');
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      comprehensions(e.generators);
      return expr(e.elt, 'Load');
    case 'DictComp':
      comprehensions(e.generators);
      expr(e.key, 'Load');
      return expr(e.value, 'Load');
    case 'Yield':
      return optional(e.value);
    case 'YieldFrom':
    case 'Await':
      return expr(e.value, 'Load');
    case 'Compare':
      if (e.comparators.length === 0) fail('Compare with no comparators');
      if (e.comparators.length !== e.ops.length) fail('Compare has a different number of comparators and operands');
      exprs(e.comparators, 'Load');
      return expr(e.left, 'Load');
    case 'Call':
      expr(e.func, 'Load');
      exprs(e.args, 'Load');
      return keywords(e.keywords);
    case 'JoinedStr':
    case 'TemplateStr':
      return exprs(e.values, 'Load');
    case 'FormattedValue':
    case 'Interpolation':
      expr(e.value, 'Load');
      return optional(e.format_spec);
    case 'Attribute':
      return expr(e.value, 'Load');
    case 'Subscript':
      expr(e.slice, 'Load');
      return expr(e.value, 'Load');
    case 'Starred':
      return expr(e.value, ctx);
    case 'Slice':
      optional(e.lower);
      optional(e.upper);
      return optional(e.step);
    case 'List':
    case 'Tuple':
      return exprs(e.elts, ctx);
    case 'NamedExpr':
      if (e.target.kind !== 'Name') raise(TypeError, 'NamedExpr target must be a Name');
      return expr(e.value, 'Load');
    default:
  }
}

// --- patterns ----------------------------------------------------------------------------------------------------------------------

function capture(text: string): void {
  if (text === '_') fail("can't capture name '_' in patterns");
  name(text);
}

const isNumber = (e: Node, types: readonly string[]): boolean => e.kind === 'Constant' && types.includes(e.value.type);
const REAL = ['int', 'float'],
  COMPLEX = ['complex', 'complexPair'];
const isSignedNumber = (e: Node, types: readonly string[]): boolean =>
  isNumber(e, types) || (e.kind === 'UnaryOp' && e.op === 'USub' && isNumber(e.operand, types));

function matchValue(e: Node): void {
  expr(e, 'Load');
  switch (e.kind) {
    case 'Constant':
      if (![...REAL, ...COMPLEX, 'str', 'wstr', 'bytes'].includes(e.value.type)) fail('unexpected constant inside of a literal pattern');
      return;
    case 'Attribute':
    case 'JoinedStr':
    case 'TemplateStr':
      return;
    case 'UnaryOp':
      if (isSignedNumber(e, [...REAL, ...COMPLEX])) return;
      break;
    case 'BinOp':
      if ((e.op === 'Add' || e.op === 'Sub') && isSignedNumber(e.left, REAL) && isNumber(e.right, COMPLEX)) return;
      break;
    default:
  }
  fail('patterns may only match literals and attribute lookups');
}

function patterns(list: readonly Node[], starAllowed: boolean): void {
  for (const p of list) pattern(p, starAllowed);
}

function pattern(p: Node, starAllowed: boolean): void {
  position(p);
  switch (p.kind) {
    case 'MatchValue':
      return matchValue(p.value);
    case 'MatchSingleton':
      if (p.value.type !== 'None' && p.value.type !== 'bool') fail('MatchSingleton can only contain True, False and None');
      return;
    case 'MatchSequence':
      return patterns(p.patterns, true);
    case 'MatchMapping':
      if (p.keys.length !== p.patterns.length) fail("MatchMapping doesn't have the same number of keys as patterns");
      if (p.rest !== null) capture(p.rest);
      for (const key of p.keys) if (!isNumber(key, ['None', 'bool'])) matchValue(key);
      return patterns(p.patterns, false);
    case 'MatchClass': {
      if (p.kwd_attrs.length !== p.kwd_patterns.length) fail("MatchClass doesn't have the same number of keyword attributes as patterns");
      expr(p.cls, 'Load');
      let cls = p.cls;
      while (cls.kind === 'Attribute') cls = cls.value;
      if (cls.kind !== 'Name') fail('MatchClass cls field can only contain Name or Attribute nodes.');
      p.kwd_attrs.forEach(name);
      patterns(p.patterns, false);
      return patterns(p.kwd_patterns, false);
    }
    case 'MatchStar':
      if (!starAllowed) fail("can't use MatchStar here");
      if (p.name !== null) capture(p.name);
      return;
    case 'MatchAs':
      if (p.name !== null) capture(p.name);
      if (p.pattern === null) return;
      if (p.name === null) fail('MatchAs must specify a target name if a pattern is given');
      return pattern(p.pattern, false);
    default:
      if (p.patterns.length < 2) fail('MatchOr requires at least 2 patterns');
      return patterns(p.patterns, false);
  }
}
