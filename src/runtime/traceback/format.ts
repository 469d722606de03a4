// The text of an exception as CPython's `traceback` module shows it, without importing that: entries with marks, causes and contexts,
// groups, notes, syntax errors, suggestions. CPython: Lib/traceback.py, Python/traceback.c.
// Invariant: what is not surely the same text throws `TooRich` (sourceFiles.ts), and the library's module shows it.
import { None, PyList, PyTuple, type PyBaseException, type PyTraceback } from '../../objects/model/values.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { isSubtype, type PyType } from '../../objects/model/type.ts';
import { FS } from '../../objects/frame.ts';
import { PyGivenTraceback } from '../../objects/types/frame.ts';
import { getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { intValue } from '../../objects/ops/number.ts';
import { str } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr } from '../../objects/ops/strings.ts';
import { SyntaxError } from '../../objects/types/exceptions.ts';
import { PyExceptionGroup } from '../../objects/types/exceptionGroup.ts';
import { sysGet } from '../state.ts';
import { place } from '../unit.ts';
import { markedLines } from './carets.ts';
import { codeLines, fileLines, forgetSources, TooRich } from './sourceFiles.ts';
import type { Typo } from './keywords.ts';
import { suggestion } from './suggest.ts';
import { charsOf, indentLines, PLAIN, type Theme } from './text.ts';

/** An exception and those that are shown with it; each is shown once. */
interface Chain {
  e: PyBaseException;
  cause: Chain | undefined;
  context: Chain | undefined;
  members: Chain[] | undefined;
}

const CAUSE = '\nThe above exception was the direct cause of the following exception:\n\n';
const CONTEXT = '\nDuring handling of the above exception, another exception occurred:\n\n';
const WIDEST_GROUP = 15;
const DEEPEST_GROUP = 10;
/** So many entries of one line are shown, then their number. */
const REPEATED = 3;

/** The pieces that the library would write one by one; undefined where it has to do that itself. */
export function formatException(e: PyBaseException, theme: Theme): string[] | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    if ((sysGet('tracebacklimit') ?? None) !== None) return undefined;
    return new Formatter(theme).chain(chainOf(e));
  } catch (failure) {
    if (!(failure instanceof TooRich) && !isException(failure)) throw failure;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  } finally {
    forgetSources();
  }
}

/** What `sys.unraisablehook` shows: entries without marks, and the exception alone, without causes and notes. */
export function formatUnraisable(e: PyBaseException, tb: PyTraceback | undefined): string {
  try {
    return new Formatter(PLAIN, /* bare */ true).unraisable(e, tb);
  } finally {
    forgetSources();
  }
}

/** Follows causes, contexts and members, from the youngest back. */
function chainOf(e: PyBaseException): Chain {
  const seen = new Set<PyBaseException>();
  const begin = (x: PyBaseException): Chain => {
    seen.add(x);
    return { e: x, cause: undefined, context: undefined, members: undefined };
  };
  const top = begin(e);
  const open = [top];
  for (let link = open.pop(); link !== undefined; link = open.pop()) {
    const { cause, context, suppress } = link.e as { cause?: PyBaseException; context?: PyBaseException; suppress: boolean };
    if (cause !== undefined && !seen.has(cause)) link.cause = begin(cause);
    if (link.cause === undefined && !suppress && context !== undefined && !seen.has(context)) link.context = begin(context);
    if (link.e instanceof PyExceptionGroup) link.members = groupMembers(link.e).map(begin);
    for (const next of [link.cause, link.context, ...(link.members ?? [])]) if (next !== undefined) open.push(next);
  }
  return top;
}

function groupMembers(group: PyExceptionGroup): PyBaseException[] {
  const members = getattr(group, 'exceptions');
  if (!(members instanceof PyTuple)) throw new TooRich();
  return members.ta.map((member) => (isException(member) ? member : tooRich()));
}

function tooRich(): never {
  throw new TooRich();
}

class Formatter {
  private readonly theme: Theme;
  /** As the C code of CPython shows entries. */
  private readonly bare: boolean;
  private readonly out: string[] = [];
  /** How many groups are open around what is written. */
  private depth = 0;
  /** The innermost open group ends with a line of its own, unless a group within has ended it. */
  private needsClose = false;

  constructor(theme: Theme, bare = false) {
    this.theme = theme;
    this.bare = bare;
  }

  unraisable(e: PyBaseException, tb: PyTraceback | undefined): string {
    if (tb !== undefined) {
      this.emit('Traceback (most recent call last):\n');
      this.entries(tb);
    }
    return `${this.out.join('')}${this.typeName(e.ob_type)}: ${safeStr(e)}\n`;
  }

