// What CPython says of an escape sequence that is none: as a warning, and as the error the warning may be turned into.

const ADVICE = 'Such sequences will not work in the future. ';

/** `what` is what follows the backslash: a character, or the digits of an octal escape beyond one byte. */
export function escapeWarning(what: string, advice = ADVICE): string {
  const kind = what.length > 1 && what >= '4' ? 'octal escape' : 'escape';
  return `"\\${what}" is an invalid ${kind} sequence. ${advice}Did you mean "\\\\${what}"? A raw string is also an option.`;
}

export function escapeError(what: string): string {
  return escapeWarning(what, '');
}
