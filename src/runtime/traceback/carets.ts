// The lines below a traceback entry: source with marks under what was running, `~~^~~` where that is an operation, an item or a call.
// The parts are found by parsing the marked text again. CPython: Lib/traceback.py.
import { theCompiler } from '../compilerInterface.ts';
import { FS } from '../../objects/frame.ts';
import { isException } from '../../objects/ops/exceptions.ts';
import { charColumn, charsOf, dedentLines, displayWidth, type Theme } from './text.ts';

/** A range of source in characters; lines from 0, `endColumn` behind the last. */
export interface Marked {
  lines: readonly string[];
  column: number;
  endColumn: number;
}

interface Spot {
  line: number;
  column: number;
}

/** What is marked by `^`, within a range marked by `~`. */
interface Anchors {
  start: Spot;
  end: Spot;
}

/** As much of syntax/ast.ts as is looked at. */
interface Node {
  kind: string;
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
  body: Node[];
  value: Node | null;
  targets: Node[];
  left: Node;
  right: Node;
  func: Node;
}

/** The text of an entry: lines with marks, blanks before them as they are shown. */
export function markedLines(original: readonly string[], columnBytes: number, endColumnBytes: number, theme: Theme): string {
  const lines = dedentLines(original);
  const cut = charsOf(original[0]!).length - charsOf(lines[0]!).length;
  const last = original.length - 1;
  const marked: Marked = {
    lines,
    column: Math.max(0, charColumn(original[0]!, columnBytes) - cut),
    endColumn: Math.max(0, charColumn(original[last]!, endColumnBytes) - cut),
  };
  const anchors = findAnchors(segmentOf(marked));
  const shown = showsCarets(marked, anchors) ? caretWriter(marked, anchors, theme) : (i: number) => [lines[i]!];
  const result: string[] = [];
  let before = -1;
  for (const i of significantLines(marked, anchors)) {
    const gap = i - before - 1;
    if (gap === 1 && before >= 0) result.push(...shown(i - 1));
    else if (gap > 1 && before >= 0) result.push(`...<${gap} lines>...`);
    result.push(...shown(i));
    before = i;
  }
  return dedentLines(result)
    .map((line) => `    ${line}\n`)
    .join('');
}

/** First, last, and the lines around the edges of the anchors. */
function significantLines(marked: Marked, anchors: Anchors | undefined): number[] {
  const last = marked.lines.length - 1;
  const wanted = new Set([0, last]);
  if (anchors !== undefined) {
    for (const { line } of [anchors.start, anchors.end]) for (let i = line - 1; i <= line + 1; i++) wanted.add(i);
  }
  return [...wanted].filter((i) => i >= 0 && i <= last).sort((a, b) => a - b);
}

function segmentOf({ lines, column, endColumn }: Marked): string[] {
  const last = lines.length - 1;
  return lines.map((line, i) => {
    const chars = charsOf(line);
    return chars.slice(i === 0 ? column : 0, i === last ? endColumn : chars.length).join('');
  });
}

/** Gives line `i` and the line of its marks. */
function caretWriter(marked: Marked, anchors: Anchors | undefined, theme: Theme): (i: number) => string[] {
  const { lines } = marked;
  const last = lines.length - 1;
  const from = displayWidth(lines[0]!, marked.column),
    to = displayWidth(lines[last]!, marked.endColumn);
  const place = ({ line, column }: Spot): Spot => ({ line, column: displayWidth(lines[line]!, column + (line === 0 ? marked.column : 0)) });
  const start = anchors === undefined ? undefined : place(anchors.start),
    end = anchors === undefined ? undefined : place(anchors.end);
  const inner = (line: number, column: number): boolean =>
    start !== undefined &&
    end !== undefined &&
    (line > start.line || (line === start.line && column >= start.column)) &&
    (line < end.line || (line === end.line && column < end.column));
  return (i) => {
    const line = lines[i]!;
    const indent = charsOf(line).length - charsOf(line.trimStart()).length;
    const width = i === last ? to : displayWidth(line);
    let marks = '';
    for (let column = 0; column < width; column++) {
      marks += column < indent || (i === 0 && column < from) ? ' ' : anchors !== undefined && !inner(i, column) ? '~' : '^';
    }
    return theme.reset === '' ? [line, marks] : colored(line, marks, theme);
  };
}

