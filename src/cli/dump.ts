// `--dump=tokens,ast,symtable,js`: what each phase makes of a file; for developers.
import { host, readFile, writeAll } from '../host/host.ts';
import { parse } from '../syntax/parser.ts';
import { dumpAst, dumpTokens } from '../syntax/dump.ts';
import { buildSymtable, dumpSymtable } from '../symtable/symtable.ts';
import { tokenize } from '../syntax/tokenizer.ts';
import { compileUnit } from '../compiler/compile.ts';
import { PySyntaxErrorInfo } from '../syntax/errors.ts';
import type { CommandLine } from './options.ts';

export function dump(phases: string, line: CommandLine): void {
  const source: string | Uint8Array = line.command ?? readFile(line.file ?? '/dev/stdin');
  const filename = line.file ?? '<string>';
  try {
    for (const phase of phases.split(',')) say(show(phase, source, filename));
  } catch (e) {
    if (!(e instanceof PySyntaxErrorInfo)) throw e;
    writeAll(2, new TextEncoder().encode(`${e.kind}: ${e.message} (line ${e.lineno}, offset ${e.offset})\n`));
    host.process.exitNow(1);
  }
}

function say(text: string): void {
  writeAll(1, new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
}

function show(phase: string, source: string | Uint8Array, filename: string): string {
  if (phase === 'tokens') return dumpTokens(tokenize(typeof source === 'string' ? source : new TextDecoder().decode(source)));
  const { ast } = parse(source, { filename, mode: 'exec' });
  switch (phase) {
    case 'ast':
      return dumpAst(ast, { indent: 2 });
    case 'symtable':
      return dumpSymtable(buildSymtable(ast, { futureFlags: 0, allowTopLevelAwait: false }).top);
    case 'js':
      return compileUnit(ast, { filename }).text;
    default:
      return `unknown phase '${phase}': tokens, ast, symtable, js`;
  }
}
