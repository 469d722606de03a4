// import a.b          G.$a = importName(G, B, 'a.b', None, 0, ns, pc)
// import a.b as c     G.$c = importFrom(importName(…), 'b', pc)
// from m import x     $1 = importName(G, B, 'm', ('x',), level, ns, pc); G.$x = importFrom($1, 'x', pc)

import type { Import, ImportFrom, Position } from '../../syntax/ast.ts';
import { CO_FUTURE_ANNOTATIONS } from '../../symtable/future.ts';
import { jsString } from '../js.ts';
import type { Fn } from './context.ts';
import { constantText } from './expr.ts';
import { storeName } from './names.ts';

export function emitImport(f: Fn, s: Import): void {
  for (const alias of s.names) {
    const module = importText(f, alias.name, f.helper('None'), 0, s);
    if (alias.asname === null) {
      const dot = alias.name.indexOf('.');
      storeName(f, dot < 0 ? alias.name : alias.name.slice(0, dot), module, alias);
      continue;
    }
    let value = module;
    for (const part of alias.name.split('.').slice(1)) {
      f.noteName(part);
      value = f.call('importFrom', [value, jsString(part)], s);
    }
    storeName(f, alias.asname, value, alias);
  }
}

export function emitImportFrom(f: Fn, s: ImportFrom): void {
  const star = s.names[0]!.name === '*';
  const names = constantText(f, { type: 'tuple', items: s.names.map((a) => ({ type: 'str', value: a.name })) });
  const module = importText(f, s.module ?? '', names, s.level ?? 0, s);
  if (star) {
    f.line(`${f.call('importStar', [module, 'G', f.nsMode ? 'ns' : 'undefined'], s)};`);
    return;
  }
  const held = f.temp();
  f.line(`${held} = ${module};`);
  for (const alias of s.names) {
    f.noteName(alias.name);
    storeName(f, alias.asname ?? alias.name, f.call('importFrom', [held, jsString(alias.name)], s), alias);
  }
}

function importText(f: Fn, name: string, names: string, level: number, at: Position): string {
  f.noteName(name);
  return f.call('importName', ['G', 'B', jsString(name), names, String(level), f.nsMode ? 'ns' : 'undefined'], at);
}

export const FUTURE_ANNOTATIONS = CO_FUTURE_ANNOTATIONS;
