// Signature texts of native functions: CPython's, plus `: converter` per parameter and `-> converter` for the result.
//   'index(self, value, start: slice_index = 0, stop: slice_index = sys.maxsize, /) -> size'
// Parsed once, on first use of the function; the name alone is cut off eagerly (`nameOf`).

export type ParamKind = 'posonly' | 'pos' | 'varargs' | 'kwonly' | 'varkw';

export interface Param {
  name: string;
  kind: ParamKind;
  /** Converter name, undefined = the object itself. */
  converter: string | undefined;
  /** Text of the default; undefined = required. '?' = the function receives `undefined`. */
  defaultText: string | undefined;
}

export interface Signature {
  name: string;
  params: Param[];
  returns: string | undefined;
  /** Number of positional parameters, receiver included. */
  npos: number;
  /** Number of required positional parameters, receiver included. */
  nmin: number;
  /** The first parameter is the receiver (`self`, `cls`, `type`, `module`). */
  bound: boolean;
}

export function nameOf(text: string): string {
  return text.slice(0, text.indexOf('('));
}

export function parseSignature(text: string, bound: boolean): Signature {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const arrow = text.indexOf('->', close);
  const params: Param[] = [];
  let kind: ParamKind = 'pos';
  for (const part of splitTop(text.slice(open + 1, close))) {
    const piece = part.trim();
    if (piece === '') continue;
    if (piece === '/') {
      for (const p of params) if (p.kind === 'pos') p.kind = 'posonly';
    } else if (piece === '*') {
      kind = 'kwonly';
    } else if (piece.startsWith('**')) {
      params.push(param(piece.slice(2), 'varkw'));
    } else if (piece.startsWith('*')) {
      params.push(param(piece.slice(1), 'varargs'));
      kind = 'kwonly';
    } else {
      params.push(param(piece, kind));
    }
  }
  if (bound && params[0]?.kind === 'pos') params[0].kind = 'posonly';
  const positional = params.filter((p) => p.kind === 'pos' || p.kind === 'posonly');
  return {
    name: text.slice(0, open),
    params,
    returns: arrow < 0 ? undefined : text.slice(arrow + 2).trim(),
    npos: positional.length,
    nmin: positional.filter((p) => p.defaultText === undefined).length,
    bound,
  };
}

function param(text: string, kind: ParamKind): Param {
  const match = /^(\w+)\s*(?::\s*([\w.]+)\s*)?(?:=\s*(.*))?$/s.exec(text);
  if (match === null) throw new Error(`bad parameter in a signature: '${text}'`);
  return { name: match[1]!, kind, converter: match[2], defaultText: match[3]?.trim() };
}

/** Splits at commas outside brackets and quotes. */
function splitTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0,
    quote = '',
    from = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
      continue;
    }
    if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** The text that `__text_signature__` shows: converters dropped, the receiver marked with `$`. Undefined where the arguments are read by hand. */
export function textSignature(sig: Signature): string | undefined {
  if (readByHand(sig)) return undefined;
  const out: string[] = [];
  let previous: ParamKind | undefined;
  sig.params.forEach((p, i) => {
    if (previous === 'posonly' && p.kind !== 'posonly') out.push('/');
    if (p.kind === 'kwonly' && previous !== 'kwonly' && previous !== 'varargs') out.push('*');
    const star = p.kind === 'varargs' ? '*' : p.kind === 'varkw' ? '**' : '';
    const name = i === 0 && sig.bound ? `$${p.name}` : p.name;
    out.push(`${star}${name}${p.defaultText === undefined ? '' : `=${p.defaultText === '?' ? '<unrepresentable>' : p.defaultText}`}`);
    previous = p.kind;
  });
  if (previous === 'posonly') out.push('/');
  return `(${out.join(', ')})`;
}

/** Functions (not methods) with `*args` and `**kwargs` alone, or a default that cannot be shown: CPython has no signature for them, either. */
function readByHand({ name, params, bound }: Signature): boolean {
  if (bound || name === '__new__' || params.length === 0) return false;
  if (params.some((p) => p.defaultText === '?')) return true;
  return params[0]!.name === 'args' && params.every((p) => p.kind === 'varargs' || (p.kind === 'varkw' && p.name === 'kwargs'));
}
