// HOT. Arguments of calls and of class statements.
// CPython: Grammar/python.gram, "FUNCTION CALL ARGUMENTS".

import type { ExprNode, KeywordNode } from '../ast.ts';
import { newGeneratorExp, newKeywordNode } from '../ast.ts';
import { accept, advance, fail, identifierAt, peek, type Parser } from '../parserState.ts';
import { COLONEQUAL, COMMA, DOUBLESTAR, EQUAL, NAME, RPAR, STAR, T_SIZE } from '../tokens.ts';
import { assignmentExpression, expression, forIfClauses, starredExpression, startsComprehension } from './expressions.ts';

export interface CallArguments {
  args: ExprNode[];
  keywords: KeywordNode[];
}

// args: ((starred_expression | named_expression) !'=') (',' …)* [',' kwargs] | kwargs
// kwargs: (NAME '=' expression | starred_expression) (',' …)* [',' (NAME '=' expression | '**' expression) (',' …)*] | …
/**
 * Stops before the closing bracket. Positional arguments come first, `*` may also follow keywords, and behind `**`
 * only keywords and `**` may come. A lone generator expression takes the brackets of the call for its own.
 */
export function callArguments(p: Parser, allowGenerator: boolean): CallArguments {
  const args: ExprNode[] = [];
  const keywords: KeywordNode[] = [];
  let sawDoubleStar = false;
  const open = p.at - T_SIZE;
  while (p.kind !== RPAR) {
    if (p.kind === NAME && peek(p) === EQUAL) {
      keywords.push(keyword(p));
    } else if (p.kind === STAR) {
      if (sawDoubleStar) fail();
      args.push(starredExpression(p));
    } else if (p.kind === DOUBLESTAR) {
      sawDoubleStar = true;
      const start = p.at;
      advance(p);
      const value = expression(p);
      keywords.push(newKeywordNode(null, value, p.from(start)));
    } else {
      if (keywords.length !== 0) fail();
      const value = p.kind === NAME && peek(p) === COLONEQUAL ? assignmentExpression(p) : expression(p);
      if (startsComprehension(p)) {
        if (!allowGenerator || args.length !== 0) fail();
        args.push(generator(p, open, value));
        break;
      }
      args.push(value);
    }
    if (!accept(p, COMMA)) break;
  }
  return { args, keywords };
}

// NAME '=' expression
function keyword(p: Parser): KeywordNode {
  const start = p.at;
  advance(p);
  advance(p);
  const value = expression(p);
  return newKeywordNode(identifierAt(p, start), value, p.from(start));
}

function generator(p: Parser, open: number, element: ExprNode): ExprNode {
  const generators = forIfClauses(p);
  if (p.kind !== RPAR) fail();
  const at = p.from(open);
  at.end_lineno = p.tokens[p.at + 5]!;
  at.end_col_offset = p.tokens[p.at + 6]!;
  return newGeneratorExp(element, generators, at);
}
