// Facts about syntax errors: message, then line, offset, end line and end offset, recorded from CPython 3.14.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PySyntaxErrorInfo } from '../errors.ts';
import { parse, type ParseOptions } from '../parser.ts';

/** `expected` is the message, with the class before it unless that is SyntaxError. */
function expectError(source: string, expected: string, place: number[], mode: ParseOptions['mode'] = 'exec', flags: ParseOptions['flags'] = {}): void {
  try {
    parse(source, { filename: '<test>', mode, flags });
  } catch (error) {
    assert.ok(error instanceof PySyntaxErrorInfo);
    const name = error.kind === 'SyntaxError' ? '' : `${error.kind}: `;
    assert.deepEqual([name + error.message, [error.lineno, error.offset, error.end_lineno, error.end_offset]], [expected, place], source);
    return;
  }
  assert.fail(`no error in ${source}`);
}

test('tokens', () => {
  expectError("x = 'abc", 'unterminated string literal (detected at line 1)', [1, 5, 1, 5]);
  expectError("'abc\\'", 'unterminated string literal (detected at line 1); perhaps you escaped the end quote?', [1, 1, 1, 1]);
  expectError("f'abc", 'unterminated f-string literal (detected at line 1)', [1, 1, 1, 1]);
  expectError("'''abc", 'unterminated triple-quoted string literal (detected at line 1)', [1, 1, 1, 1]);
  expectError('x = (', "'(' was never closed", [1, 5, 1, 0]);
  expectError('(]', "closing parenthesis ']' does not match opening parenthesis '('", [1, 2, 1, 2]);
  expectError(']', "unmatched ']'", [1, 1, 1, 1]);
  expectError('1__0', 'invalid decimal literal', [1, 2, 1, 2]);
  expectError('000777', 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', [1, 1, 1, 4]);
  expectError('0x', 'invalid hexadecimal literal', [1, 2, 1, 2]);
  expectError('0b2', "invalid digit '2' in binary literal", [1, 3, 1, 3]);
  expectError('0o8', "invalid digit '8' in octal literal", [1, 3, 1, 3]);
  expectError('1foo', 'invalid decimal literal', [1, 1, 1, 1]);
  expectError('1e+', 'invalid decimal literal', [1, 3, 1, 3]);
  expectError('é€a', "invalid character '€' (U+20AC)", [1, 2, 1, 2]);
  expectError('a​b', 'invalid non-printable character U+200B', [1, 2, 1, 2]);
  expectError('a\\b', 'unexpected character after line continuation character', [1, 3, 1, 0]);
  expectError('\\', 'unexpected EOF while parsing', [1, 2, 1, -1]);
  expectError('$', 'invalid syntax', [1, 1, 1, 2]);
  expectError("bf'x'", "'b' and 'f' prefixes are incompatible", [1, 1, 1, 3]);
  expectError("ub'x'", "'u' and 'b' prefixes are incompatible", [1, 1, 1, 3]);
  expectError("f'}'", "f-string: single '}' is not allowed", [1, 3, 1, 3]);
  expectError("f'{a)}'", "f-string: unmatched ')'", [1, 5, 1, 5]);
  expectError("f'{a:{b:{c:{d}}}}'", 'f-string: expressions nested too deeply', [1, 11, 1, 11]);
  expectError("f'{a'", "f-string: expecting '}'", [1, 5, 1, 5]);
  expectError('x\n  y', 'IndentationError: unexpected indent', [2, 2, 2, -1]);
  expectError('if x:\n    a\n  b', 'IndentationError: unindent does not match any outer indentation level', [3, 4, 3, -1]);
  expectError('if 1:\n\tx\n        y', 'TabError: inconsistent use of tabs and spaces in indentation', [3, 1, 3, 0]);
  expectError('  x', 'IndentationError: unexpected indent', [1, 2, 1, -1]);
  expectError("= 'abc", 'unterminated string literal (detected at line 1)', [1, 3, 1, 3]);
  expectError("= f'abc", 'invalid syntax', [1, 1, 1, 2]);
});

test('statements', () => {
  expectError('a b', 'invalid syntax', [1, 3, 1, 4]);
  expectError('if x = 3: pass', "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", [1, 4, 1, 9]);
  expectError('if x:\npass', "IndentationError: expected an indented block after 'if' statement on line 1", [2, 1, 2, 5]);
  expectError('if x\n  y', "expected ':'", [1, 5, 1, 6]);
  expectError('def f(:\n  pass', 'invalid syntax', [1, 7, 1, 8]);
  expectError('def f()\n  pass', "expected ':'", [1, 8, 1, 9]);
  expectError('class A\n  pass', "expected ':'", [1, 8, 1, 9]);
  expectError('for x in y: pass\nelse', "expected ':'", [2, 5, 2, 6]);
  expectError('try:\n  x\n', "expected 'except' or 'finally' block", [2, 4, 2, -1]);
  expectError('try:\n pass\nexcept A as b.c: pass', 'cannot use except statement with attribute', [3, 13, 3, 16]);
  expectError('try:\n pass\nexcept A, B as c: pass', "multiple exception types must be parenthesized when using 'as'", [3, 8, 3, 17]);
  expectError('try:\n pass\nexcept* : pass', 'expected one or more exception types', [3, 9, 3, 10]);
  expectError('else: x', 'invalid syntax', [1, 1, 1, 5]);
  expectError('if 1:\n x\nelse:\n y\nelif 2:\n z\n', "'elif' block follows an 'else' block", [5, 1, 5, 5]);
  expectError('import a from b', "Did you mean to use 'from ... import ...' instead?", [1, 1, 1, 16]);
  expectError('import', "Expected one or more names after 'import'", [1, 7, 1, 7]);
  expectError('from a import b,', 'trailing comma not allowed without surrounding parentheses', [1, 17, 1, 18]);
  expectError('from a import (b, c', "'(' was never closed", [1, 15, 1, 0]);
  expectError('import a as b.c', 'cannot use attribute as import target', [1, 13, 1, 16]);
  expectError('return = 1', 'invalid syntax', [1, 8, 1, 9]);
  expectError('x + 1 = 2', "cannot assign to expression here. Maybe you meant '==' instead of '='?", [1, 1, 1, 6]);
  expectError('f() = 1', "cannot assign to function call here. Maybe you meant '==' instead of '='?", [1, 1, 1, 4]);
  expectError('None = 1', 'cannot assign to None', [1, 1, 1, 5]);
  expectError('(a, b): int', 'only single target (not tuple) can be annotated', [1, 1, 1, 7]);
  expectError('a, b += 1', "'tuple' is an illegal expression for augmented assignment", [1, 1, 1, 5]);
  expectError('del f()', 'cannot delete function call', [1, 5, 1, 8]);
  expectError('for f() in x: pass', 'cannot assign to function call', [1, 5, 1, 8]);
  expectError('with a as f(): pass', 'cannot assign to function call', [1, 11, 1, 14]);
  expectError('with a, b\n  pass', "expected ':'", [1, 10, 1, 11]);
  expectError("print 'x'", "Missing parentheses in call to 'print'. Did you mean print(...)?", [1, 1, 1, 10]);
  expectError('match x:\n case 1\n  pass', "expected ':'", [2, 8, 2, 9]);
  expectError('match x:\ncase 1: pass', "IndentationError: expected an indented block after 'match' statement on line 1", [2, 1, 2, 5]);
  expectError('match x:\n case A(b=1, c): pass', 'positional patterns follow keyword patterns', [2, 14, 2, 15]);
  expectError('match x:\n case 1 as _: pass', "cannot use '_' as a target", [2, 12, 2, 13]);
  expectError('class A[]: pass', 'Type parameter list cannot be empty', [1, 9, 1, 9]);
  expectError('def f[*T: int](): pass', 'cannot use bound with TypeVarTuple', [1, 9, 1, 14]);
  expectError('global x, 1', 'invalid syntax', [1, 11, 1, 12]);
  expectError('x: int: str', 'invalid syntax', [1, 7, 1, 8]);
  expectError('pass = 1', 'invalid syntax', [1, 6, 1, 7]);
  expectError('async x', 'invalid syntax', [1, 7, 1, 8]);
});

test('expressions', () => {
  expectError('(a b)', 'invalid syntax. Perhaps you forgot a comma?', [1, 2, 1, 5]);
  expectError('[a b]', 'invalid syntax. Perhaps you forgot a comma?', [1, 2, 1, 5]);
  expectError('{1: 2, 3}', "':' expected after dictionary key", [1, 8, 1, 0]);
  expectError('{1:}', "expression expected after dictionary key and ':'", [1, 3, 1, 4]);
  expectError('{1: *a}', 'cannot use a starred expression in a dictionary value', [1, 5, 1, 7]);
  expectError('f(a for a in b, c)', 'Generator expression must be parenthesized', [1, 3, 1, 15]);
  expectError('f(**x, *y)', 'iterable argument unpacking follows keyword argument unpacking', [1, 6, 1, 10]);
  expectError('f(a=1, b)', 'positional argument follows keyword argument', [1, 9, 1, 10]);
  expectError('f(**a, b)', 'positional argument follows keyword argument unpacking', [1, 9, 1, 10]);
  expectError('f(a.b=1)', 'expression cannot contain assignment, perhaps you meant "=="?', [1, 3, 1, 7]);
  expectError('f(True=1)', 'cannot assign to True', [1, 3, 1, 8]);
  expectError('f(a=)', 'expected argument value expression', [1, 3, 1, 5]);
  expectError('(a := 1, b = 2)', "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", [1, 10, 1, 15]);
  expectError('x[a.b := 1]', 'cannot use assignment expressions with attribute', [1, 3, 1, 6]);
  expectError('[*a for a in b]', 'iterable unpacking cannot be used in comprehension', [1, 2, 1, 4]);
  expectError('[a, b for a in c]', 'did you forget parentheses around the comprehension target?', [1, 2, 1, 6]);
  expectError('{**a for a in b}', 'dict unpacking cannot be used in dict comprehension', [1, 2, 1, 4]);
  expectError('(*a)', 'cannot use starred expression here', [1, 2, 1, 4]);
  expectError('(**a)', 'cannot use double starred expression here', [1, 2, 1, 4]);
  expectError('a if b', "expected 'else' after 'if' expression", [1, 1, 1, 7]);
  expectError('a if b else pass', "expected expression after 'else', but statement is given", [1, 13, 1, 17]);
  expectError('1 if', 'invalid syntax', [1, 5, 1, 6]);
  expectError('lambda x=1, y: 1', 'parameter without a default follows parameter with a default', [1, 13, 1, 14]);
  expectError('lambda (x): 1', 'Lambda expression parameters cannot be parenthesized', [1, 8, 1, 11]);
  expectError('def f(a, (b, c)): pass', 'Function parameters cannot be parenthesized', [1, 10, 1, 16]);
  expectError('def f(*): pass', 'named arguments must follow bare *', [1, 7, 1, 8]);
  expectError('def f(a=1, b): pass', 'parameter without a default follows parameter with a default', [1, 12, 1, 13]);
  expectError('def f(**a, b): pass', 'arguments cannot follow var-keyword argument', [1, 12, 1, 13]);
  expectError('def f(a, /, b, /): pass', '/ may appear only once', [1, 16, 1, 17]);
  expectError('def f(*a, *b): pass', '* argument may appear only once', [1, 11, 1, 12]);
  expectError('def f(a=): pass', 'expected default value expression', [1, 8, 1, 9]);
  expectError('a <> b', "invalid syntax.  Maybe you meant '!=' instead of '<>'?", [1, 3, 1, 5]);
  expectError('a + not b', "'not' after an operator must be parenthesized", [1, 5, 1, 10]);
  expectError('a not b', 'invalid syntax', [1, 7, 1, 8]);
  expectError('yield = 1', 'assignment to yield expression not possible', [1, 1, 1, 6]);
  expectError("f'{}'", "f-string: valid expression required before '}'", [1, 4, 1, 5]);
  expectError("f'{a b}'", 'invalid syntax. Perhaps you forgot a comma?', [1, 4, 1, 7]);
  expectError("f'{a!x}'", "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'", [1, 6, 1, 7]);
  expectError("f'{a! r}'", 'f-string: conversion type must come right after the exclamation mark', [1, 5, 1, 8]);
  expectError("f'{=}'", "f-string: valid expression required before '='", [1, 4, 1, 5]);
  expectError("f'{lambda x: 1}'", 'f-string: lambda expressions are not allowed without parentheses', [1, 4, 1, 13]);
  expectError("f'{a!}'", 'f-string: missing conversion character', [1, 6, 1, 7]);
  expectError("t'a' 'b'", 'cannot mix t-string literals with string or bytes literals', [1, 1, 1, 9]);
  expectError("'a' b'a'", 'cannot mix bytes and nonbytes literals', [1, 9, 1, 10]);
  expectError("'\\x1'", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \\xXX escape", [1, 1, 1, 6]);
  expectError("'\\N{nothing}'", "(unicode error) 'unicodeescape' codec can't decode bytes in position 0-10: unknown Unicode character name", [1, 1, 1, 14]);
  expectError("b'é'", 'bytes can only contain ASCII literal characters', [1, 1, 1, 5]);
  expectError("'a' x 'b'", 'invalid syntax. Is this intended to be part of the string?', [1, 5, 1, 6]);
});

test('other modes', () => {
  expectError('', 'invalid syntax', [0, 0, 0, 0], 'eval');
  expectError('1+', 'invalid syntax', [1, 0, 1, 0], 'eval');
  expectError('x = 1', 'invalid syntax', [1, 3, 1, 4], 'eval');
  expectError('x\ny', 'multiple statements found while compiling a single statement', [1, 2, 1, 3], 'single');
  expectError('', 'invalid syntax', [0, 0, 0, 0], 'single');
  expectError('if 1: x', 'invalid syntax', [1, 0, 1, 0], 'single');
  expectError('() int', 'invalid syntax', [1, 4, 1, 7], 'func_type');
});

test('incomplete input', () => {
  const flags = { allowIncompleteInput: true, dontImplyDedent: true };
  expectError('if 1:', '_IncompleteInputError: incomplete input', [1, 5, 1, -1], 'single', flags);
  expectError('(x', '_IncompleteInputError: incomplete input', [1, 2, 1, -1], 'single', flags);
  expectError("'''a", '_IncompleteInputError: incomplete input', [1, 1, 1, -1], 'single', flags);
  expectError('x = ', '_IncompleteInputError: incomplete input', [1, 4, 1, -1], 'single', flags);
  expectError('if 1:\n  x', '_IncompleteInputError: incomplete input', [2, 3, 2, -1], 'single', flags);
  expectError('1 1', '_IncompleteInputError: incomplete input', [1, 3, 1, 4], 'single', flags);
  expectError(']', "unmatched ']'", [1, 1, 1, 1], 'single', flags);
  expectError('x =\n', 'invalid syntax', [1, 4, 1, 5], 'single', flags);
});
