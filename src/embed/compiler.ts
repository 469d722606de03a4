// The compiler as the runtime sees it: source to unit, with syntax errors raised as Python exceptions and syntax warnings
// shown through `warnings`. The pipeline itself is `compiler/compile.ts`.
import { characterNames } from '../util/unicode/nameProvider.ts';
import { parse, type ParseResult } from '../syntax/parser.ts';
import { PySyntaxErrorInfo, type SyntaxWarningInfo } from '../syntax/errors.ts';
import { compileUnit } from '../compiler/compile.ts';
import { buildSymtable } from '../symtable/symtable.ts';
import type { ModNode } from '../syntax/ast.ts';
import type { CompileRequest, Compiler } from '../runtime/compilerInterface.ts';
import { installCompiler } from '../runtime/compilerInterface.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import * as exc from '../objects/types/exceptions.ts';
import type { PySyntaxError } from '../objects/types/exceptions.ts';
import { None, PyTuple } from '../objects/model/values.ts';
import { sourceLine } from '../runtime/sourceLines.ts';
import type { PyObject } from '../objects/model/object.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { getattr } from '../objects/ops/attr.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { state } from '../runtime/state.ts';
import { excMatches } from '../objects/ops/exceptions.ts';

const DONT_IMPLY_DEDENT = 0x200,
  TYPE_COMMENTS = 0x1000,
  TOP_LEVEL_AWAIT = 0x2000,
  INCOMPLETE_INPUT = 0x4000,
  BARRY = 0x400000;
const FUTURES = 0x1ff0000;

export function installTaipanCompiler(): void {
  installCompiler(taipanCompiler);
}

const taipanCompiler: Compiler = {
  parse: (request) => guarded(request, () => parseRequest(request).ast),
  symtable: (request) => guarded(request, () => buildSymtable(parseRequest(request).ast, { futureFlags: request.flags & FUTURES }).top),
  compile: (request) =>
    guarded(request, () => {
      const isTree = typeof request.source === 'object' && !(request.source instanceof Uint8Array);
      const { ast, warnings } = isTree ? { ast: request.source as ModNode, warnings: [] } : parseRequest(request);
      const unit = compileUnit(ast, {
        filename: request.filename,
        nsMode: request.nsMode,
        optimize: request.optimize,
        futureFlags: request.flags & FUTURES,
        allowTopLevelAwait: (request.flags & TOP_LEVEL_AWAIT) !== 0,
        form: request.form ?? 'S',
      });
      showWarnings(unit.warnings, request.filename);
      return warnings.length === 0 ? unit : { ...unit, warnings: [...warnings, ...unit.warnings] };
    }),
};

function parseRequest(request: CompileRequest): ParseResult {
  const { flags } = request;
  const result: ParseResult = parse(request.source as string | Uint8Array, {
    filename: request.filename,
    mode: request.mode,
    program: request.program === true ? request.filename : undefined,
    typeComments: (flags & TYPE_COMMENTS) !== 0,
    flags: { barryAsFlufl: (flags & BARRY) !== 0, dontImplyDedent: (flags & DONT_IMPLY_DEDENT) !== 0, allowIncompleteInput: (flags & INCOMPLETE_INPUT) !== 0 },
    maxStrDigits: state.config.flags.intMaxStrDigits,
    lookupName,
    ...(request.decode === undefined ? {} : { decode: request.decode }),
  });
  if (request.quiet !== true) showWarnings(result.warnings, request.filename);
  return result;
}

/** Named sequences do not count in a literal. */
function lookupName(name: string): number | undefined {
  return characterNames()?.lookupName(name, /* withSequences */ false)?.codePointAt(0);
}

function guarded<T>(request: CompileRequest, run: () => T): T {
  try {
    return run();
  } catch (e) {
    if (e instanceof PySyntaxErrorInfo) raiseSyntaxError(e, request.filename, metadataOf(e, request));
    if (e instanceof RangeError && e.message.includes('call stack')) raise(exc.RecursionError, 'maximum recursion depth exceeded during compilation');
    throw e;
  }
}

function errorClass(kind: PySyntaxErrorInfo['kind']): typeof exc.SyntaxError {
  switch (kind) {
    case 'IndentationError':
      return exc.IndentationError;
    case 'TabError':
      return exc.TabError;
    case '_IncompleteInputError':
      return exc.IncompleteInputError;
    case 'MemoryError':
      return exc.MemoryError;
    default:
      return exc.SyntaxError;
  }
}

/** What `traceback` looks for misspelt keywords in: the statement's place, as far as the parser has kept it, and the text where no file has it. */
function metadataOf(info: PySyntaxErrorInfo, request: CompileRequest): PyObject {
  if (info.kind !== 'SyntaxError' || info.lineno === null || (typeof request.source === 'object' && !(request.source instanceof Uint8Array))) return None;
  if (request.program === true && !request.filename.startsWith('<')) return new PyTuple([0, 0, None]);
  const text = typeof request.source === 'string' ? request.source : new TextDecoder().decode(request.source);
  return new PyTuple([0, 0, strFromJs(text)]);
}

function raiseSyntaxError(info: PySyntaxErrorInfo, filename: string, metadata: PyObject = None): never {
  if (info.kind === 'MemoryError') raise(exc.MemoryError, info.message);
  const orNone = (v: number | string | null): PyObject => (v === null ? None : typeof v === 'string' ? strFromJs(v) : v);
  const e = newException(errorClass(info.kind)) as PySyntaxError;
  e.msg = strFromJs(info.message);
  e.metadata = metadata;
  if (info.lineno === null) {
    e.args = new PyTuple([e.msg]);
    throwException(e);
  }
  e.filename = strFromJs(filename);
  e.lineno = info.lineno;
  e.offset = orNone(info.offset);
  e.text = orNone(info.text ?? textInFile(info, filename));
  e.endLineno = orNone(info.end_lineno);
  e.endOffset = orNone(info.end_offset);
  e.args = new PyTuple([e.msg, new PyTuple([e.filename, e.lineno, e.offset, e.text, e.endLineno, e.endOffset])]);
  throwException(e);
}

/** Errors that the parser has not found show the line of the file that the code is said to be from, as CPython does. */
function textInFile(info: PySyntaxErrorInfo, filename: string): string | null {
  if (info.end_lineno === null || filename.startsWith('<')) return null;
  const line = sourceLine(filename, info.lineno!);
  return line === undefined ? null : `${line}\n`;
}

/** Shows syntax warnings; one that filters turn into an error becomes a SyntaxError at its place. */
function showWarnings(warnings: readonly SyntaxWarningInfo[], filename: string): void {
  if (warnings.length === 0) return;
  const warn = getattr(importModule('_warnings'), 'warn_explicit');
  for (const w of warnings) {
    const category = w.category === 'SyntaxWarning' ? exc.SyntaxWarning : exc.DeprecationWarning;
    try {
      warn.c4(strFromJs(w.message), category, strFromJs(filename), w.lineno);
    } catch (e) {
      if (!excMatches(e, category)) throw e;
      raiseSyntaxError(w.error, filename);
    }
  }
}