/** Runs of equal marks, with the characters above them, in the colour of the mark. */
function colored(line: string, marks: string, theme: Theme): string[] {
  const chars = [...charsOf(line), '\n'];
  let text = '',
    below = '';
  for (let at = 0; at < Math.max(chars.length, marks.length); ) {
    const mark = marks[at];
    let end = at + 1;
    while (end < Math.max(chars.length, marks.length) && marks[end] === mark) end++;
    const begin = mark === '^' ? theme.highlight : mark === '~' ? theme.range : '';
    const stop = begin === '' ? '' : theme.reset;
    text += begin + chars.slice(at, end).join('') + stop;
    below += begin + marks.slice(at, end) + stop;
    at = end;
  }
  // The break stands within the last run, as far as that reaches it.
  return [text.replace(/\n$/, ''), below];
}

/** A whole line needs no marks; nor does a plain call that is returned or assigned to a name. */
function showsCarets({ lines, column, endColumn }: Marked, anchors: Anchors | undefined): boolean {
  const tree = parse(lines.join('\n'));
  if (tree !== undefined) {
    const [statement] = tree.body;
    if (statement === undefined) return false;
    const call = plainCall(statement);
    if (call !== undefined && call.lineno === 1 && call.end_lineno === lines.length && call.col_offset === column && call.end_col_offset === endColumn)
      return false;
  }
  if (anchors !== undefined) return true;
  const before = charsOf(lines[0]!).slice(0, column).join(''),
    behind = charsOf(lines.at(-1)!).slice(endColumn).join('');
  return before.trim() !== '' || behind.trim() !== '';
}

function plainCall(statement: Node): Node | undefined {
  const { value } = statement;
  if (statement.kind === 'Return') return value?.kind === 'Call' && value.func.kind === 'Name' ? value : undefined;
  if (statement.kind !== 'Assign' || value?.kind !== 'Call') return undefined;
  return statement.targets.length === 1 && statement.targets[0]!.kind === 'Name' ? value : undefined;
}

/** The tree of a module; undefined where it is none. */
function parse(source: string): Node | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return theCompiler().parse({ source, filename: '<unknown>', mode: 'exec', flags: 0, optimize: 0, nsMode: false, quiet: true }) as Node;
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

/** Operator, brackets of an item or of a call, in `segment`; undefined where that is another kind of expression. */
function findAnchors(segment: readonly string[]): Anchors | undefined {
  // In parentheses, so that it may go over several lines.
  const tree = parse(`(\n${segment.join('\n')}\n)`);
  const statement = tree?.body[0];
  if (tree?.body.length !== 1 || statement?.kind !== 'Expr') return undefined;
  const expr = statement.value!;
  const endOf = (node: Node): Spot => ({ line: node.end_lineno - 2, column: charColumn(segment[node.end_lineno - 2]!, node.end_col_offset) });
  switch (expr.kind) {
    case 'BinOp':
      return operatorOf(expr, segment, endOf(expr.left));
    case 'Subscript':
      return bracketsOf('[', segment, endOf(expr.value!), endOf(expr));
    case 'Call':
      return bracketsOf('(', segment, endOf(expr.func), endOf(expr));
    default:
      return undefined;
  }
}

/** The first character from `from` on that `wanted` accepts, outside comments and behind continued lines. */
function findChar(segment: readonly string[], from: Spot, wanted: (ch: string) => boolean): Spot | undefined {
  for (let { line, column } = from; line < segment.length; line++, column = 0) {
    const chars = charsOf(segment[line]!);
    for (; column < chars.length && chars[column] !== '#' && chars[column] !== '\\'; column++) if (wanted(chars[column]!)) return { line, column };
  }
  return undefined;
}

function operatorOf(expr: Node, segment: readonly string[], from: Spot): Anchors | undefined {
  const start = findChar(segment, from, (ch) => ch !== ')' && ch.trim() !== '');
  if (start === undefined) return undefined;
  const { line } = start;
  const chars = charsOf(segment[line]!);
  const second = start.column + 1;
  const rightLine = expr.right.lineno - 2;
  const isLong =
    second < chars.length &&
    (rightLine > line || second < charColumn(segment[rightLine]!, expr.right.col_offset)) &&
    chars[second]!.trim() !== '' &&
    chars[second] !== '\\' &&
    chars[second] !== '#';
  return { start, end: { line, column: isLong ? second + 1 : second } };
}

function bracketsOf(open: string, segment: readonly string[], from: Spot, end: Spot): Anchors | undefined {
  const start = findChar(segment, from, (ch) => ch === open);
  return start === undefined ? undefined : { start, end };
}
