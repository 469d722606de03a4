// A misspelt keyword as the cause of "invalid syntax": names near the error are replaced by keywords that look like them, until the
// statement can be parsed. CPython: Lib/traceback.py (_find_keyword_typos), Lib/difflib.py, Lib/codeop.py.
import type { PyObject } from '../../objects/model/object.ts';
import type { PyTuple } from '../../objects/model/values.ts';
import { FS } from '../../objects/frame.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { excMatches, isException } from '../../objects/ops/exceptions.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { IncompleteInputError, SyntaxError } from '../../objects/types/exceptions.ts';
import { closestName } from '../../util/suggestions.ts';
import { theCompiler } from '../compilerInterface.ts';
import { fileLines, TooRich } from './sourceFiles.ts';
import { charsOf, dedentLines } from './text.ts';

export interface Typo {
  keyword: string;
  /** The line it is in, and where (columns from 1). */
  text: string;
  offset: number;
  endOffset: number;
}

const KEYWORDS = (
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda ' +
  'nonlocal not or pass raise return try while with yield'
).split(' ');
const LONGEST_SOURCE = 1024;
const MOST_NAMES = 10;
const MOST_MATCHES = 3;

/** @param metadata where the statement begins (line, column) and the source, None where it is in the file */
export function misspeltKeyword(metadata: PyTuple, filename: string, endLine: number): Typo | undefined {
  const [line, , source] = metadata.ta as [PyObject, PyObject, PyObject];
  if (typeof line !== 'number') throw new TooRich();
  const inFile = !isStr(source);
  const all = inFile ? fileLines(filename) : jsFromStr(source).split(/\r\n|\r|\n/);
  const lines = dedentLines(all.slice(line > 0 ? line - 1 : 0, endLine));
  const text = lines.join('\n');
  if (charsOf(text).length > LONGEST_SOURCE) return undefined;
  const last = line === 0 ? endLine : endLine + 1;
  let left = MOST_NAMES;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    for (const { name, row, column, endColumn, physical } of namesOf(text)) {
      if ((inFile && row + line !== last) || KEYWORDS.includes(name)) continue;
      if (--left < 0) return undefined;
      for (const keyword of similarKeywords(name)) {
        const tried = lines.slice();
        const chars = charsOf(lines[row - 1]!).slice();
        tried[row - 1] = [...chars.slice(0, column), keyword, ...chars.slice(endColumn)].join('');
        if (compiles(tried.join('\n'))) return { keyword, text: physical, offset: column + 1, endOffset: endColumn + 1 };
      }
    }
  } catch (e) {
    // The tokenizer stops where there are no tokens any more.
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
  return undefined;
}

interface Name {
  name: string;
  row: number;
  column: number;
  endColumn: number;
  physical: string;
}

/** The NAME tokens of a text, as `tokenize` gives them. */
function* namesOf(text: string): Generator<Name> {
  const NAME = 1;
  const file = callMethod(importModule('_io'), 'StringIO', strFromJs(text));
  const tokens = getattr(importModule('_tokenize'), 'TokenizerIter').cK([getattr(file, 'readline'), true], ['extra_tokens']);
  for (let token = tokens.s_next!(tokens); token !== undefined; token = tokens.s_next!(tokens)) {
    const [type, name, start, end, physical] = (token as PyTuple).ta as [PyObject, string, PyTuple, PyTuple, string];
    if (type !== NAME) continue;
    const [row, column] = start.ta as [number, number];
    yield { name: jsFromStr(name), row, column, endColumn: end.ta[1] as number, physical: jsFromStr(physical) };
  }
}

/** The nearest keyword by edits, then the best by common parts. */
function similarKeywords(name: string): string[] {
  const nearest = closestName(name, KEYWORDS);
  const alike = KEYWORDS.map((keyword) => ({ keyword, ratio: ratio(keyword, name) }))
    .filter((match) => match.ratio >= 0.5)
    .sort((a, b) => b.ratio - a.ratio || (a.keyword < b.keyword ? 1 : -1))
    .slice(0, MOST_MATCHES)
    .map((match) => match.keyword);
  return (nearest === undefined ? alike : [nearest, ...alike]).slice(0, MOST_MATCHES);
}

/** How much of two texts is in their common parts, 0 to 1. */
function ratio(a: string, b: string): number {
  return (2 * commonParts(a, b)) / (a.length + b.length);
}

/** Characters in the longest common part, and in those to its left and to its right. */
function commonParts(a: string, b: string): number {
  let length = 0,
    atA = 0,
    atB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let k = 0;
      while (i + k < a.length && j + k < b.length && a[i + k] === b[j + k]) k++;
      if (k > length) [length, atA, atB] = [k, i, j];
    }
  }
  if (length === 0) return 0;
  return commonParts(a.slice(0, atA), b.slice(0, atB)) + length + commonParts(a.slice(atA + length), b.slice(atB + length));
}

const DONT_IMPLY_DEDENT = 0x200;
const ALLOW_INCOMPLETE_INPUT = 0x4000;

/** Is it a program, or the beginning of one? */
function compiles(source: string): boolean {
  const flags = DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE_INPUT;
  if (parses(source, flags) !== 'right' && parses(`${source}\n`, flags) !== 'wrong') return true;
  return parses(source, 0) === 'right';
}

function parses(source: string, flags: number): 'right' | 'wrong' | 'incomplete' {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    theCompiler().compile({ source, filename: '<input>', mode: 'exec', flags, optimize: 0, nsMode: false, quiet: true });
    return 'right';
  } catch (e) {
    if (!excMatches(e, SyntaxError)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return excMatches(e, IncompleteInputError) ? 'incomplete' : 'wrong';
  }
}
