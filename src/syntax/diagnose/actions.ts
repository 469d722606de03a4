// What the notation of grammar.ts and mistakes.ts cannot say: checks of literals (`@f`) and mistakes that depend on more than
// the shape of the text (`!! @f`).
// CPython: Parser/action_helpers.c, Parser/pegen_errors.c, Parser/pegen.h.

import { PySyntaxErrorInfo } from '../errors.ts';
import { decodeText, numberValue } from '../literals.ts';
import { identifierAt, goTo, tokenText } from '../parserState.ts';
import { plainString } from '../grammar/strings.ts';
import {
  AUX_IN_FORMAT,
  AUX_LEVEL,
  FSTRING_END,
  FSTRING_MIDDLE,
  FSTRING_START,
  K_IN,
  T_AUX,
  T_END,
  T_END_COL,
  T_END_LINE,
  T_LINE,
  T_SIZE,
  T_START,
  TSTRING_END,
  TSTRING_MIDDLE,
  TSTRING_START,
} from '../tokens.ts';
import { type Diagnoser, type Labels, LATEST, type Match, nodesIn } from './peg.ts';
import { atLastToken, atRange, atToken, known, startingFrom } from './raise.ts';

const NAMES: Record<string, string> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  TemplateStr: 't-string expression',
  Constant: 'literal',
  True: 'True',
  False: 'False',
  None: 'None',
  Ellipsis: 'ellipsis',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
};

/** What a message calls this kind of expression. */
export function expressionName(_: Diagnoser, match: Match): string {
  return NAMES[match.kind] ?? match.kind;
}

type TargetKind = 'star' | 'del' | 'for';

/** The part of an expression that keeps it from being a target; undefined if all of it may be one. */
function invalidTarget(d: Diagnoser, match: Match, kind: TargetKind): Match | undefined {
  switch (match.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      return undefined;
    case 'List':
    case 'Tuple':
      for (const element of nodesIn(match)) {
        const invalid = invalidTarget(d, element, kind);
        if (invalid !== undefined) return invalid;
      }
      return undefined;
    case 'Starred':
      return kind === 'del' ? match : invalidTarget(d, nodesIn(match)[0]!, kind);
    case 'Compare': {
      // `for a in b` reads as a comparison; its left side is the target.
      if (kind !== 'for') return match;
      const [left] = nodesIn(match);
      return d.tokens[left!.end + T_SIZE] === K_IN || isOperatorIn(d, match) ? invalidTarget(d, left!, kind) : undefined;
    }
    default:
      return match;
  }
}

/** Is `in` the first operator of a comparison? Brackets may lie between its left side and the operator. */
function isOperatorIn(d: Diagnoser, match: Match): boolean {
  const pair = match.parts[1]?.parts[0];
  return pair !== undefined && d.tokens[pair.start] === K_IN;
}

function badTarget(kind: TargetKind) {
  return (d: Diagnoser, labels: Labels): PySyntaxErrorInfo | undefined => {
    const invalid = invalidTarget(d, labels['a']!, kind);
    if (invalid === undefined) return undefined;
    return atRange(d, `cannot ${kind === 'del' ? 'delete' : 'assign to'} ${expressionName(d, invalid)}`, invalid, invalid);
  };
}

/** Names of statements that once were; they have a message of their own. */
function isLegacy(d: Diagnoser, match: Match): boolean {
  const text = match.start === match.end ? d.text(match) : '';
  return text === 'print' || text === 'exec';
}

type MistakeAction = (d: Diagnoser, labels: Labels, parts: readonly Match[]) => PySyntaxErrorInfo | undefined;

