// f-strings and t-strings.
//
//   f'{a!r:>{w}}b'   joinStr([format(repr(a, pc), w-text, pc), 'b'])
//   t'{a}b'          newTemplate([newInterpolation(a, 'a', None, ''), 'b'])

import type { ExprNode, FormattedValue, Interpolation, JoinedStr, TemplateStr } from '../../syntax/ast.ts';
import { sequence } from '../js.ts';
import type { Fn } from './context.ts';
import { constantText, emitExpr } from './expr.ts';
import { hold, needsPrelude } from './operands.ts';

export function emitJoinedStr(f: Fn, e: JoinedStr): string {
  if (e.values.length === 0) return "''";
  const texts = emitPieces(f, e.values, (v) => (v.kind === 'FormattedValue' ? formattedText(f, v) : emitExpr(f, v)));
  if (texts.length === 1) return texts[0]!;
  return `${f.helper('joinStr')}([${texts.join(', ')}])`;
}

function emitPieces(f: Fn, values: readonly ExprNode[], emit: (v: ExprNode) => string): string[] {
  let last = -1;
  values.forEach((v, i) => {
    if (needsPrelude(f, v)) last = i;
  });
  return values.map((v, i) => (i < last ? f.spill(emit(v)) : emit(v)));
}

function formattedText(f: Fn, e: FormattedValue): string {
  let value = emitExpr(f, e.value);
  if (e.format_spec !== null && needsPrelude(f, e.format_spec)) value = f.spill(value);
  value = converted(f, value, e.conversion, e);
  const spec = e.format_spec === null ? "''" : emitExpr(f, e.format_spec);
  if (spec === "''" && f.hot && e.conversion < 0) {
    const mark = f.mark();
    const parts: string[] = [];
    const v = hold(f, value, parts);
    f.release(mark);
    return sequence([...parts, `(typeof ${v} === 'string' ? ${v} : ${f.call('format', [v, spec], e)})`]);
  }
  return f.call('format', [value, spec], e);
}

function converted(f: Fn, value: string, conversion: number, at: ExprNode): string {
  switch (conversion) {
    case 115:
      return f.call('str', [value], at);
    case 114:
      return f.call('repr', [value], at);
    case 97:
      return f.call('ascii', [value], at);
    default:
      return value;
  }
}

export function emitTemplateStr(f: Fn, e: TemplateStr): string {
  const texts = emitPieces(f, e.values, (v) => (v.kind === 'Interpolation' ? interpolationText(f, v) : emitExpr(f, v)));
  return `${f.helper('newTemplate')}([${texts.join(', ')}])`;
}

export function emitInterpolationAlone(f: Fn, e: Interpolation): string {
  return interpolationText(f, e);
}

function interpolationText(f: Fn, e: Interpolation): string {
  let value = emitExpr(f, e.value);
  if (e.format_spec !== null && needsPrelude(f, e.format_spec)) value = f.spill(value);
  const conversion = e.conversion < 0 ? f.helper('None') : `'${String.fromCharCode(e.conversion)}'`;
  const spec = e.format_spec === null ? "''" : emitExpr(f, e.format_spec);
  return `${f.helper('newInterpolation')}(${value}, ${constantText(f, e.str)}, ${conversion}, ${spec})`;
}
