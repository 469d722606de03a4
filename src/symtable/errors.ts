// How the passes after the parser report a syntax error: at a node, columns still in bytes, as CPython does.

import type { Position } from '../syntax/ast.ts';
import { PySyntaxErrorInfo } from '../syntax/errors.ts';

export function syntaxErrorAt(message: string, at: Position): never {
  throw new PySyntaxErrorInfo('SyntaxError', message, at.lineno, at.col_offset + 1, at.end_lineno, at.end_col_offset + 1, null);
}
