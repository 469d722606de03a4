// Quick looks at the statements of one function before it is emitted. Nested functions and classes are not entered.

import type { ExprNode, StmtNode } from '../../syntax/ast.ts';

/** Names that `del` or the end of an `except … as name` unbinds. */
export function deletedNames(body: readonly StmtNode[]): Set<string> {
  const names = new Set<string>();
  walk(body, names);
  return names;
}

function walk(body: readonly StmtNode[], names: Set<string>): void {
  for (const s of body) {
    switch (s.kind) {
      case 'Delete':
        for (const t of s.targets) target(t, names);
        break;
      case 'If':
      case 'For':
      case 'AsyncFor':
      case 'While':
        walk(s.body, names);
        walk(s.orelse, names);
        break;
      case 'With':
      case 'AsyncWith':
        walk(s.body, names);
        break;
      case 'Try':
      case 'TryStar':
        walk(s.body, names);
        for (const h of s.handlers) {
          if (h.name !== null) names.add(h.name);
          walk(h.body, names);
        }
        walk(s.orelse, names);
        walk(s.finalbody, names);
        break;
      case 'Match':
        for (const c of s.cases) walk(c.body, names);
        break;
    }
  }
}

function target(e: ExprNode, names: Set<string>): void {
  if (e.kind === 'Name') names.add(e.id);
  else if (e.kind === 'Tuple' || e.kind === 'List') for (const x of e.elts) target(x, names);
}
