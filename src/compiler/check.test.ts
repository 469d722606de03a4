// Errors and warnings that the compiler finds after parsing.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { parse } from '../syntax/parser.ts';
import { PySyntaxErrorInfo } from '../syntax/errors.ts';
import { compileUnit } from './compile.ts';

function expectError(source: string, message: string): void {
  const { ast } = parse(source, { mode: 'exec', filename: 'test' });
  assert.throws(
    () => compileUnit(ast, { filename: 'test' }),
    (e) => {
      assert.ok(e instanceof PySyntaxErrorInfo);
      assert.equal(e.message, message);
      return true;
    },
  );
}

function expectWarnings(source: string, ...messages: string[]): void {
  const { ast } = parse(source, { mode: 'exec', filename: 'test' });
  assert.deepEqual(
    compileUnit(ast, { filename: 'test' }).warnings.map((w) => w.message),
    messages,
  );
}

test('statements out of place', () => {
  expectError('return', "'return' outside function");
  expectError('def f():\n for x in y: pass\n else: break', "'break' outside loop");
  expectError('if x: continue', "'continue' not properly in loop");
  expectError('class A:\n yield', "'yield' outside function");
  expectError('async def f():\n yield\n return 1', "'return' with value in async generator");
  expectError('def f():\n try: pass\n except* A: return', "'break', 'continue' and 'return' cannot appear in an except* block");
  expectError('x = 1\nfrom __future__ import annotations', 'from __future__ imports must occur at the beginning of the file');
});

test('targets and patterns', () => {
  expectError('a, *b, *c = x', 'multiple starred expressions in assignment');
  expectError('match x:\n case a: pass\n case b: pass', "name capture 'a' makes remaining patterns unreachable");
  expectError('match x:\n case {1: a, 1.0: b}: pass', 'mapping pattern checks duplicate key (1.0)');
  expectError('match x:\n case [a] | [b]: pass', 'alternative patterns bind different names');
});

test('warnings', () => {
  expectWarnings('assert (x, "m")', 'assertion is always true, perhaps remove parentheses?');
  expectWarnings('x is 1', '"is" with \'int\' literal. Did you mean "=="?');
  expectWarnings('[1](2)', "'list' object is not callable; perhaps you missed a comma?");
  expectWarnings('(1, 2)["a"]', 'tuple indices must be integers or slices, not str; perhaps you missed a comma?');
  expectWarnings('def f():\n try: pass\n finally: return', "'return' in a 'finally' block");
});

test('form G numbers positions as form S does', () => {
  const source = 'def f(a, *b, **c):\n  for x in a.m(*b, **c): yield g(x, k=1)\n  with a as q: q.r(1)\n  return super().m(1)';
  const { ast } = parse(source, { mode: 'exec', filename: 'test' });
  assert.equal(compileUnit(ast, { filename: 'test', form: 'G' }).pcs, compileUnit(ast, { filename: 'test' }).pcs);
});

test('size has no limit', () => {
  const compile = (source: string): void => {
    const { ast } = parse(source, { mode: 'exec', filename: 'test' });
    const { text } = compileUnit(ast, { filename: 'test' });
    assert.ok(new Function('R', 'G', 'B', 'U', text));
  };
  compile(`x = ${Array.from({ length: 20000 }, (_, i) => `a${i}`).join(' + ')}`);
  compile(`x = [${Array.from({ length: 50000 }, (_, i) => `a + ${i}`).join(', ')}]`);
  compile(`def f():\n${Array.from({ length: 3000 }, (_, i) => `  x${i} = ${i} + y`).join('\n')}`);
  compile(`if a == 0: pass\n${Array.from({ length: 1500 }, (_, i) => `elif a == ${i}: pass`).join('\n')}`);
});
