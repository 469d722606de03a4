// Where a program stands between two rounds of a loop, when signals run their handlers: CPython's jump to the beginning has the place of the
// last instruction of the body, and so a traceback shows what was done last.
// CPython: codegen_for, codegen_while in Python/codegen.c, the propagation of line numbers in Python/flowgraph.c.
import type { ExprNode, Position, StmtNode } from '../../syntax/ast.ts';

/** The place for the back edge of a loop statement; other nodes stand for themselves. */
export function backEdge(at: Position): Position {
  const node = at as StmtNode | ExprNode;
  switch (node.kind) {
    case 'For':
    case 'AsyncFor':
    case 'While':
      return lastOf(node.body);
    case 'GeneratorExp':
      return node.elt;
    default:
      return at;
  }
}

const lastOf = (body: readonly StmtNode[]): Position => endOf(body.at(-1)!);

/** The last instruction of a statement. Of branches that end at the same place the one in the text's order last is taken. */
function endOf(s: StmtNode): Position {
  switch (s.kind) {
    case 'Assign':
      return lastTarget(s.targets.at(-1)!);
    case 'AugAssign':
      return s.target;
    case 'AnnAssign':
      return s.value === null ? s : s.target;
    case 'Expr':
      return s.value;
    case 'If':
      return lastOf(s.orelse.length > 0 ? s.orelse : s.body);
    case 'For':
    case 'AsyncFor':
      return s.orelse.length > 0 ? lastOf(s.orelse) : s.iter;
    case 'While':
      return s.orelse.length > 0 ? lastOf(s.orelse) : s.test;
    case 'With':
    case 'AsyncWith':
      return s.items[0]!.context_expr;
    case 'Try':
    case 'TryStar':
      return lastOf([s.finalbody, s.orelse, s.body].find((part) => part.length > 0)!);
    case 'Match':
      return lastOf(s.cases.at(-1)!.body);
    default:
      return s;
  }
}

function lastTarget(e: ExprNode): Position {
  return e.kind === 'Tuple' || e.kind === 'List' ? (e.elts.length > 0 ? lastTarget(e.elts.at(-1)!) : e) : e;
}
