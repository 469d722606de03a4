// The prompt. The plain one: `>>>`, `...`, `_`, tracebacks. CPython: Python/pythonrun.c (PyRun_InteractiveLoop).
import type { PyModule } from '../objects/types/module.ts';
import type { Namespace } from '../objects/model/object.ts';
import { host, readFile, HostError } from '../host/host.ts';
import { state, sysGet, sysSet } from '../runtime/state.ts';
import { compileToUnit } from '../runtime/compileToUnit.ts';
import { theCompiler, type CompileRequest } from '../runtime/compilerInterface.ts';
import { runBody, type Unit } from '../runtime/unit.ts';
import { callMethod, getattr } from '../objects/ops/attr.ts';
import { str } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { Exception, IncompleteInputError, KeyboardInterrupt, SystemExit } from '../objects/types/exceptions.ts';
import { caught } from '../runtime/frames.ts';
import { reportTop } from './exit.ts';
import { FS } from '../objects/frame.ts';
import { importModuleByName } from '../runtime/import/importlib.ts';
import { decodeWithCodec } from '../runtime/sourceCodec.ts';
import { runSource } from './run.ts';
import { None } from '../objects/model/values.ts';
import { PyBuiltin } from '../objects/types/descriptors.ts';
import { fn } from '../objects/declare/module.ts';

/** The name in messages about syntax; code has numbered ones. */
const STDIN = '<stdin>';
const INCOMPLETE = 0x4000,
  DONT_IMPLY_DEDENT = 0x200,
  FUTURES = 0x1ff0000;

/** Banner, PYTHONSTARTUP and `sys.__interactivehook__`, then the prompt: on a terminal the library's `_pyrepl`, which edits lines, else the plain one. */
export function interactive(main: PyModule, options: { banner: boolean; startup: boolean }): void {
  if (options.banner)
    errorLine(`Python ${str(sysGet('version')!)} on ${host.process.platform}\nType "help", "copyright", "credits" or "license" for more information.\n`);
  const basic = !host.files.isatty(0) || (state.config.flags.ignoreEnvironment === 0 && (host.process.getenv('PYTHON_BASIC_REPL') ?? '') !== '');
  if (basic) {
    if (options.startup) startup(main);
    callHook();
    repl(main);
    return;
  }
  callHook();
  sysSet(
    '_baserepl',
    new PyBuiltin(
      fn('_baserepl()', 'Runs the plain prompt.', () => (repl(main), None)),
      undefined,
      'sys',
      'sys.',
    ),
  );
  const console = getattr(importModuleByName('_pyrepl.main'), 'interactive_console');
  console.cK([main, options.startup], ['mainmodule', 'pythonstartup']);
}

/** What `site` has put there reads the history of lines: the plain prompt has none. */
function callHook(): void {
  const hook = sysGet('__interactivehook__');
  if (hook === undefined || !host.files.isatty(0)) return;
  try {
    hook.c0();
  } catch (raw) {
    const e = caught(raw, 1);
    FS.sp = 0;
    errorLine('Failed calling sys.__interactivehook__\n');
    reportTop(e);
  }
}

/** Statements one by one until the end of input. `_pyrepl` may have called it: frames up to `base` are not the statements'. */
function repl(main: PyModule): void {
  if (sysGet('ps1') === undefined) sysSet('ps1', '>>> ');
  if (sysGet('ps2') === undefined) sysSet('ps2', '... ');
  const base = FS.sp;
  let flags = 0;
  let count = 0;
  for (;;) {
    try {
      const text = readStatement(flags);
      if (text === undefined) break;
      const statement = isBlank(text) ? undefined : parseText(text, flags);
      const filename = `<stdin-${count++}>`;
      if (statement !== undefined) {
        const unit = compileStatement(statement, text, filename, flags);
        flags |= unit.codes[0]!.data.flags & FUTURES;
        runBody(unit.instance(main as unknown as Namespace));
      }
    } catch (raw) {
      const e = caught(raw, base + 1);
      FS.sp = base;
      FS.exc = undefined;
      if (excMatches(e, SystemExit)) throw e;
      if (excMatches(e, KeyboardInterrupt)) errorLine('\nKeyboardInterrupt\n');
      else reportTop(e);
    }
    flush('stdout');
  }
  errorLine('\n');
}

/** PYTHONSTARTUP. */
function startup(main: PyModule): void {
  if (state.config.flags.ignoreEnvironment > 0) return;
  const file = host.process.getenv('PYTHONSTARTUP');
  if (file === undefined || file === '') return;
  try {
    runSource(readFile(file), file, main);
  } catch (raw) {
    if (raw instanceof HostError) {
      errorLine(`Could not open PYTHONSTARTUP\n`);
      return;
    }
    const e = caught(raw, 1);
    FS.sp = 0;
    reportTop(e);
  }
}

function errorLine(text: string): void {
  const err = sysGet('stderr');
  if (err === undefined || err === None) return;
  callMethod(err, 'write', strFromJs(text));
  callMethod(err, 'flush');
}

/** A stream that cannot be flushed does not end the session. */
function flush(name: string): void {
  const file = sysGet(name);
  if (file === undefined || file === None) return;
  const depth = FS.sp;
  try {
    callMethod(file, 'flush');
  } catch (raw) {
    if (!excMatches(caught(raw, depth + 1), Exception)) throw raw;
    FS.sp = depth;
    FS.exc = undefined;
  }
}

const isBlank = (text: string): boolean => /^\s*(#.*)?\s*$/.test(text);

/** Reads lines until they make a statement, or one line without any; undefined at the end of input. */
function readStatement(flags: number): string | undefined {
  let text = readLine('ps1');
  if (text === undefined || isBlank(text)) return text;
  while (!isComplete(text, flags)) {
    const line = readLine('ps2');
    if (line === undefined) {
      errorLine('\n');
      return text;
    }
    text += line;
  }
  return text;
}

/**
 * With its last newline, what begins a statement behind an open block is an error already; without it, a block is incomplete until a blank line
 * ends it.
 */
function isComplete(text: string, flags: number): boolean {
  const bare = text.endsWith('\\\n') ? text : text.replace(/\n$/, '');
  const depth = FS.sp;
  try {
    for (const source of [text, bare]) parseText(source, flags | INCOMPLETE | DONT_IMPLY_DEDENT, /* quiet */ true);
    return true;
  } catch (e) {
    if (!excMatches(e, IncompleteInputError)) throw e;
    FS.sp = depth;
    return false;
  }
}

/** What is wrong with the grammar is in `<stdin>`; the code and what is wrong with that has a number. */
function parseText(source: string, flags: number, quiet = false): object {
  return theCompiler().parse({ ...request(source, STDIN, flags), quiet });
}

/** `inspect`, `linecache` and tracebacks find the text by the code object. */
function compileStatement(statement: object, text: string, filename: string, flags: number): Unit {
  const unit = compileToUnit(request(statement, filename, flags));
  callMethod(importModuleByName('linecache'), '_register_code', unit.codes[0]!, strFromJs(text), strFromJs(STDIN));
  return unit;
}

function request(source: string | object, filename: string, flags: number): CompileRequest {
  return { source, filename, mode: 'single', flags, optimize: state.config.flags.optimize, nsMode: false, decode: decodeWithCodec };
}

/** One line of standard input with its newline, after the prompt. */
function readLine(promptName: string): string | undefined {
  const prompt = sysGet(promptName);
  errorLine(prompt === undefined ? '' : str(prompt));
  const line = callMethod(sysGet('stdin')!, 'readline');
  const text = isStr(line) ? jsFromStr(line) : '';
  return text === '' ? undefined : text;
}
