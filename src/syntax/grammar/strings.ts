// Strings: adjacent literals joined to one node, f-strings and t-strings put together from their tokens.
// Adjacent texts become one Constant that reaches from the first to the last of them; `{x=}` leaves the text `x=` as a
// Constant of its own, which joins with its neighbours like any other.
// CPython: Parser/action_helpers.c, "f-strings".

import type { Constant, ConstantValue, ExprNode, Position } from '../ast.ts';
import { newConstant, newFormattedValue, newInterpolation, newJoinedStr, newTemplateStr } from '../ast.ts';
import { decodeBytes, decodeText, textConstant } from '../literals.ts';
import { accept, advance, fail, type Parser, tokenText } from '../parserState.ts';
import { rangeError, tokenError } from '../report.ts';
import * as T from '../tokens.ts';
import { annotatedRhs } from './expressions.ts';

/** Part of a string: a text with its place, or a replacement field. */
type Piece = ExprNode;

// strings: (fstring | string)+ | tstring+
export function strings(p: Parser): ExprNode {
  const start = p.at;
  // fast: one plain literal.
  if (p.kind === T.STRING) {
    const next = p.tokens[start + T.T_SIZE]!;
    if (next !== T.STRING && next !== T.FSTRING_START && next !== T.TSTRING_START) return plainString(p);
  }
  return p.kind === T.TSTRING_START ? templateStrings(p) : joinedStrings(p, start);
}

function joinedStrings(p: Parser, start: number): ExprNode {
  const parts: ExprNode[] = [];
  while (p.kind === T.STRING || p.kind === T.FSTRING_START) {
    parts.push(p.kind === T.STRING ? plainString(p) : formattedString(p));
  }
  if (p.kind === T.TSTRING_START) fail();
  return joinStrings(p, start, parts);
}

/** What adjacent literals make together: bytes, str, or a JoinedStr if one of them is an f-string. */
function joinStrings(p: Parser, start: number, parts: ExprNode[]): ExprNode {
  let bytes = 0;
  let isFormatted = false;
  for (const part of parts) {
    if (part.kind === 'JoinedStr') isFormatted = true;
    else if (part.kind === 'Constant' && part.value.type === 'bytes') bytes++;
  }
  if (bytes !== 0 && bytes !== parts.length) throw tokenError(p, p.at - T.T_SIZE, 'cannot mix bytes and nonbytes literals');
  if (parts.length === 1) return parts[0]!;
  if (bytes !== 0) return newConstant(joinBytes(parts), null, p.from(start));
  if (!isFormatted) {
    const values = parts.map((part) => (part as { value: ConstantValue }).value);
    return newConstant(textConstant(values), (parts[0] as { u_kind: string | null }).u_kind, p.from(start));
  }
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind === 'JoinedStr') for (const piece of part.values) pieces.push(piece);
    else pieces.push(part);
  }
  return newJoinedStr(mergeTexts(p, pieces), p.from(start));
}

function joinBytes(parts: ExprNode[]): ConstantValue {
  const values = parts.map((part) => ((part as { value: ConstantValue }).value as { value: Uint8Array }).value);
  const value = new Uint8Array(values.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of values) {
    value.set(part, at);
    at += part.length;
  }
  return { type: 'bytes', value };
}

// tstring+
function templateStrings(p: Parser): ExprNode {
  const start = p.at;
  const pieces: Piece[] = [];
  while (p.kind === T.TSTRING_START) {
    for (const piece of stringPieces(p, T.TSTRING_END)) pieces.push(piece);
  }
  if (p.kind === T.STRING || p.kind === T.FSTRING_START) fail();
  return newTemplateStr(mergeTexts(p, pieces), p.from(start));
}

/** Joins neighbouring texts and drops empty ones. */
function mergeTexts(p: Parser, pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    if (piece.kind !== 'Constant') {
      merged.push(piece);
      continue;
    }
    let end = i + 1;
    while (end < pieces.length && pieces[end]!.kind === 'Constant') end++;
    const texts = pieces.slice(i, end) as { value: ConstantValue; u_kind: string | null }[];
    const value = textConstant(texts.map((text) => text.value));
    if (!isEmpty(value)) {
      merged.push(newConstant(value, texts[0]!.u_kind, p.between(piece as Position, pieces[end - 1] as Position)));
    }
    i = end - 1;
  }
  return merged;
}