export const mistakeActions: Record<string, MistakeAction> = {
  badStarTarget: badTarget('star'),
  badDelTarget: badTarget('del'),
  badForTarget: badTarget('for'),

  lessGreater(d, { a, b }) {
    if (d.p.barry || d.tokens[a!.start + T_END] !== d.tokens[b!.start + T_START]) return undefined;
    return atRange(d, "invalid syntax.  Maybe you meant '!=' instead of '<>'?", a!, b!);
  },

  // f(a, b for b in c): a generator that is not alone needs brackets, `dict((a, b) for a, b in c)` does not.
  generatorInCall(d, { a, b }) {
    const positional = nodesIn({ ...a!, kind: '', parts: [a!] }).filter((node) => node.kind !== 'Keyword' && node.kind !== 'DoubleStar');
    if (positional.length <= 1) return undefined;
    return atRange(d, 'Generator expression must be parenthesized', positional[positional.length - 1]!, b!);
  },

  positionalAfterKeyword(d, { a }) {
    const isUnpacking = nodesIn({ ...a!, kind: '', parts: [a!] }).some((node) => node.kind === 'DoubleStar');
    return atLastToken(d, 'SyntaxError', `positional argument follows keyword argument${isUnpacking ? ' unpacking' : ''}`);
  },

  legacyStatement(d, { a, b }) {
    if (!isLegacy(d, a!)) return undefined;
    const name = d.text(a!);
    return atRange(d, `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`, a!, b!);
  },

  boundOfTypeVarTuple: (d, { a, b }) => boundError(d, a!, b!, 'TypeVarTuple'),
  boundOfParamSpec: (d, { a, b }) => boundError(d, a!, b!, 'ParamSpec'),

  // Two expressions side by side inside brackets.
  missingComma(d, { a, b }) {
    if (isLegacy(d, a!) || (d.tokens[d.at - T_SIZE + T_AUX]! & AUX_LEVEL) === 0) return undefined;
    return atRange(d, 'invalid syntax. Perhaps you forgot a comma?', a!, b!);
  },

  assignInExpression(d, { a }) {
    return atRange(d, `cannot assign to ${expressionName(d, a!)} here. Maybe you meant '==' instead of '='?`, a!, a!);
  },

  missingTupleBrackets(d, { a, b }) {
    const items = nodesIn({ ...b!, kind: '', parts: [b!] });
    return atRange(d, 'did you forget parentheses around the comprehension target?', a!, items[items.length - 1]!);
  },

  colonAfterKey(d, { a }) {
    const { tokens } = d;
    return known(
      d,
      'SyntaxError',
      "':' expected after dictionary key",
      tokens[a!.start + T_LINE]!,
      tokens[a!.end + T_END_COL]!,
      tokens[a!.end + T_END_LINE]!,
      0,
    );
  },

  mixedTemplate(d, _, [first, last]) {
    const parts = first!.kind === '' ? first!.parts : [first!];
    return atRange(d, 'cannot mix t-string literals with string or bytes literals', parts[parts.length - 1]!, last!.kind === '' ? last!.parts[0]! : last!);
  },
};

function boundError(d: Diagnoser, colon: Match, bound: Match, what: string): PySyntaxErrorInfo {
  return startingFrom(d, `cannot use ${bound.kind === 'Tuple' ? 'constraints' : 'bound'} with ${what}`, colon);
}

type Check = (d: Diagnoser, match: Match, labels: Labels) => boolean | Match;

