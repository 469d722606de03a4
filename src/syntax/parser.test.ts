// Facts about the parser, recorded from CPython 3.14.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dumpAst } from './dump.ts';
import { PySyntaxErrorInfo } from './errors.ts';
import { parse, type ParseOptions } from './parser.ts';

type Mode = ParseOptions['mode'];

function parseText(source: string, mode: Mode) {
  return parse(source, { filename: '<test>', mode });
}

/** Of a module, only the statements are written down. */
function expectAst(source: string, expected: string, mode: Mode = 'exec'): void {
  const dump = dumpAst(parseText(source, mode).ast);
  assert.equal(mode === 'exec' ? dump.slice('Module(body=['.length, -2) : dump, expected, source);
}

function expectWarning(source: string, message: string, line: number): void {
  assert.deepEqual(
    parseText(source, 'exec').warnings.map((warning) => [warning.message, warning.lineno]),
    [[message, line]],
  );
}

test('statements and expressions', () => {
  expectAst('x = 1', "Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))");
  expectAst('x: int = 1', "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), value=Constant(value=1), simple=1)");
  expectAst('(x): int', "AnnAssign(target=Name(id='x', ctx=Store()), annotation=Name(id='int', ctx=Load()), simple=0)");
  expectAst(
    'a, *b = c',
    "Assign(targets=[Tuple(elts=[Name(id='a', ctx=Store()), Starred(value=Name(id='b', ctx=Store()), ctx=Store())], ctx=Store())], value=Name(id='c', ctx=Load()))",
  );
  expectAst(
    'a.b[1:2, ::3] += -x',
    "AugAssign(target=Subscript(value=Attribute(value=Name(id='a', ctx=Load()), attr='b', ctx=Load()), slice=Tuple(elts=[Slice(lower=Constant(value=1), upper=Constant(value=2)), Slice(step=Constant(value=3))], ctx=Load()), ctx=Store()), op=Add(), value=UnaryOp(op=USub(), operand=Name(id='x', ctx=Load())))",
  );
  expectAst('x = y = yield z', "Assign(targets=[Name(id='x', ctx=Store()), Name(id='y', ctx=Store())], value=Yield(value=Name(id='z', ctx=Load())))");
  expectAst(
    'f(a, *b, c=1, **d)',
    "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())], keywords=[keyword(arg='c', value=Constant(value=1)), keyword(value=Name(id='d', ctx=Load()))]))",
  );
  expectAst(
    'f(x for x in y)',
    "Expr(value=Call(func=Name(id='f', ctx=Load()), args=[GeneratorExp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), is_async=0)])]))",
  );
  expectAst(
    'lambda a, /, b=1, *c, d=2, **e: a',
    "Expr(value=Lambda(args=arguments(posonlyargs=[arg(arg='a')], args=[arg(arg='b')], vararg=arg(arg='c'), kwonlyargs=[arg(arg='d')], kw_defaults=[Constant(value=2)], kwarg=arg(arg='e'), defaults=[Constant(value=1)]), body=Name(id='a', ctx=Load())))",
  );
  expectAst('a if b else c', "Expr(value=IfExp(test=Name(id='b', ctx=Load()), body=Name(id='a', ctx=Load()), orelse=Name(id='c', ctx=Load())))");
  expectAst(
    'not a or b and c',
    "Expr(value=BoolOp(op=Or(), values=[UnaryOp(op=Not(), operand=Name(id='a', ctx=Load())), BoolOp(op=And(), values=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load())])]))",
  );
  expectAst(
    'a < b is not c not in d',
    "Expr(value=Compare(left=Name(id='a', ctx=Load()), ops=[Lt(), IsNot(), NotIn()], comparators=[Name(id='b', ctx=Load()), Name(id='c', ctx=Load()), Name(id='d', ctx=Load())]))",
  );
  expectAst(
    'a ** -b ** c',
    "Expr(value=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), right=UnaryOp(op=USub(), operand=BinOp(left=Name(id='b', ctx=Load()), op=Pow(), right=Name(id='c', ctx=Load())))))",
  );
  expectAst(
    '[x async for x in y if a if b]',
    "Expr(value=ListComp(elt=Name(id='x', ctx=Load()), generators=[comprehension(target=Name(id='x', ctx=Store()), iter=Name(id='y', ctx=Load()), ifs=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], is_async=1)]))",
  );
  expectAst('{**a, 1: 2}', "Expr(value=Dict(keys=[None, Constant(value=1)], values=[Name(id='a', ctx=Load()), Constant(value=2)]))");
  expectAst('{a, *b}', "Expr(value=Set(elts=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', ctx=Load()), ctx=Load())]))");
  expectAst('(a := 1)', "Expr(value=NamedExpr(target=Name(id='a', ctx=Store()), value=Constant(value=1)))");
  expectAst('\'a\' "b"', "Expr(value=Constant(value='ab'))");
  expectAst("u'a' 'b'", "Expr(value=Constant(value='ab', kind='u'))");
  expectAst("b'\\x00\\n'", "Expr(value=Constant(value=b'\\x00\\n'))");
  expectAst("'\\ud800'", "Expr(value=Constant(value='\\ud800'))");
  expectAst(
    '0xff_ff + 1_0.5e3 + 2j',
    'Expr(value=BinOp(left=BinOp(left=Constant(value=65535), op=Add(), right=Constant(value=10500.0)), op=Add(), right=Constant(value=2j)))',
  );
  expectAst(
    "f'a{b!r:>{c}}d{{'",
    "Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='c', ctx=Load()), conversion=-1)])), Constant(value='d{')]))",
  );
  expectAst("f'{a = }'", "Expr(value=JoinedStr(values=[Constant(value='a = '), FormattedValue(value=Name(id='a', ctx=Load()), conversion=114)]))");
  expectAst(
    "'a' f'{b}' 'c'",
    "Expr(value=JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=-1), Constant(value='c')]))",
  );
  expectAst(
    "t'{a:b}c'",
    "Expr(value=TemplateStr(values=[Interpolation(value=Name(id='a', ctx=Load()), str='a', conversion=-1, format_spec=JoinedStr(values=[Constant(value='b')])), Constant(value='c')]))",
  );
  expectAst('...', 'Expr(value=Constant(value=Ellipsis))');
  expectAst('None', 'Expr(value=Constant(value=None))');
  expectAst(
    'del a, (b, [c])',
    "Delete(targets=[Name(id='a', ctx=Del()), Tuple(elts=[Name(id='b', ctx=Del()), List(elts=[Name(id='c', ctx=Del())], ctx=Del())], ctx=Del())])",
  );
  expectAst('global a, b', "Global(names=['a', 'b'])");
  expectAst('from ..a import b as c, d', "ImportFrom(module='a', names=[alias(name='b', asname='c'), alias(name='d')], level=2)");
  expectAst('from . import *', "ImportFrom(names=[alias(name='*')], level=1)");
  expectAst('import a.b as c', "Import(names=[alias(name='a.b', asname='c')])");
  expectAst('raise A from b', "Raise(exc=Name(id='A', ctx=Load()), cause=Name(id='b', ctx=Load()))");
  expectAst('assert a, b', "Assert(test=Name(id='a', ctx=Load()), msg=Name(id='b', ctx=Load()))");
  expectAst(
    '@a\ndef f(x: int, *y: *z) -> None: pass',
    "FunctionDef(name='f', args=arguments(args=[arg(arg='x', annotation=Name(id='int', ctx=Load()))], vararg=arg(arg='y', annotation=Starred(value=Name(id='z', ctx=Load()), ctx=Load()))), body=[Pass()], decorator_list=[Name(id='a', ctx=Load())], returns=Constant(value=None))",
  );
  expectAst('async def f():\n  await x', "AsyncFunctionDef(name='f', args=arguments(), body=[Expr(value=Await(value=Name(id='x', ctx=Load())))])");
  expectAst(
    'class A[T: int, *U, **P = ...](B, c=D): pass',
    "ClassDef(name='A', bases=[Name(id='B', ctx=Load())], keywords=[keyword(arg='c', value=Name(id='D', ctx=Load()))], body=[Pass()], type_params=[TypeVar(name='T', bound=Name(id='int', ctx=Load())), TypeVarTuple(name='U'), ParamSpec(name='P', default_value=Constant(value=Ellipsis))])",
  );
  expectAst('type A[T] = B', "TypeAlias(name=Name(id='A', ctx=Store()), type_params=[TypeVar(name='T')], value=Name(id='B', ctx=Load()))");
  expectAst(
    'if a: b\nelif c: d\nelse: e',
    "If(test=Name(id='a', ctx=Load()), body=[Expr(value=Name(id='b', ctx=Load()))], orelse=[If(test=Name(id='c', ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))], orelse=[Expr(value=Name(id='e', ctx=Load()))])])",
  );
  expectAst(
    'with (a as b, c): pass',
    "With(items=[withitem(context_expr=Name(id='a', ctx=Load()), optional_vars=Name(id='b', ctx=Store())), withitem(context_expr=Name(id='c', ctx=Load()))], body=[Pass()])",
  );
  expectAst(
    'with (a, b) as c: pass',
    "With(items=[withitem(context_expr=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()), optional_vars=Name(id='c', ctx=Store()))], body=[Pass()])",
  );
  expectAst(
    'try: a\nexcept B as c: d\nelse: e\nfinally: f',
    "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), name='c', body=[Expr(value=Name(id='d', ctx=Load()))])], orelse=[Expr(value=Name(id='e', ctx=Load()))], finalbody=[Expr(value=Name(id='f', ctx=Load()))])",
  );
  expectAst(
    'try: a\nexcept B, C: d',
    "Try(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='B', ctx=Load()), Name(id='C', ctx=Load())], ctx=Load()), body=[Expr(value=Name(id='d', ctx=Load()))])])",
  );
  expectAst(
    'try: a\nexcept* B: c',
    "TryStar(body=[Expr(value=Name(id='a', ctx=Load()))], handlers=[ExceptHandler(type=Name(id='B', ctx=Load()), body=[Expr(value=Name(id='c', ctx=Load()))])])",
  );
  expectAst(
    "match a:\n  case [1, -2j, *_] | {'k': v, **r} | A.B(c, d=e) as x if y: pass",
    "Match(subject=Name(id='a', ctx=Load()), cases=[match_case(pattern=MatchAs(pattern=MatchOr(patterns=[MatchSequence(patterns=[MatchValue(value=Constant(value=1)), MatchValue(value=UnaryOp(op=USub(), operand=Constant(value=2j))), MatchStar()]), MatchMapping(keys=[Constant(value='k')], patterns=[MatchAs(name='v')], rest='r'), MatchClass(cls=Attribute(value=Name(id='A', ctx=Load()), attr='B', ctx=Load()), patterns=[MatchAs(name='c')], kwd_attrs=['d'], kwd_patterns=[MatchAs(name='e')])]), name='x'), guard=Name(id='y', ctx=Load()), body=[Pass()])])",
  );
  expectAst('match = 1', "Assign(targets=[Name(id='match', ctx=Store())], value=Constant(value=1))");
  expectAst('while a: break', "While(test=Name(id='a', ctx=Load()), body=[Break()])");
  expectAst(
    'for a, b in c: continue',
    "For(target=Tuple(elts=[Name(id='a', ctx=Store()), Name(id='b', ctx=Store())], ctx=Store()), iter=Name(id='c', ctx=Load()), body=[Continue()])",
  );
  expectAst('return *a, b', "Return(value=Tuple(elts=[Starred(value=Name(id='a', ctx=Load()), ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))");
});

