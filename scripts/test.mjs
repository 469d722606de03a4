// npm test [-- filter …]: everything that takes under a minute. Closes with `N passed, N failed`.
//   1. src/**/*.test.ts and test/**/*.test.ts, bundled with esbuild and run by node:test;
//   2. test/python/**/*.py under taipan, compared with the `.out` beside each (scripts/programs.mjs).
// A filter keeps the tests and programs whose path contains it. The runs themselves need no Python.
//   --update         rewrite the golden files of test/emit, test/ast, test/symtable, test/tokens (npm run test:update)
//   --record [path]  rewrite the `.out` files with CPython 3.14: path, or $CPYTHON (npm run test:record)
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { filesBelow } from './files.mjs';
import { checkPrograms, recordPrograms } from './programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const flags = new Set(args.filter((arg) => arg.startsWith('--')));
const words = args.filter((arg) => !arg.startsWith('--'));
const jobs = Math.max(1, Math.min(4, availableParallelism()));

if (flags.has('--record')) {
  const python = words.find((word) => /python[\d.]*$/.test(word)) ?? process.env.CPYTHON;
  if (!python) throw new Error('say which CPython 3.14 records: npm run test:record -- /path/to/python3.14 (or $CPYTHON)');
  const filters = words.filter((word) => word !== python);
  const changed = await recordPrograms(root, python, filters, jobs);
  console.log(`${changed.length} recordings changed${changed.map((file) => `\n  ${file}`).join('')}`);
} else {
  const units = await unitTests(words);
  const programs = flags.has('--update') ? none() : await checkPrograms(root, words, jobs);
  const failures = [...units.failures, ...programs.failures];
  for (const { name, text } of programs.unsteady) console.log(`\nUNSTEADY ${name}: passed at the second try; the first:\n${text}`);
  for (const failure of failures) console.log(`\nFAILED ${failure.name}\n${failure.text}`);
  if (units.passed + programs.passed + failures.length === 0) {
    console.log(`no test matches ${words.join(' ')}`);
    process.exitCode = 1;
  }
  console.log(`\n${units.passed + programs.passed} passed, ${failures.length} failed`);
  if (failures.length > 0) process.exitCode = 1;
}

function none() {
  return { passed: 0, failures: [], unsteady: [] };
}

async function unitTests(filters) {
  const sources = [...filesBelow(join(root, 'src')), ...filesBelow(join(root, 'test'))]
    .map((file) => relative(root, file))
    .filter((file) => file.endsWith('.test.ts') && (filters.length === 0 || filters.some((word) => file.includes(word))))
    .sort();
  if (sources.length === 0) return none();
  const out = join(root, 'node_modules/.cache/taipan-test');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: sources,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outdir: out,
    outbase: '.',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    logLevel: 'error',
    define: { 'import.meta.dirname': JSON.stringify(join(root, 'dist')) },
  });
  const files = sources.map((file) => join(out, file.replace(/\.ts$/, '.mjs')));
  process.env.TAIPAN_ROOT = root;
  if (flags.has('--update')) process.env.TAIPAN_UPDATE = '1';
  return collect(run({ files: files.filter(existsSync), concurrency: jobs, timeout: 120_000 }), out);
}

/** Counts the leaves of node:test's event stream and keeps what went wrong. */
async function collect(stream, out) {
  const result = none();
  const output = new Map();
  for await (const { type, data } of stream) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      output.set(data.file, (output.get(data.file) ?? '') + data.message);
    } else if (type === 'test:pass' && data.details.type !== 'suite' && !isFile(data)) {
      result.passed++;
    } else if (type === 'test:fail' && data.details.type !== 'suite') {
      const error = data.details.error;
      if (error?.failureType === 'subtestsFailed') continue;
      const cause = error?.cause?.stack ?? error?.cause ?? error?.message ?? 'failed';
      const where = data.file ? relative(out, data.file).replace(/\.mjs$/, '.ts') : '';
      const printed = isFile(data) ? (output.get(data.file ?? data.name) ?? '') : '';
      result.failures.push({
        name: isFile(data) ? relative(out, data.name) : `${where}: ${data.name}`,
        text: `${cause}${printed}`,
      });
    }
  }
  return result;
}

/** node:test also reports each file as one test. */
function isFile(data) {
  return data.name.endsWith('.mjs') && data.nesting === 0;
}
