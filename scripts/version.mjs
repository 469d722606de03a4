// The version of emitted code: 16 bits of a hash over everything that decides what the compiler emits. It is in the magic number of cached
// files, so that a changed compiler never meets code that an earlier one made.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow } from './files.mjs';

const PARTS = ['src/syntax', 'src/symtable', 'src/compiler'];
const FILES = ['src/runtime/unitFormat.ts'];

export function compilerVersion(root) {
  const hash = createHash('sha256');
  const files = PARTS.flatMap((part) => filesBelow(join(root, part))).concat(FILES.map((file) => join(root, file)));
  for (const file of files) {
    if (file.endsWith('.test.ts')) continue;
    hash.update(relative(root, file)).update(readFileSync(file));
  }
  return hash.digest().readUInt16LE(0);
}
