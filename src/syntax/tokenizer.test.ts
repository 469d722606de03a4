// Facts about the tokenizer.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tokenizer, type TokenizerOptions } from './tokenizer.ts';
import { T_COL, T_END, T_SIZE, T_START, tokenKindName } from './tokens.ts';

/** Kinds with texts, one space between tokens; the text of NEWLINE, INDENT and DEDENT is left out. */
function expectTokens(source: string, expected: string, options: TokenizerOptions = {}): void {
  const { tokens, length } = new Tokenizer(source, options).run();
  const words: string[] = [];
  for (let at = 0; at < length; at += T_SIZE) {
    const name = tokenKindName(tokens[at]!);
    const text = source.slice(tokens[at + T_START]!, tokens[at + T_END]!);
    words.push(name === 'OP' || text.trim() === '' ? (name === 'OP' ? text : name) : `${name}:${text}`);
  }
  assert.equal(words.join(' '), expected, source);
}

function columnsOf(source: string): number[] {
  const { tokens, length } = new Tokenizer(source).run();
  return Array.from({ length: length / T_SIZE }, (_, i) => tokens[i * T_SIZE + T_COL]!);
}

test('lines and blocks', () => {
  expectTokens('x\n', 'NAME:x NEWLINE ENDMARKER');
  expectTokens('if x:\n  y\n\n# c\nz\n', 'NAME:if NAME:x : NEWLINE INDENT NAME:y NEWLINE DEDENT NAME:z NEWLINE ENDMARKER');
  expectTokens('(\n x\n)\n', '( NAME:x ) NEWLINE ENDMARKER');
  expectTokens('x \\\n y\n', 'NAME:x NAME:y NEWLINE ENDMARKER');
  expectTokens('if x:\n\ty\n', 'NAME:if NAME:x : NEWLINE INDENT NAME:y NEWLINE DEDENT ENDMARKER');
});

test('operators are the longest that fit', () => {
  expectTokens('a**=b//=c>>=d->e:=f...', 'NAME:a **= NAME:b //= NAME:c >>= NAME:d -> NAME:e := NAME:f ... ENDMARKER');
  expectTokens('a<>b', 'NAME:a < > NAME:b ENDMARKER');
});

test('numbers', () => {
  expectTokens('0xF_F 1_0.5e-3j .5 1.', 'NUMBER:0xF_F NUMBER:1_0.5e-3j NUMBER:.5 NUMBER:1. ENDMARKER');
  expectTokens('1if x', 'NUMBER:1 NAME:if NAME:x ENDMARKER');
});

test('strings', () => {
  expectTokens(`rb'a\\'b' "c"`, `STRING:rb'a\\'b' STRING:"c" ENDMARKER`);
  expectTokens(
    `f'a{b!r:>{c}}d{{'`,
    `FSTRING_START:f' FSTRING_MIDDLE:a { NAME:b ! NAME:r : FSTRING_MIDDLE:> { NAME:c } FSTRING_MIDDLE } FSTRING_MIDDLE:d{ FSTRING_END:' ENDMARKER`,
  );
  expectTokens(`f'{a[b:c]}{d:=5}'`, `FSTRING_START:f' { NAME:a [ NAME:b : NAME:c ] } { NAME:d : FSTRING_MIDDLE:=5 } FSTRING_END:' ENDMARKER`);
  expectTokens(`t"{f'{x}'}"`, `TSTRING_START:t" { FSTRING_START:f' { NAME:x } FSTRING_END:' } TSTRING_END:" ENDMARKER`);
});

test('columns are UTF-8 bytes', () => {
  assert.deepEqual(columnsOf("é = 'ü' # ö"), [0, 3, 5, 14]);
});

test('errors end the tokens', () => {
  expectTokens('x 1_', 'NAME:x ERRORTOKEN');
  expectTokens('(x', '( NAME:x ERRORTOKEN');
});

test('comments and blank lines on request', () => {
  expectTokens('x # c\n\n', 'NAME:x COMMENT:# c NEWLINE NL ENDMARKER', { extraTokens: true });
  expectTokens('x # type: int\n', 'NAME:x TYPE_COMMENT:int NEWLINE ENDMARKER', { typeComments: true });
});
