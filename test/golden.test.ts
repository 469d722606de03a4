// Golden files: what each phase makes of small programs. `npm run test:update` rewrites them; their diff is reviewed as code.
//   test/tokens/x.py  x.txt     test/ast/x.py  x.txt (positions too, where the first line is `# positions`)
//   test/symtable/x.py  x.txt   test/emit/x.py  x.js
// A program with a syntax error has the error, its place and nothing else as its golden text.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { compileUnit } from '../src/compiler/compile.ts';
import { buildSymtable, dumpSymtable } from '../src/symtable/symtable.ts';
import { dumpAst, dumpTokens } from '../src/syntax/dump.ts';
import { PySyntaxErrorInfo } from '../src/syntax/errors.ts';
import { parse } from '../src/syntax/parser.ts';
import { tokenize } from '../src/syntax/tokenizer.ts';

const root = process.env.TAIPAN_ROOT ?? '.';

const phases: Record<string, { ending: string; show: (source: string) => string }> = {
  tokens: { ending: '.txt', show: (source) => dumpTokens(tokenize(source)) },
  ast: { ending: '.txt', show: (source) => dumpAst(tree(source), { indent: 2, includeAttributes: source.startsWith('# positions') }) },
  symtable: { ending: '.txt', show: (source) => dumpSymtable(buildSymtable(tree(source), { futureFlags: 0, allowTopLevelAwait: false }).top) },
  emit: { ending: '.js', show: (source) => compileUnit(tree(source), { filename: 'case.py' }).text },
};

for (const [phase, { ending, show }] of Object.entries(phases)) {
  for (const name of readdirSync(join(root, 'test', phase)).filter((file) => file.endsWith('.py'))) {
    test(`${phase}: ${name}`, () => expectGolden(join(root, 'test', phase, name), ending, show));
  }
}

function tree(source: string): ReturnType<typeof parse>['ast'] {
  return parse(source, { filename: 'case.py', mode: 'exec' }).ast;
}

function expectGolden(file: string, ending: string, show: (source: string) => string): void {
  const golden = file.replace(/\.py$/, ending);
  const actual = `${shownOrError(show, readFileSync(file, 'utf8')).trimEnd()}\n`;
  if (process.env.TAIPAN_UPDATE !== undefined) writeFileSync(golden, actual);
  assert.ok(existsSync(golden), `${golden} is not there: npm run test:update`);
  assert.equal(actual, readFileSync(golden, 'utf8'));
}

function shownOrError(show: (source: string) => string, source: string): string {
  try {
    return show(source);
  } catch (e) {
    if (!(e instanceof PySyntaxErrorInfo)) throw e;
    return `${e.kind}: ${e.message} (line ${e.lineno}, offset ${e.offset})`;
  }
}