/** Throw if a literal is wrong; false makes the rule fail, a match takes the place of the one given. */
export const checks: Record<string, Check> = {
  interactiveExit: () => false,

  futureImport(d, match) {
    if (/^from\s+__future__\s+import\b.*\bbarry_as_FLUFL\b/s.test(d.text(match))) d.p.barry = true;
    return true;
  },

  notEqual(d, match) {
    if (d.p.barry) throw atLastToken(d, 'SyntaxError', "with Barry as BDFL, use '<>' instead of '!='");
    return match.kind === 'token';
  },

  // `<>`, two tokens, of PEP 401.
  flufl: (d, match) => d.p.barry && d.text(match) === '<>',

  number(d, match) {
    if ((d.p.options.featureVersion ?? LATEST) < 6 && d.text(match).includes('_')) {
      throw atToken(d, 'Underscores in numeric literals are only supported in Python 3.6 and greater', match.start);
    }
    numberValue(d.p, match.start);
    return true;
  },

  realNumber(d, match) {
    if (numberValue(d.p, match.start).type === 'complex') throw atToken(d, 'real number required in complex literal', match.start);
    return true;
  },

  imaginaryNumber(d, match) {
    if (numberValue(d.p, match.start).type !== 'complex') throw atToken(d, 'imaginary number required in complex literal', match.start);
    return true;
  },

  string(d, match) {
    const { at } = d.p;
    goTo(d.p, match.start);
    quietly(d, () => plainString(d.p));
    goTo(d.p, at);
    return true;
  },

  // Texts of the format of a replacement field are decoded where they stand…
  text(d, match) {
    decodeMiddle(d, match.start);
    return true;
  },

  // … those of the string itself when its end has been read.
  texts(d, match) {
    const { tokens } = d;
    let depth = 0;
    for (let at = match.start; at < match.end; at += T_SIZE) {
      const kind = tokens[at]!;
      if (kind === FSTRING_START || kind === TSTRING_START) depth++;
      else if (kind === FSTRING_END || kind === TSTRING_END) depth--;
      else if (depth === 1 && (kind === FSTRING_MIDDLE || kind === TSTRING_MIDDLE) && (tokens[at + T_AUX]! & AUX_IN_FORMAT) === 0) {
        decodeMiddle(d, at);
      }
    }
    return true;
  },

  conversion(d, _, { a, b }) {
    const { tokens } = d;
    const letter = stringLetter(d, a!.start);
    if (tokens[a!.start + T_END] !== tokens[b!.start + T_START]) {
      throw atRange(d, `${letter}-string: conversion type must come right after the exclamation mark`, a!, b!);
    }
    const name = identifierAt(d.p, b!.start);
    if (name !== 's' && name !== 'r' && name !== 'a') {
      throw atToken(d, `${letter}-string: invalid conversion character '${name}': expected 's', 'r', or 'a'`, b!.start);
    }
    return true;
  },

  concatenation(d, match) {
    const parts = match.kind === '' ? match.parts : [match];
    const bytes = parts.filter((part) => part.kind === 'Constant' && /^[a-z]*b/i.test(tokenText(d.p, part.start)));
    if (bytes.length !== 0 && bytes.length !== parts.length) throw atLastToken(d, 'SyntaxError', 'cannot mix bytes and nonbytes literals');
    return { ...match, kind: parts.some((part) => part.kind === 'JoinedStr') ? 'JoinedStr' : 'Constant' };
  },
};

function stringLetter(d: Diagnoser, cell: number): string {
  return d.tokens[stringStart(d, cell)] === TSTRING_START ? 't' : 'f';
}

/** The START of the innermost string around a token. */
function stringStart(d: Diagnoser, cell: number): number {
  for (let at = cell - T_SIZE, depth = 0; ; at -= T_SIZE) {
    const kind = d.tokens[at]!;
    if (kind === FSTRING_END || kind === TSTRING_END) depth++;
    else if ((kind === FSTRING_START || kind === TSTRING_START) && depth-- === 0) return at;
  }
}

function decodeMiddle(d: Diagnoser, cell: number): void {
  const isRaw = /r/i.test(tokenText(d.p, stringStart(d, cell)));
  quietly(d, () => decodeText(d.p, cell, d.tokens[cell + T_START]!, d.tokens[cell + T_END]!, isRaw));
}

/** Runs a decoder for its errors only, which are put at the last token read; the first pass has given its warnings. */
function quietly(d: Diagnoser, decode: () => unknown): void {
  const count = d.p.warnings.length;
  try {
    decode();
  } catch (error) {
    if (error instanceof PySyntaxErrorInfo && error.message.startsWith('(')) throw atLastToken(d, 'SyntaxError', error.message);
    throw error;
  } finally {
    d.p.warnings.length = count;
  }
}