  chain(top: Chain): string[] {
    const links: { link: Chain; message: string }[] = [];
    for (let link: Chain | undefined = top; link !== undefined; ) {
      const next: Chain | undefined = link.cause ?? (link.e.suppress ? undefined : link.context);
      links.push({ link, message: next === undefined ? '' : next === link.cause ? CAUSE : CONTEXT });
      link = next;
    }
    for (const { link, message } of links.reverse()) {
      if (message !== '') this.emit(message);
      if (link.members === undefined) this.single(link.e);
      else if (this.depth > DEEPEST_GROUP) this.emit(`... (max_group_depth is ${DEEPEST_GROUP})\n`);
      else this.group(link.e, link.members);
    }
    return this.out;
  }

  private get margin(): string {
    return ' '.repeat(2 * this.depth);
  }

  private emit(text: string, bar = '|'): void {
    this.out.push(this.depth === 0 ? text : indentLines(text, `${this.margin}${bar} `));
  }

  private single(e: PyBaseException): void {
    if (e.tb !== undefined) {
      this.emit('Traceback (most recent call last):\n');
      this.entries(e.tb);
    }
    this.exceptionOnly(e);
  }

  private group(e: PyBaseException, members: readonly Chain[]): void {
    const outermost = this.depth === 0;
    if (outermost) this.depth++;
    if (e.tb !== undefined) {
      this.emit('Exception Group Traceback (most recent call last):\n', outermost ? '+' : '|');
      this.entries(e.tb);
    }
    this.exceptionOnly(e);
    const shown = members.length <= WIDEST_GROUP ? members.length : WIDEST_GROUP + 1;
    this.needsClose = false;
    for (let i = 0; i < shown; i++) {
      const isLast = i === shown - 1,
        isRest = i >= WIDEST_GROUP;
      if (isLast) this.needsClose = true;
      this.out.push(`${this.margin}${i === 0 ? '+-' : '  '}+---------------- ${isRest ? '...' : i + 1} ----------------\n`);
      this.depth++;
      if (isRest) this.emit(`and ${members.length - WIDEST_GROUP} more exception${members.length - WIDEST_GROUP > 1 ? 's' : ''}\n`);
      else this.chain(members[i]!);
      if (isLast && this.needsClose) {
        this.out.push(`${this.margin}+------------------------------------\n`);
        this.needsClose = false;
      }
      this.depth--;
    }
    if (outermost) this.depth = 0;
  }

  private entries(first: PyTraceback): void {
    let file = '',
      name = '',
      line = -1,
      count = 0;
    const repeated = (): void => {
      const more = count - REPEATED;
      if (more > 0) this.emit(`  [Previous line repeated ${more} more time${more > 1 ? 's' : ''}]\n`);
    };
    for (let tb: PyTraceback | undefined = first; tb !== undefined; tb = tb.next) {
      if (tb instanceof PyGivenTraceback) throw new TooRich();
      const at = place(tb.pc);
      const { filename } = at.code;
      if (filename !== file || at.line !== line || at.code.data.name !== name) {
        repeated();
        count = 0;
        file = filename;
        line = at.line;
        ({ name } = at.code.data);
      }
      if (++count <= REPEATED) this.emit(this.entry(at));
    }
    repeated();
  }

  private entry(at: ReturnType<typeof place>): string {
    const { theme } = this;
    const { filename } = at.code;
    if ((filename.startsWith('<frozen ') || at.line <= 0) && !this.bare) throw new TooRich();
    const shownFile = filename.startsWith('<stdin-') && filename.endsWith('>') ? '<stdin>' : filename;
    const head =
      `  File ${theme.filename}"${shownFile}"${theme.reset}, line ${theme.line}${at.line}${theme.reset}, ` +
      `in ${theme.frame}${at.code.data.name}${theme.reset}\n`;
    if (this.bare) return head + bareLine(filename, at.line);
    const lines = codeLines(at.code, at.line, Math.max(at.line, at.endLine));
    if (lines === undefined) return head;
    // The place of a whole function has no columns.
    if (at.col < 0 || at.endCol <= 0) return `${head}    ${lines[0]!.trim()}\n`;
    return head + markedLines(lines, at.col, at.endCol, theme);
  }

  private exceptionOnly(e: PyBaseException): void {
    if (isSubtype(e.ob_type, SyntaxError)) this.syntaxError(e);
    else this.finalLine(this.typeName(e.ob_type), safeStr(e) + suggestion(e, e.tb));
    this.notes(e);
  }

  private typeName(type: PyType): string {
    const name = getattr(type, '__qualname__'),
      module = getattr(type, '__module__');
    if (!isStr(name)) throw new TooRich();
    const text = jsFromStr(name);
    if (!isStr(module)) return `<unknown>.${text}`;
    const home = jsFromStr(module);
    return home === '__main__' || home === 'builtins' ? text : `${home}.${text}`;
  }

  private finalLine(type: string, message: string): void {
    const { theme } = this;
    this.emit(`${theme.type}${type}${theme.reset}${message === '' ? '' : `: ${theme.message}${message}${theme.reset}`}\n`);
  }

