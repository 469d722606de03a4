// Cuts src/ into units: scripts that bin/boot.cjs runs with V8's code cache.
//
// The idea: esbuild bundles well but its own code splitting needs ES modules, which Node 20 cannot load from a code cache. So this file
// asks esbuild for the import graph, takes what the command reaches by static imports as the unit `core`, and every target of a
// `require('./x.ts')` or `import('./x.ts')` as a unit of its own; a file that several units reach becomes a unit, too.
// Invariant: each source file is in exactly one unit. A unit sees another one's exports as constants read once, when it is loaded:
// an `export let` that changes later must not cross a unit border, and the build refuses it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { compilerVersion } from './version.mjs';

/** TAIPAN_READABLE=1 keeps the units readable; npm's `prepare` (install, pack) makes them small; in between, names are kept for stack traces. */
const READABLE = process.env.TAIPAN_READABLE !== undefined;
const RELEASE = !READABLE && process.env.npm_lifecycle_event === 'prepare';

const ENTRY = 'src/cli/main.ts';
const LAZY_KINDS = new Set(['dynamic-import', 'require-call']);

/** Writes dist/*.cjs; gives a one-line summary. */
export async function buildUnits(root, dist) {
  const graph = await importGraph(root);
  const plan = planUnits(graph);
  const exported = await exportNames(root, plan);
  const kept = new Set(['frozen.cjs', 'frozenImport.cjs', 'frozenMore.cjs']);
  let coreSize = 0;
  let total = 0;
  for (const unit of plan.units.values()) {
    const text = await bundleUnit(root, unit, plan, exported);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const file = join(dist, `${unit.name}.cjs`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `/*${hash}*/${text}`);
    kept.add(`${unit.name}.cjs`);
    total += text.length;
    if (unit.name === 'core') coreSize = text.length;
  }
  for (const name of readdirSync(dist)) {
    if (name.endsWith('.cjs') && !kept.has(name)) rmSync(join(dist, name));
  }
  rmSync(join(dist, 'cache'), { recursive: true, force: true });
  return `core ${Math.round(coreSize / 1024)} kB, ${plan.units.size - 1} lazy units, ${Math.round(total / 1024)} kB in all`;
}

const common = (root) => ({
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  write: false,
  legalComments: 'none',
  external: ['unit:*', 'taipan:boot'],
  logLevel: 'error',
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    TAIPAN_COMPILER_VERSION: String(compilerVersion(root)),
  },
});

/** file → [{ path, lazy }], paths relative to the root. */
async function importGraph(root) {
  const result = await build({ ...common(root), entryPoints: [ENTRY], metafile: true, outfile: 'graph.cjs' });
  const graph = new Map();
  for (const [path, input] of Object.entries(result.metafile.inputs)) {
    const edges = input.imports.filter((edge) => !edge.external);
    graph.set(
      path,
      edges.map((edge) => ({ path: edge.path, lazy: LAZY_KINDS.has(edge.kind) })),
    );
  }
  return graph;
}

/** Assigns every file to a unit: { units: name → { name, files, entry }, unitOf: file → unit, shared: files seen from outside }. */
function planUnits(graph) {
  const reach = (start, stop) => {
    const seen = new Set([start]);
    for (const file of seen) {
      for (const edge of graph.get(file)) if (!edge.lazy && !stop?.has(edge.path)) seen.add(edge.path);
    }
    return seen;
  };
  const eager = reach(ENTRY);
  const starts = new Set();
  for (const edges of graph.values()) {
    for (const edge of edges) if (edge.lazy && !eager.has(edge.path)) starts.add(edge.path);
  }
  const reachedFrom = new Map();
  for (const start of starts) {
    for (const file of reach(start, eager)) reachedFrom.set(file, [...(reachedFrom.get(file) ?? []), start]);
  }
  const units = new Map([['core', { name: 'core', files: eager, entry: ENTRY }]]);
  const bySignature = new Map();
  for (const [file, from] of reachedFrom) {
    const signature = from.sort().join(' ');
    let unit = bySignature.get(signature);
    if (unit === undefined) {
      const name = unitName(from.length === 1 ? from[0] : file, units);
      unit = { name, files: new Set(), entry: undefined };
      bySignature.set(signature, unit);
      units.set(name, unit);
    }
    unit.files.add(file);
  }
  const unitOf = new Map();
  for (const unit of units.values()) for (const file of unit.files) unitOf.set(file, unit);
  const shared = new Set(starts);
  for (const [file, edges] of graph) {
    for (const edge of edges) if (edge.lazy || unitOf.get(edge.path) !== unitOf.get(file)) shared.add(edge.path);
  }
  return { units, unitOf, shared };
}