test('other modes', () => {
  expectAst('a, b\n\n', "Expression(body=Tuple(elts=[Name(id='a', ctx=Load()), Name(id='b', ctx=Load())], ctx=Load()))", 'eval');
  expectAst('x', "Interactive(body=[Expr(value=Name(id='x', ctx=Load()))])", 'single');
  expectAst('if 1:\n  x', "Interactive(body=[If(test=Constant(value=1), body=[Expr(value=Name(id='x', ctx=Load()))])])", 'single');
  expectAst(
    '(int, *str, **a) -> b',
    "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), Name(id='a', ctx=Load())], returns=Name(id='b', ctx=Load()))",
    'func_type',
  );
});

test('positions are UTF-8 columns', () => {
  const dump = dumpAst(parseText("é = 'ü' + (x)", 'exec').ast, { includeAttributes: true });
  assert.equal(
    dump,
    "Module(body=[Assign(targets=[Name(id='é', ctx=Store(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=2)], value=BinOp(left=Constant(value='ü', lineno=1, col_offset=5, end_lineno=1, end_col_offset=9), op=Add(), right=Name(id='x', ctx=Load(), lineno=1, col_offset=13, end_lineno=1, end_col_offset=14), lineno=1, col_offset=5, end_lineno=1, end_col_offset=15), lineno=1, col_offset=0, end_lineno=1, end_col_offset=15)])",
  );
});

test('warnings', () => {
  expectWarning(
    "x = '\\d'",
    '"\\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\\\d"? A raw string is also an option.',
    1,
  );
  expectWarning('\n1if x else y', 'invalid decimal literal', 2);
});

test('long and deep programs need no stack', () => {
  parseText(`x = ${'1 + '.repeat(20000)}1`, 'exec');
  parseText(`[${'1, '.repeat(50000)}]`, 'exec');
  parseText(`if a: b\n${'elif a: b\n'.repeat(20000)}`, 'exec');
  parseText('('.repeat(200) + ')'.repeat(200), 'exec');
  assert.throws(
    () => parseText('-'.repeat(100000) + '1', 'exec'),
    (error) => error instanceof PySyntaxErrorInfo && error.kind === 'MemoryError',
  );
});
