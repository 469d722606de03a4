// Scopes of small programs, as CPython 3.14's `_symtable` gives them.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parse } from '../syntax/parser.ts';
import { PySyntaxErrorInfo } from '../syntax/errors.ts';
import { buildSymtable, dumpSymtable } from './symtable.ts';

function expectScopes(source: string, ...lines: string[]): void {
  const { ast } = parse(source, { mode: 'exec', filename: 'test' });
  assert.equal(dumpSymtable(buildSymtable(ast).top), lines.map((l) => `${l}\n`).join(''));
}

function expectError(source: string, message: string, line: number, column: number): void {
  const { ast } = parse(source, { mode: 'exec', filename: 'test' });
  assert.throws(
    () => buildSymtable(ast),
    (e) => {
      assert.ok(e instanceof PySyntaxErrorInfo);
      assert.deepEqual([e.message, e.lineno, e.offset], [message, line, column]);
      return true;
    },
  );
}

test('cells and free variables', () => {
  expectScopes(
    'def f(a):\n  def g(): return a',
    '2 top 0 - {f=4098} ()',
    '  3 __annotate__ 1 - {.format=4116} (.format)',
    '  0 f 1 - {a=20484 g=4098} (a)',
    '    3 __annotate__ 2 nested {.format=4116} (.format)',
    '    0 g 2 nested {a=16400} ()',
  );
});

test('comprehensions are inlined', () => {
  expectScopes('def f(a): return [x for x in a]', '2 top 0 - {f=4098} ()', '  3 __annotate__ 1 - {.format=4116} (.format)', '  0 f 1 - {a=4116 x=4626} (a)');
});

test('class scopes with super and private names', () => {
  expectScopes(
    'class A:\n  __x = 1\n  def m(self): super()',
    '2 top 0 - {A=4098} ()',
    '  1 A 1 - {_A__x=4098 m=4098} ()',
    '    3 __annotate__ 3 - {.format=4116 __classdict__=16400} (.format)',
    '    0 m 3 - {__class__=16400 self=4100 super=12304} (self)',
  );
});

test('errors', () => {
  expectError('def f(a, a): 0', "duplicate argument 'a' in function definition", 1, 10);
  expectError('def f():\n x = 1\n global x', "name 'x' is assigned to before global declaration", 3, 2);
  expectError('nonlocal x', 'nonlocal declaration not allowed at module level', 1, 1);
  expectError('[(x := 1) for x in y]', "assignment expression cannot rebind comprehension iteration variable 'x'", 1, 3);
  expectError('[(yield) for x in y]', "'yield' inside list comprehension", 1, 3);
  expectError('type X = (yield)', 'yield expression cannot be used within a type alias', 1, 11);
});
