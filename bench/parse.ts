// Speed of the tokenizer and the parser, in MB/s, over the given Python files.
// npx esbuild bench/parse.ts --bundle --platform=node --format=esm --outfile=build/parse.mjs && node build/parse.mjs FILE…

import { readFileSync } from 'node:fs';
import { parse } from '../src/syntax/parser.ts';
import { Tokenizer } from '../src/syntax/tokenizer.ts';

const sources = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const size = sources.reduce((sum, source) => sum + source.length, 0);

function best(run: (source: string) => void): number {
  let fastest = Infinity;
  for (let round = 0; round < 20; round++) {
    const start = performance.now();
    sources.forEach(run);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return size / fastest / 1000;
}

console.log(`tokenize ${best((source) => new Tokenizer(source).run()).toFixed(1)} MB/s`);
console.log(`parse    ${best((source) => parse(source, { filename: '<bench>', mode: 'exec' })).toFixed(1)} MB/s`);
