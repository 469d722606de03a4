// Lays out dist/lib/python3.14: the library from the npm package `pyodide`, less what that package added or replaced for its own
// platform, plus pylib/ (modules of ours that the package lacks). Nothing of it is committed.
//
// The package's library is CPython 3.14.2 with these changes, found by comparing it with a CPython of the same minor version:
//   pyodide, _pyodide          its own packages                                       dropped
//   _ssl, ssl                  stubs that pretend to be there                         dropped: pylib/ has ours
//   webbrowser                 opens windows of the page it runs in                   dropped: pylib/ has ours
//   zoneinfo/_common           one message advises how to load tzdata into a page     the added lines are cut out
//   _sysconfigdata__emscripten describes a WebAssembly build                          dropped: pylib/ has ours
//   ctypes/util                `find_library` has one branch more, for emscripten     kept: never taken
// A change of the package that these rules no longer fit makes the build fail rather than ship something half right.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const DROPPED = /^(_?pyodide\/|_?ssl\.py$|webbrowser\.py$|_sysconfigdata__|site-packages\/|_pyrepl\/mypy\.ini$)/;

const CUT = new Map([
  [
    'zoneinfo/_common.py',
    /^ +import sys\n +if "tzdata" not in sys\.modules:\n +raise ZoneInfoNotFoundError\(\n(?:.*\n){2} +" package before you use zoneinfo\."\)\n/m,
  ],
]);

/** Writes the library into `target`; gives the number of files. */
export function layOutLibrary(root, target) {
  const require = createRequire(join(root, 'package.json'));
  const zip = readFileSync(join(dirname(require.resolve('pyodide/package.json')), 'python_stdlib.zip'));
  let count = 0;
  for (const { name, data } of zipEntries(zip)) {
    if (name.endsWith('/') || DROPPED.test(name)) continue;
    write(join(target, name), repaired(name, data()));
    count++;
  }
  const own = join(root, 'pylib');
  if (existsSync(own)) {
    cpSync(own, target, { recursive: true, filter: (path) => !path.endsWith('__pycache__') && !path.endsWith('.md') });
    count += countFiles(own);
  }
  mkdirSync(join(target, 'site-packages'), { recursive: true });
  return count;
}

function repaired(name, data) {
  const added = CUT.get(name);
  if (added !== undefined) {
    const text = data.toString('utf8');
    const cut = text.replace(added, '');
    if (cut === text) throw new Error(`${name}: the lines that pyodide adds are not where they were`);
    return Buffer.from(cut);
  }
  if (/^(?:from|import) (?:js|pyodide|pyodide_js|_pyodide)\b/m.test(data.toString('latin1'))) {
    throw new Error(`${name}: imports from pyodide; say in scripts/library.mjs what to do with it`);
  }
  return data;
}

function write(path, data) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
}

function countFiles(folder) {
  let count = 0;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    count += statSync(path).isDirectory() ? countFiles(path) : 1;
  }
  return count;
}

/** The entries of a zip file, from its central directory; only stored and deflated ones occur. */
function* zipEntries(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('not a zip file');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + size);
    yield { name, data: () => (method === 0 ? packed : inflateRawSync(packed)) };
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}