function unitName(file, units) {
  const plain = basename(file, '.ts') === 'index' ? basename(dirname(file)) : basename(file, '.ts');
  let name = plain;
  for (let n = 2; units.has(name); n++) name = `${plain}${n}`;
  return name;
}

/** file → names it exports, for the files that are seen from outside their unit. */
async function exportNames(root, plan) {
  const names = new Map();
  if (plan.shared.size === 0) return names;
  const result = await build({
    ...common(root),
    entryPoints: [...plan.shared],
    format: 'esm',
    metafile: true,
    outdir: 'exports',
    outbase: '.',
    plugins: [{ name: 'alone', setup: (b) => b.onResolve({ filter: /^\./ }, (args) => aloneUnlessReexport(args)) }],
  });
  for (const output of Object.values(result.metafile.outputs)) {
    if (output.entryPoint !== undefined) names.set(output.entryPoint, output.exports);
  }
  for (const file of plan.shared) {
    const live = /^export let (\w+)/m.exec(readFileSync(join(root, file), 'utf8'));
    if (live) throw new Error(`${file}: \`export let ${live[1]}\` crosses a unit border; export a function or an object's field`);
  }
  return names;
}

/** Only `export * from` needs the other file to know the names. */
function aloneUnlessReexport(args) {
  if (args.kind === 'entry-point') return undefined;
  const text = readFileSync(args.importer, 'utf8');
  const star = new RegExp(`export \\* from ['"]${args.path.replaceAll('.', '\\.')}['"]`).test(text);
  return star ? { path: resolve(dirname(args.importer), args.path) } : { path: args.path, external: true };
}

async function bundleUnit(root, unit, plan, exported) {
  const mine = [...unit.files].filter((file) => plan.shared.has(file));
  const lines = [];
  if (unit.entry !== undefined) lines.push(`import { main } from './${unit.entry}';`);
  // Functions, so that a start does not build the tables of names that only units loaded later ask for.
  mine.forEach((file, i) => {
    const names = exported.get(file);
    lines.push(`import { ${names.map((name) => `${name} as m${i}_${name}`).join(', ')} } from './${file}';`);
    lines.push(`exports[${JSON.stringify(file)}] = () => ({ ${names.map((name) => `${name}: m${i}_${name}`).join(', ')} });`);
  });
  if (unit.entry !== undefined) lines.push("main(require('taipan:boot'));");
  const result = await build({
    ...common(root),
    stdin: { contents: lines.join('\n'), resolveDir: root, sourcefile: `${unit.name}.js` },
    outfile: 'unit.cjs',
    charset: 'ascii',
    minifyWhitespace: !READABLE,
    minifySyntax: !READABLE,
    minifyIdentifiers: RELEASE,
    plugins: [{ name: 'units', setup: (b) => b.onResolve({ filter: /^\./ }, (args) => crossing(root, unit, plan, args)) }, outside(exported, plan)],
    banner: { js: "(function (exports, require, module, __filename, __dirname) {'use strict';" },
    footer: { js: '})' },
  });
  return result.outputFiles[0].text;
}

/** Sends an import that leaves the unit to the virtual file made by `outside`. */
function crossing(root, unit, plan, args) {
  const path = relative(root, resolve(args.resolveDir, args.path));
  if (unit.files.has(path)) return undefined;
  return { path, namespace: 'outside' };
}

/** A file of another unit: for static imports constants taken from it once, for `require` and `import()` the file's exports. */
function outside(exported, plan) {
  return {
    name: 'outside',
    setup: (b) =>
      b.onLoad({ filter: /.*/, namespace: 'outside' }, ({ path }) => {
        const unit = plan.unitOf.get(path);
        const lines = [`const other = require('unit:${unit.name}')[${JSON.stringify(path)}]();`];
        for (const name of exported.get(path)) {
          lines.push(name === 'default' ? 'export default other.default;' : `export const ${name} = other.${name};`);
        }
        return { contents: lines.join('\n'), loader: 'js' };
      }),
  };
}
