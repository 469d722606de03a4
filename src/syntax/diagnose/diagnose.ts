import { PySyntaxErrorInfo } from '../errors.ts';
import type { Parser } from '../parserState.ts';
import { tokenError } from '../report.ts';
import type { Tokenizer } from '../tokenizer.ts';
export function diagnose(p: Parser, t: Tokenizer, first: PySyntaxErrorInfo | undefined): PySyntaxErrorInfo {
  if (first) return first;
  if (t.error) return t.error;
  return tokenError(p, p.at, 'invalid syntax');
}
