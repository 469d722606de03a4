// Builds dist/: what `taipan` runs. `npm install` in a clone calls it (script `prepare`).
//   dist/core.cjs            the eager part: the command, compiler, object model, runtime
//   dist/<unit>.cjs          everything reached only through `require('./x.ts')` or `import('./x.ts')`: loaded when asked for
//   dist/lib/python3.14/     the Python library (scripts/library.mjs), compiled ahead of time (scripts/compile-lib.mjs)
// Everything is written beside the old dist and renamed into place, so that a running taipan never sees half a build.
//   --no-lib   leaves the library as it is, but for what each start needs; for a quick rebuild while working on src/
//   --no-aot   lays the library out without compiling it
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileLibrary } from './compile-lib.mjs';
import { buildUnits } from './units.mjs';
import { layOutLibrary } from './library.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const options = new Set(process.argv.slice(2));
const dist = join(root, 'dist');
const started = Date.now();

mkdirSync(dist, { recursive: true });
const units = await buildUnits(root, dist);
report('units', units);

if (!options.has('--no-lib')) {
  const fresh = join(root, `dist/lib.${process.pid}`);
  const files = layOutLibrary(root, join(fresh, 'python3.14'));
  const old = join(root, `dist/lib.old.${process.pid}`);
  if (existsSync(join(dist, 'lib'))) renameSync(join(dist, 'lib'), old);
  renameSync(fresh, join(dist, 'lib'));
  rmSync(old, { recursive: true, force: true });
  report('library', `${files} files`);
}
if (!options.has('--no-aot') && existsSync(join(dist, 'lib/python3.14'))) {
  report('ahead of time', await compileLibrary(root, dist, { onlyStart: options.has('--no-lib') }));
}

function report(part, what) {
  if (!process.env.npm_config_loglevel || process.env.npm_config_loglevel !== 'silent') {
    console.log(`build: ${part}: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
}
