// `from __future__ import …` at the head of a program: which features. CPython: Python/future.c.
// The compiler complains about one that stands later.

import type { ImportFrom, ModNode } from '../syntax/ast.ts';
import { syntaxErrorAt } from './errors.ts';
import type { FutureFeatures } from './scope.ts';

export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;

/** Features that are part of the language by now. */
const settled = new Set([
  'nested_scopes',
  'generators',
  'division',
  'absolute_import',
  'with_statement',
  'print_function',
  'unicode_literals',
  'generator_stop',
]);

export function findFutureFeatures(mod: ModNode, inherited: number): FutureFeatures {
  const features: FutureFeatures = { annotations: false, barryAsBdfl: false, flags: inherited, lineno: -1 };
  if (mod.kind === 'Module' || mod.kind === 'Interactive') {
    let seenDocstring = false;
    for (const s of mod.body) {
      if (s.kind === 'ImportFrom' && s.module === '__future__' && (s.level === 0 || s.level === null)) {
        addFeatures(features, s);
        features.lineno = s.lineno;
      } else if (s.kind === 'Expr' && !seenDocstring && s.value.kind === 'Constant' && s.value.value.type === 'str') {
        seenDocstring = true;
      } else {
        break;
      }
    }
  }
  features.annotations = (features.flags & CO_FUTURE_ANNOTATIONS) !== 0;
  features.barryAsBdfl = (features.flags & CO_FUTURE_BARRY_AS_BDFL) !== 0;
  return features;
}

function addFeatures(features: FutureFeatures, s: ImportFrom): void {
  for (const alias of s.names) {
    if (alias.name === 'annotations') features.flags |= CO_FUTURE_ANNOTATIONS;
    else if (alias.name === 'barry_as_FLUFL') features.flags |= CO_FUTURE_BARRY_AS_BDFL;
    else if (alias.name === 'braces') syntaxErrorAt('not a chance', alias);
    else if (!settled.has(alias.name)) syntaxErrorAt(`future feature ${alias.name} is not defined`, alias);
  }
}
