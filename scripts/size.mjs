// npm run size: lines per folder of src/, the longest files, and the size of what dist/ holds. It shows growth and fails nothing.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { filesBelow } from './files.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = new Map();
const files = [];
for (const file of filesBelow(join(root, 'src')).filter((name) => name.endsWith('.ts'))) {
  const name = relative(join(root, 'src'), file);
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  const folder = name.split('/')[0];
  const row = folders.get(folder) ?? { code: 0, tests: 0, files: 0 };
  row.files++;
  row[name.endsWith('.test.ts') ? 'tests' : 'code'] += lines;
  folders.set(folder, row);
  files.push({ name, lines });
}
console.log('folder          files    lines    tests');
for (const [folder, { code, tests, files: count }] of folders) {
  console.log(`${folder.padEnd(14)}${String(count).padStart(7)}${String(code).padStart(9)}${String(tests).padStart(9)}`);
}
console.log('\nlongest files');
for (const { name, lines } of files.sort((a, b) => b.lines - a.lines).slice(0, 12)) console.log(`${String(lines).padStart(7)}  ${name}`);
console.log('\nunits in dist/');
const units = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.cjs'));
for (const name of units.sort((a, b) => size(b) - size(a)).slice(0, 12)) {
  const packed = gzipSync(readFileSync(join(root, 'dist', name))).length;
  console.log(`${kilobytes(size(name)).padStart(9)}${kilobytes(packed).padStart(9)} gz  ${name}`);
}

function size(name) {
  return statSync(join(root, 'dist', name)).size;
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} kB`;
}