  private notes(e: PyBaseException): void {
    const notes = tryGetattr(e, '__notes__') ?? None;
    if (notes === None) return;
    if (!(notes instanceof PyList) && !(notes instanceof PyTuple)) throw new TooRich();
    for (const note of notes instanceof PyList ? notes.la : notes.ta) {
      for (const line of safeStr(note, 'note').split('\n')) this.emit(`${line}\n`);
    }
  }

  private syntaxError(e: PyBaseException): void {
    const { theme } = this;
    const [filename, lineno, text, message] = ['filename', 'lineno', 'text', 'msg'].map((name) => getattr(e, name)) as [PyObject, PyObject, PyObject, PyObject];
    const file = isStr(filename) ? jsFromStr(filename) : filename === None ? '' : tooRich();
    let behind = '';
    if (lineno !== None) this.emit(`  File ${theme.filename}"${file || '<string>'}"${theme.reset}, line ${theme.line}${str(lineno)}${theme.reset}\n`);
    else if (filename !== None) behind = ` (${file})`;
    let msg = message === None ? '' : isStr(message) ? jsFromStr(message) : tooRich();
    const typo = isStr(text) && (msg === 'invalid syntax' || msg.includes('Perhaps you forgot a comma')) ? this.typo(e, file, lineno) : undefined;
    if (typo !== undefined) {
      msg = `invalid syntax. Did you mean '${typo.keyword}'?`;
      this.syntaxLine(typo.text, typo.offset, typo.endOffset);
    } else if (isStr(text)) this.syntaxRange(e, jsFromStr(text), lineno);
    this.emit(`${theme.type}${this.typeName(e.ob_type)}${theme.reset}: ${theme.message}${msg || '<no detail available>'}${theme.reset}${behind}\n`);
  }

  private typo(e: PyBaseException, file: string, lineno: PyObject): Typo | undefined {
    const metadata = tryGetattr(e, '_metadata') ?? None;
    if (metadata === None) return undefined;
    if (!(metadata instanceof PyTuple) || metadata.ta.length !== 3) throw new TooRich();
    const line = lineno === None ? 0 : (asNumber(lineno) ?? tooRich());
    const { misspeltKeyword } = require('./keywords.ts') as typeof import('./keywords.ts');
    return misspeltKeyword(metadata, file, line);
  }

  private syntaxRange(e: PyBaseException, text: string, lineno: PyObject): void {
    const [offset, endLine, end] = ['offset', 'end_lineno', 'end_offset'].map((name) => getattr(e, name)) as [PyObject, PyObject, PyObject];
    if (offset === None) {
      this.emit(`    ${shownLine(text)}\n`);
      return;
    }
    const from = asNumber(offset);
    if (from === undefined) throw new TooRich();
    const oneLine = lineno === endLine || (lineno !== None && endLine !== None && str(lineno) === str(endLine));
    const given = asNumber(end);
    this.syntaxLine(text, from, !oneLine ? undefined : given !== undefined && given !== 0 ? given : from);
  }

  /** The line of the error, and `^` from its offset to `end`, the end of the line if that is undefined. */
  private syntaxLine(text: string, from: number, to: number | undefined): void {
    const { theme } = this;
    const full = text.replace(/\n+$/, '');
    const chars = charsOf(shownLine(text));
    const length = charsOf(text).length,
      behind = charsOf(full).length + 1,
      spaces = behind - 1 - chars.length;
    let offset = from,
      end = to ?? behind;
    if (length > 0 && offset > length) offset = behind;
    if (length > 0 && end > length) end = behind;
    if (offset >= end || end < 0) end = offset + 1;
    const start = offset - 1 - spaces,
      stop = end - 1 - spaces;
    if (start < 0) {
      this.emit(`    ${chars.join('')}\n`);
      return;
    }
    const blanks = chars.slice(0, start).map((ch) => (ch.trim() === '' ? ch : ' '));
    const { highlight, reset } = theme;
    this.emit(`    ${chars.slice(0, start).join('')}${highlight}${chars.slice(start, stop).join('')}${reset}${chars.slice(stop).join('')}\n`);
    this.emit(`    ${blanks.join('')}${highlight}${'^'.repeat(stop - start)}${reset}\n`);
  }
}

/** The line of a file, if there is such a file. */
function bareLine(filename: string, line: number): string {
  if (filename === '' || filename.startsWith('<')) return '';
  try {
    const text = fileLines(filename)[line - 1];
    return text === undefined || text.trim() === '' ? '' : `    ${text.trim()}\n`;
  } catch (e) {
    if (!(e instanceof TooRich)) throw e;
    return '';
  }
}

/** Without the break at its end and the blanks at its start. */
function shownLine(text: string): string {
  return text.replace(/\n+$/, '').replace(/^[ \n\f]+/, '');
}

function asNumber(o: PyObject): number | undefined {
  const n = intValue(o);
  return n === undefined ? undefined : Number(n);
}

function safeStr(o: PyObject, what = 'exception'): string {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return str(o);
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return `<${what} str() failed>`;
  }
}
