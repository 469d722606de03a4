// Compiles the library in dist/lib ahead of time: `x.py` to `__pycache__/x.taipan-314.pyc`, as importlib would write it but marked as
// never compared with its source, since a package's files get whatever time their unpacking gives them.
// What is there already from the same compiler and source is kept. `node scripts/compile-lib.mjs` does it alone.
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, transform } from 'esbuild';
import { filesBelow } from './files.mjs';
import { compilerVersion } from './version.mjs';

/** The frozen modules: those that nearly every program needs, what stands behind importlib and site, and the others. */
const FROZEN = {
  frozen: 'abc codecs io _collections_abc genericpath posixpath os stat',
  frozenImport: 'importlib._bootstrap importlib._bootstrap_external _sitebuiltins site',
  frozenMore: 'zipimport ntpath importlib.util importlib.machinery runpy __hello__ __phello__ __phello__.spam',
};

/** What a start reads beside the frozen modules. */
const START = /\/encodings\/(__init__|aliases|utf_8)\.py$/;

/** Gives a one-line summary; `onlyStart` does what every start needs and leaves the rest to importlib. Files that are not Python 3.14 (test data, templates) are left as they are and named. */
export async function compileLibrary(root, dist, { onlyStart = false } = {}) {
  const library = join(dist, 'lib/python3.14');
  const version = compilerVersion(root);
  const { compileToPyc, compileFrozen } = await loadCompiler(root, version);
  for (const [script, names] of Object.entries(FROZEN)) await writeFrozen(script, names.split(' '), library, dist, version, compileFrozen);
  const scripts = Object.fromEntries(Object.entries(FROZEN).map(([script, names]) => [script, names.split(' ')]));
  writeFileSync(join(dist, 'frozen.names'), JSON.stringify({ version, scripts }));
  let compiled = 0;
  let kept = 0;
  let bytes = 0;
  const refused = [];
  for (const file of filesBelow(library)) {
    if (!file.endsWith('.py') || (onlyStart && !START.test(file))) continue;
    const target = join(dirname(file), '__pycache__', `${basename(file, '.py')}.taipan-314.pyc`);
    if (isFresh(target, file, version)) {
      kept++;
      continue;
    }
    try {
      const pyc = compileToPyc(readFileSync(file), relative(dirname(library), file));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, pyc);
      compiled++;
      bytes += pyc.length;
    } catch (error) {
      refused.push(`${relative(library, file)}: ${error.message ?? error}`);
    }
  }
  if (!onlyStart) writeRegexes(root, dist);
  const summary = `${compiled} modules compiled (${(bytes / 1e6).toFixed(1)} MB), ${kept} kept`;
  return refused.length === 0 ? summary : `${summary}, not compiled:\n  ${refused.join('\n  ')}`;
}

/** What src/runtime/import/regexes.ts reads. */
function writeRegexes(root, dist) {
  const file = join(dist, 'regexes.tables');
  rmSync(file, { force: true });
  const { status, stdout, stderr } = spawnSync(join(root, 'bin/taipan'), [join(root, 'scripts/regexes.py')], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  if (status !== 0) throw new Error(`regexes.py ended with ${status}: ${stderr}`);
  const places = {};
  const parts = [];
  let at = 0;
  for (const [key, entry] of JSON.parse(stdout)) {
    const text = toAscii(JSON.stringify(entry));
    places[key] = [at, (at += text.length)];
    parts.push(text);
  }
  writeFileSync(file, `${toAscii(JSON.stringify(places))}\n${parts.join('')}`);
}

/**
 * A script of frozen modules, in plain ASCII, and beside it a file of their tables: as string literals they would stand in V8's code
 * cache a second time.
 */
async function writeFrozen(script, names, library, dist, version, compileFrozen) {
  const parts = [];
  const selectors = new Set();
  let at = 0;
  const entries = names.map((name) => {
    const place = join(library, ...name.split('.'));
    const { tables, text } = compileFrozen(readFileSync(existsSync(`${place}.py`) ? `${place}.py` : join(place, '__init__.py')), name);
    for (const selector of JSON.parse(tables).selectors) selectors.add(selector);
    const ascii = toAscii(tables);
    parts.push(ascii);
    at += ascii.length;
    return `${JSON.stringify(name)}:{start:${at - ascii.length},end:${at},run(R,G,B,U){${text}\n}}`;
  });
  const source = `({version:${version},selectors:'${[...selectors].join(' ')}',modules:{${entries.join(',\n')}}})`;
  // No renaming: a frozen module's own text can be asked for.
  const { code } = await transform(source, { minifyWhitespace: true, charset: 'ascii', target: 'node20' });
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  writeFileSync(join(dist, `${script}.cjs`), `/*${hash}*/${code}`);
  writeFileSync(join(dist, `${script}.tables`), parts.join(''));
}

const toAscii = (json) => json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function isFresh(target, file, version) {
  if (!existsSync(target) || statSync(target).mtimeMs < statSync(file).mtimeMs) return false;
  const header = readFileSync(target).subarray(0, 8);
  return header.readUInt32LE(0) === 0x0a0d0000 + version && header.readUInt32LE(4) === 1;
}

async function loadCompiler(root, version) {
  const out = join(root, 'node_modules/.cache/taipan-aot.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/embed/aot.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: out,
    logLevel: 'error',
    define: { TAIPAN_COMPILER_VERSION: String(version) },
  });
  return import(pathToFileURL(out).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const started = Date.now();
  console.log(`${await compileLibrary(root, join(root, 'dist'))} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}
