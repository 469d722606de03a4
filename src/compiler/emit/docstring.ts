// Docstrings lose their common indentation when compiled, as in `inspect.cleandoc` but without dropping blank lines at the ends.

import type { Constant, ConstantValue } from '../../syntax/ast.ts';

export function cleanDoc(e: Constant): ConstantValue {
  if (e.value.type !== 'str') return e.value;
  return { type: 'str', value: cleaned(e.value.value) };
}

function cleaned(doc: string): string {
  const text = expandLeadingTabs(doc);
  const lines = text.split('\n');
  let margin = Infinity;
  for (const line of lines.slice(1)) {
    const indent = line.length - line.replace(/^ +/, '').length;
    if (indent < line.length) margin = Math.min(margin, indent);
  }
  // Nothing but blank lines has no indentation to lose.
  if (margin === Infinity) margin = 0;
  const first = lines[0]!.replace(/^ +/, '');
  if (lines.length === 1) return first;
  const rest = lines.slice(1).map((line) => {
    const indent = line.length - line.replace(/^ +/, '').length;
    return line.slice(Math.min(margin, indent));
  });
  return [first, ...rest].join('\n');
}

/** Tabs count to the next multiple of eight everywhere in the text. */
function expandLeadingTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  let out = '';
  for (const c of text) {
    if (c === '\t') {
      const n = 8 - (column % 8);
      out += ' '.repeat(n);
      column += n;
    } else {
      out += c;
      column = c === '\n' || c === '\r' ? 0 : column + 1;
    }
  }
  return out;
}
