// What the front end throws: one class for every syntax error, shaped as the arguments of Python's SyntaxError.
// Lines and offsets are exactly what CPython shows: lines from 1, offsets in characters from 1. Whoever embeds the
// front end turns it into a Python exception; nothing else is thrown for bad input.

export type SyntaxErrorKind = 'SyntaxError' | 'IndentationError' | 'TabError' | '_IncompleteInputError' | 'MemoryError';

export class PySyntaxErrorInfo {
  kind: SyntaxErrorKind;
  message: string;
  /** null when CPython gives no location at all (null bytes, MemoryError). */
  lineno: number | null;
  offset: number | null;
  end_lineno: number | null;
  end_offset: number | null;
  text: string | null;
  /** False for source in a wrong encoding: CPython then has None for the file. */
  hasFilename = true;
  /** The text ended too early: with more of it, there might be no error. For codeop and the REPL. */
  endOfInput = false;
  /** The tokenizer stopped here, but leaves it to the parser to say so if it gets here. */
  isDeferred = false;
  /** Warnings given before the error was met. */
  warnings: SyntaxWarningInfo[] = [];
  constructor(
    kind: SyntaxErrorKind,
    message: string,
    lineno: number | null,
    offset: number | null,
    end_lineno: number | null,
    end_offset: number | null,
    text: string | null,
  ) {
    this.kind = kind;
    this.message = message;
    this.lineno = lineno;
    this.offset = offset;
    this.end_lineno = end_lineno;
    this.end_offset = end_offset;
    this.text = text;
  }
}

/** A warning the front end found; the caller decides whether to show it or to raise it as a SyntaxError. */
export interface SyntaxWarningInfo {
  category: 'SyntaxWarning' | 'DeprecationWarning';
  message: string;
  lineno: number;
  /** The SyntaxError it becomes when warnings are errors. */
  error: PySyntaxErrorInfo;
  /** Offset in the source, for their order. */
  position: number;
}
