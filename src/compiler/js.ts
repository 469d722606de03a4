// Small builders of JavaScript text. Every expression text the emitters pass around is *atomic*: an identifier, a literal,
// a call, a member access or something in parentheses, so that it may stand as an operand or a receiver anywhere.

import { helperNames, suspendableHelperNames } from './helpers.ts';

/** JavaScript words a Python name may not be, and the fixed names of emitted code. */
const taken = new Set<string>([
  'await',
  'break',
  'case',
  'catch',
  'class',
  'const',
  'continue',
  'debugger',
  'default',
  'delete',
  'do',
  'else',
  'enum',
  'export',
  'extends',
  'false',
  'finally',
  'for',
  'function',
  'if',
  'implements',
  'import',
  'in',
  'instanceof',
  'interface',
  'let',
  'new',
  'null',
  'package',
  'private',
  'protected',
  'public',
  'return',
  'static',
  'super',
  'switch',
  'this',
  'throw',
  'true',
  'try',
  'typeof',
  'var',
  'void',
  'while',
  'with',
  'yield',
  'arguments',
  'eval',
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'async',
  'of',
  'R',
  'G',
  'B',
  'U',
  'P',
  'F',
  'T',
  'MAXI',
  'sp',
  'ns',
  ...helperNames,
  ...suspendableHelperNames,
]);

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
const asciiIdentifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The JS variable of a Python name. Internal names contain `$`, which Python names cannot, so nothing collides. */
export function jsName(name: string): string {
  if (asciiIdentifier.test(name) || identifier.test(name)) return taken.has(name) ? `${name}$` : name;
  return `u$${[...name].map((c) => (/[A-Za-z0-9_]/.test(c) ? c : `$${c.codePointAt(0)!.toString(16)}$`)).join('')}`;
}

/** `.$name`, or `["$name"]` where JS knows the character not as an identifier's. */
export function jsProperty(name: string): string {
  return asciiIdentifier.test(name) || identifier.test(`_${name}`) ? `.$${name}` : `[${jsString(`$${name}`)}]`;
}

/** A JS string literal. Lone surrogates cannot occur in a Python str that is a JS string. */
export function jsString(s: string): string {
  const quoted = JSON.stringify(s)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  if (quoted.includes("'") || quoted.includes('\\"')) return quoted;
  return `'${quoted.slice(1, -1)}'`;
}

export function jsNumber(n: number): string {
  if (Object.is(n, -0)) return '(-0)';
  return n < 0 ? `(${n})` : String(n);
}

const simple = /^(?:[\p{ID_Start}_$][\p{ID_Continue}$]*|\d+n?|'[^'\\]*'|"[^"\\]*")$/u;

/** May the text be evaluated twice, and at any time? Only identifiers and literals. */
export function isAtom(text: string): boolean {
  return text.length < 200 && simple.test(text);
}

/** Drops the outer parentheses of an expression that becomes a statement or a condition. */
export function bare(text: string): string {
  return strip(text, /* keepSequences */ false);
}

/** The same for a right-hand side, where a comma would end it. */
export function bareValue(text: string): string {
  return strip(text, /* keepSequences */ true);
}

function strip(text: string, keepSequences: boolean): string {
  if (text.length > 4000 || text.charCodeAt(0) !== 40 || text.charCodeAt(text.length - 1) !== 41) return text;
  let depth = 0;
  let quote = 0;
  for (let i = 0; i < text.length - 1; i++) {
    const c = text.charCodeAt(i);
    if (quote !== 0) {
      if (c === 92) i++;
      else if (c === quote) quote = 0;
    } else if (c === 34 || c === 39) {
      quote = c;
    } else if (c === 40 || c === 91 || c === 123) {
      depth++;
    } else if (c === 41 || c === 93 || c === 125) {
      if (--depth === 0) return text;
    } else if (c === 44 && depth === 1 && keepSequences) {
      return text;
    }
  }
  return text.slice(1, -1);
}

/** `(a, b, c)`; one part alone is itself. */
export function sequence(parts: string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(', ')})`;
}
