// Expressions back to source, as `from __future__ import annotations` stores them. CPython: Python/ast_unparse.c.
// Module `ast`'s own `unparse` is Python code of the standard library and differs in places.

import type { ArgumentsNode, ComprehensionNode, ConstantValue, ExprNode, Operator } from '../syntax/ast.ts';

/** Binding strength, weakest first. */
const P = {
  tuple: 0,
  test: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  expr: 6,
  bor: 6,
  bxor: 7,
  band: 8,
  shift: 9,
  arith: 10,
  term: 11,
  factor: 12,
  power: 13,
  await: 14,
  atom: 15,
} as const;

const operators: Record<Operator, [string, number]> = {
  Add: [' + ', P.arith],
  Sub: [' - ', P.arith],
  Mult: [' * ', P.term],
  MatMult: [' @ ', P.term],
  Div: [' / ', P.term],
  Mod: [' % ', P.term],
  LShift: [' << ', P.shift],
  RShift: [' >> ', P.shift],
  BitOr: [' | ', P.bor],
  BitXor: [' ^ ', P.bxor],
  BitAnd: [' & ', P.band],
  FloorDiv: [' // ', P.term],
  Pow: [' ** ', P.power],
};
const comparisons = { Eq: ' == ', NotEq: ' != ', Lt: ' < ', LtE: ' <= ', Gt: ' > ', GtE: ' >= ', Is: ' is ', IsNot: ' is not ', In: ' in ', NotIn: ' not in ' };

export function unparseExpr(e: ExprNode): string {
  return write(e, P.test);
}

function paren(yes: boolean, text: string): string {
  return yes ? `(${text})` : text;
}

function list(items: readonly ExprNode[]): string {
  return items.map((x) => write(x, P.test)).join(', ');
}

function write(e: ExprNode, level: number): string {
  switch (e.kind) {
    case 'BoolOp': {
      const p = e.op === 'And' ? P.and : P.or;
      return paren(level > p, e.values.map((v) => write(v, p + 1)).join(e.op === 'And' ? ' and ' : ' or '));
    }
    case 'BinOp': {
      const [text, p] = operators[e.op];
      const right = e.op === 'Pow';
      return paren(level > p, write(e.left, p + (right ? 1 : 0)) + text + write(e.right, p + (right ? 0 : 1)));
    }
    case 'UnaryOp': {
      const [text, p] =
        e.op === 'Invert'
          ? (['~', P.factor] as const)
          : e.op === 'Not'
            ? (['not ', P.not] as const)
            : e.op === 'UAdd'
              ? (['+', P.factor] as const)
              : (['-', P.factor] as const);
      return paren(level > p, text + write(e.operand, p));
    }
    case 'Lambda': {
      const args = writeArguments(e.args);
      return paren(level > P.test, `lambda${args === '' ? '' : ` ${args}`}: ${write(e.body, P.test)}`);
    }
    case 'IfExp':
      return paren(level > P.test, `${write(e.body, P.test + 1)} if ${write(e.test, P.test + 1)} else ${write(e.orelse, P.test)}`);
    case 'Dict':
      return `{${e.values.map((v, i) => (e.keys[i] === null ? `**${write(v, P.expr)}` : `${write(e.keys[i]!, P.test)}: ${write(v, P.test)}`)).join(', ')}}`;
    case 'Set':
      return `{${list(e.elts)}}`;
    case 'GeneratorExp':
      return `(${write(e.elt, P.test)}${clauses(e.generators)})`;
    case 'ListComp':
      return `[${write(e.elt, P.test)}${clauses(e.generators)}]`;
    case 'SetComp':
      return `{${write(e.elt, P.test)}${clauses(e.generators)}}`;
    case 'DictComp':
      return `{${write(e.key, P.test)}: ${write(e.value, P.test)}${clauses(e.generators)}}`;
    case 'Yield':
      return e.value === null ? '(yield)' : `(yield ${write(e.value, P.test)})`;
    case 'YieldFrom':
      return `(yield from ${write(e.value, P.test)})`;
    case 'Await':
      return paren(level > P.await, `await ${write(e.value, P.atom)}`);
    case 'Compare':
      return paren(level > P.compare, write(e.left, P.compare + 1) + e.ops.map((op, i) => comparisons[op] + write(e.comparators[i]!, P.compare + 1)).join(''));
    case 'Call':
      return writeCall(e);
    case 'Constant':
      return writeConstant(e.value, e.u_kind);
    case 'JoinedStr':
      return `f${reprText(e.values.map(fstringPart).join(''))}`;
    case 'TemplateStr':
      return `t${reprText(e.values.map(fstringPart).join(''))}`;
    case 'FormattedValue':
    case 'Interpolation':
      return `f${reprText(fstringPart(e))}`;
    case 'Attribute': {
      const value = write(e.value, P.atom);
      const isInt = e.value.kind === 'Constant' && e.value.value.type === 'int';
      return `${value}${isInt ? ' ' : ''}.${e.attr}`;
    }
    case 'Starred':
      return `*${write(e.value, P.expr)}`;
    case 'Name':
      return e.id;
    case 'List':
      return `[${list(e.elts)}]`;
    case 'Tuple': {
      if (e.elts.length === 0) return '()';
      return paren(level > P.tuple, e.elts.length === 1 ? `${write(e.elts[0]!, P.test)},` : list(e.elts));
    }
    case 'Subscript':
      return `${write(e.value, P.atom)}[${write(e.slice, P.tuple)}]`;
    case 'Slice':
      return `${opt(e.lower)}:${opt(e.upper)}${e.step === null ? '' : `:${write(e.step, P.test)}`}`;
    case 'NamedExpr':
      return paren(level > P.tuple, `${write(e.target, P.atom)} := ${write(e.value, P.atom)}`);
  }
}