// STRING
export function plainString(p: Parser): ExprNode {
  const { source, tokens, at } = p;
  let start = tokens[at + T.T_START]!;
  let end = tokens[at + T.T_END]!;
  let raw = false;
  let isBytes = false;
  let uKind: string | null = null;
  let c = source.charCodeAt(start);
  while (c !== 34 && c !== 39) {
    c |= 32;
    if (c === 114) raw = true;
    else if (c === 98) isBytes = true;
    else if (source.charCodeAt(start) === 117) uKind = 'u';
    c = source.charCodeAt(++start);
  }
  const isTriple = end - start >= 6 && source.charCodeAt(start + 1) === c && source.charCodeAt(start + 2) === c;
  start += isTriple ? 3 : 1;
  end -= isTriple ? 3 : 1;
  const value = isBytes ? decodeBytes(p, at, start, end, raw) : decodeText(p, at, start, end, raw);
  advance(p);
  return newConstant(value, uKind, p.from(at));
}

// fstring: FSTRING_START fstring_middle* FSTRING_END
function formattedString(p: Parser): ExprNode {
  const start = p.at;
  const pieces = stringPieces(p, T.FSTRING_END);
  return newJoinedStr(mergeTexts(p, pieces), p.from(start));
}

// fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
function stringPieces(p: Parser, end: number): Piece[] {
  const raw = /r/i.test(tokenText(p, p.at));
  const pieces: Piece[] = [];
  advance(p);
  // Texts are decoded when the whole string has been read, as CPython does: faults in its expressions come first.
  const texts: { node: Constant; at: number }[] = [];
  while (p.kind !== end) {
    if (p.kind === T.LBRACE) {
      replacementField(p, end, raw, pieces, /* inFormat */ false);
    } else {
      const { at } = p;
      const node = middle(p);
      texts.push({ node, at });
      pieces.push(node);
    }
  }
  for (const { node, at } of texts) node.value = decodeMiddle(p, at, raw, p.at);
  advance(p);
  return pieces.filter((piece) => piece.kind !== 'Constant' || !isEmpty(piece.value));
}

// FSTRING_MIDDLE, not decoded yet
function middle(p: Parser): Constant {
  const { at } = p;
  if (p.kind !== T.FSTRING_MIDDLE && p.kind !== T.TSTRING_MIDDLE) fail();
  advance(p);
  const node = newConstant(EMPTY, null, p.from(at));
  node.end_col_offset += doubledBrace(p, at);
  return node;
}

function isEmpty(value: ConstantValue): boolean {
  return value.type === 'str' && value.value === '';
}

const EMPTY: ConstantValue = { type: 'str', value: '' };

function decodeMiddle(p: Parser, at: number, raw: boolean, errorAt: number): ConstantValue {
  return decodeText(p, errorAt, p.tokens[at + T.T_START]!, p.tokens[at + T.T_END]!, raw);
}

/** `{{` and `}}` end a piece behind their first brace; the Constant's place covers both. */
function doubledBrace(p: Parser, at: number): number {
  const end = p.tokens[at + T.T_END]!;
  const brace = p.source[end - 1];
  const next = p.tokens[at + T.T_SIZE + T.T_START]!;
  return (brace === '{' || brace === '}') && next === end + 1 && p.source[end] === brace ? 1 : 0;
}

// fstring_replacement_field: '{' annotated_rhs ['='] ['!' NAME] [':' fstring_format_spec*] '}'
function replacementField(p: Parser, stringEnd: number, raw: boolean, pieces: Piece[], inFormat: boolean): void {
  const start = p.at;
  const isTemplate = stringEnd === T.TSTRING_END && !inFormat;
  advance(p);
  const expressionAt = p.at;
  const value = annotatedRhs(p);
  const valueEnd = p.at;
  const isDebug = accept(p, T.EQUAL);
  const conversionAt = p.at;
  let conversion = accept(p, T.EXCLAMATION) ? conversionCode(p, conversionAt) : -1;
  const formatAt = p.at;
  const format = p.kind === T.COLON ? formatSpec(p, stringEnd, raw) : null;
  if (p.kind !== T.RBRACE) fail();
  const textStart = p.tokens[expressionAt - T.T_SIZE + T.T_END]!;
  advance(p);
  if (isDebug) {
    const behind = conversion >= 0 ? conversionAt : format !== null ? formatAt : p.at - T.T_SIZE;
    pieces.push(debugText(p, start, textStart, behind));
    if (conversion < 0 && format === null) conversion = 114;
  }
  if (isTemplate) {
    const text = expressionText(p, textStart, valueEnd);
    pieces.push(newInterpolation(value, { type: 'str', value: text }, conversion, format, p.from(start)));
  } else {
    pieces.push(newFormattedValue(value, conversion, format, p.from(start)));
  }
}

