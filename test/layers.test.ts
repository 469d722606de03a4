// The arrows between the folders of src/ (ARCHITECTURE.md prints the same table) and which folders may name the platform.
// A folder imports itself and what its row names; `import type` counts too, since a type is a dependency like any other.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import test from 'node:test';

const ARROWS: Record<string, readonly string[]> = {
  util: [],
  host: ['util'],
  syntax: ['util'],
  symtable: ['syntax', 'util'],
  compiler: ['symtable', 'syntax', 'util'],
  objects: ['util'],
  runtime: ['objects', 'host', 'util', 'compiler/helpers.ts', 'compiler/pcTable.ts', 'compiler/unit.ts'],
  modules: ['runtime', 'objects', 'host', 'util'],
  'modules/_ast': ['runtime', 'objects', 'host', 'util', 'syntax'],
  'modules/_tokenize': ['runtime', 'objects', 'host', 'util', 'syntax'],
  'modules/_symtable': ['runtime', 'objects', 'host', 'util', 'syntax', 'symtable'],
  hosts: ['host', 'util'],
  embed: ['runtime', 'modules', 'host', 'compiler', 'symtable', 'syntax', 'objects', 'util'],
  cli: ['embed', 'hosts', 'host', 'compiler', 'symtable', 'syntax', 'runtime', 'modules', 'objects', 'util'],
  bundler: ['compiler', 'symtable', 'syntax', 'embed', 'util'],
};

/** What only some folders may say, and which. */
const PLATFORM: readonly { pattern: RegExp; what: string; allowed: readonly string[] }[] = [
  {
    pattern: /from '(?:node:[^']*|koffi)'|import\('node:|require\('node:/,
    what: 'node:*',
    allowed: ['hosts/node', 'cli', 'bundler'],
  },
  { pattern: /(?<![\w.$'"`])process\.\w/, what: 'process', allowed: ['hosts/node', 'cli', 'bundler'] },
  { pattern: /(?<![\w.$'"`])(?:window|document)\.\w/, what: 'window', allowed: ['hosts/browser'] },
  { pattern: /(?<![\w.$'"`])Buffer\.\w/, what: 'Buffer', allowed: ['hosts/node', 'cli', 'bundler'] },
  { pattern: /(?<![\w.$'"`])new Function\(/, what: 'new Function', allowed: ['hosts', 'embed', 'cli'] },
  { pattern: /(?<![\w.$'"`])eval\(/, what: 'eval', allowed: ['hosts', 'embed'] },
];

const root = join(process.env.TAIPAN_ROOT ?? '.', 'src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));

test('imports follow the arrows', () => {
  const wrong: string[] = [];
  for (const file of files) {
    const allowed = ARROWS[folderOf(file)];
    assert.ok(allowed, `${file}: no row for its folder`);
    for (const target of importsOf(file)) {
      const own = file.split('/')[0]!;
      if (![own, ...allowed].some((place) => target === place || target.startsWith(`${place}/`))) wrong.push(`${file} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

for (const { pattern, what, allowed } of PLATFORM) {
  test(`only ${allowed.join(', ')} may name ${what}`, () => {
    const wrong = files.filter((file) => {
      return (
        !allowed.some((place) => file.startsWith(`${place}/`)) &&
        pattern.test(what === 'node:*' ? code(readFileSync(join(root, file), 'utf8')) : withoutStrings(code(readFileSync(join(root, file), 'utf8'))))
      );
    });
    assert.deepEqual(wrong, []);
  });
}

/** The row a file answers to: `modules/_ast` before `modules`. */
function folderOf(file: string): string {
  const exact = Object.keys(ARROWS).find((row) => row.includes('/') && (file.startsWith(`${row}/`) || file === `${row}.ts`));
  return exact ?? file.split('/')[0]!;
}

function importsOf(file: string): string[] {
  const found = readFileSync(join(root, file), 'utf8').matchAll(/(?:\bfrom |\bimport |\bimport\(|\brequire\()'(\.[^']*)'/g);
  return [...found].map((match) => relative('.', normalize(join(dirname(file), match[1]!))));
}

/** A file's text without its comments: prose may say what it likes. */
function code(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

/** Messages and file names may say what they like, too. */
function withoutStrings(text: string): string {
  return text.replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`/g, "''");
}
