// Makes src/util/sre/matchUnits.ts from matchString.ts: the same machine over arrays of code points or bytes.
// Two copies keep every access to the subject monomorphic. Run: node scripts/gen-sre.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/util/sre/', import.meta.url);

export function unitsFromString(source) {
  const body = source
    .slice(source.indexOf('import '))
    .replaceAll('text: string', 'text: Units')
    .replace(/text\.charCodeAt\(([^()]*)\)/g, 'text[$1]!')
    .replaceAll('searchString', 'searchUnits')
    .replaceAll('runString', 'runUnits')
    .replace('/** How many', 'type Units = Uint8Array | Uint32Array;\n\n/** How many');
  return `// Generated from matchString.ts by: node scripts/gen-sre.mjs. Edit that file, not this one.\n// HOT. The backtracking machine for bytes and for strings kept as code points.\n\n${body}`;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const source = readFileSync(new URL('matchString.ts', folder), 'utf8');
  writeFileSync(new URL('matchUnits.ts', folder), unitsFromString(source));
}