function opt(e: ExprNode | null): string {
  return e === null ? '' : write(e, P.test);
}

function clauses(generators: readonly ComprehensionNode[]): string {
  return generators
    .map(
      (g) =>
        `${g.is_async ? ' async for ' : ' for '}${write(g.target, P.tuple)} in ${write(g.iter, P.test + 1)}` +
        g.ifs.map((t) => ` if ${write(t, P.test + 1)}`).join(''),
    )
    .join('');
}

function writeCall(e: ExprNode & { kind: 'Call' }): string {
  const func = write(e.func, P.atom);
  const only = e.args[0];
  if (e.args.length === 1 && e.keywords.length === 0 && only!.kind === 'GeneratorExp') return func + write(only!, P.test);
  const parts = e.args.map((a) => write(a, P.test));
  for (const k of e.keywords) parts.push(k.arg === null ? `**${write(k.value, P.expr)}` : `${k.arg}=${write(k.value, P.test)}`);
  return `${func}(${parts.join(', ')})`;
}

function writeArguments(args: ArgumentsNode): string {
  const parts: string[] = [];
  const positional = [...args.posonlyargs, ...args.args];
  positional.forEach((a, i) => {
    const d = i - (positional.length - args.defaults.length);
    parts.push(a.arg + (d >= 0 ? `=${write(args.defaults[d]!, P.test)}` : ''));
    if (i === args.posonlyargs.length - 1) parts.push('/');
  });
  if (args.vararg !== null) parts.push(`*${args.vararg.arg}`);
  else if (args.kwonlyargs.length > 0) parts.push('*');
  args.kwonlyargs.forEach((a, i) => {
    const d = args.kw_defaults[i];
    parts.push(a.arg + (d === null || d === undefined ? '' : `=${write(d, P.test)}`));
  });
  if (args.kwarg !== null) parts.push(`**${args.kwarg.arg}`);
  return parts.join(', ');
}

/** The inside of an f-string, before quoting. */
function fstringPart(e: ExprNode): string {
  if (e.kind === 'Constant') return e.value.type === 'str' ? e.value.value.replace(/[{}]/g, '$&$&') : '';
  if (e.kind === 'JoinedStr') return e.values.map(fstringPart).join('');
  if (e.kind !== 'FormattedValue' && e.kind !== 'Interpolation') return write(e, P.test);
  const value = write(e.value, P.test + 1);
  const conversion = e.conversion > 0 ? `!${String.fromCharCode(e.conversion)}` : '';
  const spec = e.format_spec === null ? '' : `:${fstringPart(e.format_spec)}`;
  return `{${value.startsWith('{') ? ' ' : ''}${value}${conversion}${spec}}`;
}

function writeConstant(c: ConstantValue, kind: string | null): string {
  switch (c.type) {
    case 'None':
      return 'None';
    case 'Ellipsis':
      return '...';
    case 'bool':
      return c.value ? 'True' : 'False';
    case 'int':
      return String(c.value);
    case 'float':
      return floatText(c.value);
    case 'complex':
      return `${c.imag === Infinity ? '1e309' : Number.isInteger(c.imag) && Math.abs(c.imag) < 1e16 ? String(c.imag) : floatText(c.imag)}j`;
    case 'str':
      return (kind ?? '') + reprText(c.value);
    case 'wstr':
      return reprText(String.fromCodePoint(...c.codePoints));
    case 'bytes':
      return `b${reprBytes(c.value)}`;
  }
}

/** A float as `repr` writes it, infinity as a literal that overflows to it. */
function floatText(x: number): string {
  if (x === Infinity) return '1e309';
  const text = String(x);
  if (/^-?\d+$/.test(text)) return Math.abs(x) < 1e16 ? `${text}.0` : x.toExponential().replace('e+', 'e+');
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function reprText(s: string): string {
  const quote = s.includes("'") && !s.includes('"') ? '"' : "'";
  let out = '';
  for (const c of s) {
    const code = c.codePointAt(0)!;
    if (c === quote || c === '\\') out += `\\${c}`;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (code < 32 || code === 127) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else out += c;
  }
  return quote + out + quote;
}

function reprBytes(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const b of bytes) {
    const c = String.fromCharCode(b);
    if (c === quote || c === '\\') out += `\\${c}`;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (b < 32 || b > 126) out += `\\x${b.toString(16).padStart(2, '0')}`;
    else out += c;
  }
  return quote + out + quote;
}
