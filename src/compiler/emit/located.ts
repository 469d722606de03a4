// Where an operation on an attribute counts as happening: code that goes over several lines is told by the line of the attribute's name.
// CPython: update_start_location_to_match_attr in Python/codegen.c.
import type { Attribute, Node, Position } from '../../syntax/ast.ts';

/** `isImported` says of a name that it is a module's: its functions are not called as methods are. */
export function located(at: Position, isImported: (name: string) => boolean): Position {
  const attribute = attributeOf(at as Node & Position, isImported);
  if (attribute === undefined || at.lineno === attribute.end_lineno) return at;
  const length = [...attribute.attr].length;
  return { ...at, lineno: attribute.end_lineno, col_offset: Math.max(0, attribute.end_col_offset - length) };
}

function attributeOf(node: Node, isImported: (name: string) => boolean): Attribute | undefined {
  if (node.kind === 'Attribute') return node;
  if (node.kind !== 'Call' || node.func.kind !== 'Attribute') return undefined;
  const { func, args, keywords } = node;
  if (func.value.kind === 'Name' && isImported(func.value.id)) return undefined;
  return args.some((arg) => arg.kind === 'Starred') || keywords.some((keyword) => keyword.arg === null) ? undefined : func;
}