// '!' NAME
function conversionCode(p: Parser, bang: number): number {
  if (p.kind !== T.NAME) fail();
  const name = tokenText(p, p.at);
  const letter = stringLetter(p);
  if (p.tokens[p.at + T.T_START] !== p.tokens[bang + T.T_END]) {
    throw rangeError(p, `${letter}-string: conversion type must come right after the exclamation mark`, bang, p.at);
  }
  if (name !== 's' && name !== 'r' && name !== 'a') {
    throw tokenError(p, p.at, `${letter}-string: invalid conversion character '${name}': expected 's', 'r', or 'a'`);
  }
  advance(p);
  return name.charCodeAt(0);
}

/** `f` or `t`, whichever the innermost string around the current token is. */
function stringLetter(p: Parser): string {
  let depth = 0;
  for (let at = p.at; at >= 0; at -= T.T_SIZE) {
    const kind = p.tokens[at]!;
    if (kind === T.FSTRING_END || kind === T.TSTRING_END) depth++;
    if ((kind === T.FSTRING_START || kind === T.TSTRING_START) && depth-- === 0) return kind === T.FSTRING_START ? 'f' : 't';
  }
  return 'f';
}

// ':' fstring_format_spec*
function formatSpec(p: Parser, stringEnd: number, raw: boolean): ExprNode {
  const start = p.at;
  const pieces: Piece[] = [];
  advance(p);
  while (p.kind !== T.RBRACE) {
    if (p.kind === T.LBRACE) replacementField(p, stringEnd, raw, pieces, /* inFormat */ true);
    else pieces.push(formatText(p, raw));
  }
  return newJoinedStr(mergeTexts(p, pieces), p.from(start));
}

function formatText(p: Parser, raw: boolean): ExprNode {
  const { at } = p;
  const node = middle(p);
  node.value = decodeMiddle(p, at, raw, at);
  return node;
}

/** The text of `{x = }` up to the token at `behind`, as a Constant. */
function debugText(p: Parser, start: number, textStart: number, behind: number): ExprNode {
  const { tokens } = p;
  const value: ConstantValue = { type: 'str', value: withoutComments(p, textStart, tokens[behind + T.T_START]!, behind) };
  const at: Position = {
    lineno: tokens[start + T.T_END_LINE]!,
    col_offset: tokens[start + T.T_END_COL]!,
    end_lineno: tokens[behind + T.T_LINE]!,
    end_col_offset: tokens[behind + T.T_COL]!,
  };
  return newConstant(value, null, at);
}

/** The text of a t-string's expression: all before its `=`, `!`, `:` or `}`. */
function expressionText(p: Parser, textStart: number, behind: number): string {
  return withoutComments(p, textStart, p.tokens[behind + T.T_START]!, behind);
}

/** Source text between two offsets less its comments, which only lie between tokens. */
function withoutComments(p: Parser, start: number, end: number, behind: number): string {
  const text = p.source.slice(start, end);
  if (!text.includes('#')) return text;
  let result = '';
  let from = start;
  let first = behind;
  while (first > 0 && p.tokens[first - T.T_SIZE + T.T_START]! >= start) first -= T.T_SIZE;
  for (let at = first; at <= behind; at += T.T_SIZE) {
    const tokenStart = p.tokens[at + T.T_START]!;
    result += p.source.slice(from, tokenStart).replace(/#[^\n]*/g, '');
    from = Math.min(p.tokens[at + T.T_END]!, end);
    if (at < behind) result += p.source.slice(tokenStart, from);
  }
  return result;
}
