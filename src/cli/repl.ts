// The plain prompt: `>>>`, `...`, `_`, tracebacks. CPython: Python/pythonrun.c (PyRun_InteractiveLoop).
import type { PyModule } from '../objects/types/module.ts';
import type { Namespace } from '../objects/model/object.ts';
import { host, readFile, HostError } from '../host/host.ts';
import { state, sysGet, sysSet } from '../runtime/state.ts';
import { compileToUnit } from '../runtime/compileToUnit.ts';
import type { Unit } from '../runtime/unit.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { str } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { IncompleteInputError, KeyboardInterrupt, SystemExit } from '../objects/types/exceptions.ts';
import { caught } from '../runtime/frames.ts';
import { reportTop } from './exit.ts';
import { FS } from '../objects/frame.ts';
import { registerSource } from '../runtime/sourceLines.ts';
import { decodeWithCodec } from '../runtime/sourceCodec.ts';
import { runSource } from './run.ts';
import { None } from '../objects/model/values.ts';

const INCOMPLETE = 0x4000,
  DONT_IMPLY_DEDENT = 0x200,
  FUTURES = 0x1ff0000;

export function repl(main: PyModule, options: { banner: boolean }): void {
  if (sysGet('ps1') === undefined) sysSet('ps1', '>>> ');
  if (sysGet('ps2') === undefined) sysSet('ps2', '... ');
  if (options.banner) {
    errorLine(`Python ${str(sysGet('version')!)} on ${host.process.platform}\nType "help", "copyright", "credits" or "license" for more information.\n`);
    startup(main);
  }
  let flags = 0;
  for (let count = 0; ; count++) {
    const filename = `<stdin>-${count}`;
    let unit: Unit | undefined;
    try {
      unit = readStatement(filename, flags);
    } catch (raw) {
      const e = caught(raw, 1);
      FS.sp = 0;
      if (excMatches(e, SystemExit)) throw e;
      if (excMatches(e, KeyboardInterrupt)) errorLine('\nKeyboardInterrupt\n');
      else reportTop(e);
      continue;
    }
    if (unit === undefined) break;
    flags |= unit.codes[0]!.data.flags & FUTURES;
    try {
      unit.instance(main as unknown as Namespace).body!(undefined);
    } catch (raw) {
      const e = caught(raw, 1);
      FS.sp = 0;
      FS.exc = undefined;
      if (excMatches(e, SystemExit)) throw e;
      if (excMatches(e, KeyboardInterrupt)) errorLine('\nKeyboardInterrupt\n');
      else reportTop(e);
    }
  }
  if (host.files.isatty(0)) errorLine('\n');
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

/** Reads lines until they make a statement; undefined at the end of input. */
function readStatement(filename: string, flags: number): Unit | undefined {
  let text = '';
  for (;;) {
    const line = readLine(text === '' ? 'ps1' : 'ps2');
    if (line === undefined) {
      if (text.trim() === '') return undefined;
      return compileText(text, filename, flags & ~INCOMPLETE);
    }
    text += line;
    if (
      text.trim() === '' ||
      (/^\s*#/.test(text) && !text.includes('\n', text.indexOf('#') + 1) && text.trim().startsWith('#') && text.trim().split('\n').length === 1)
    ) {
      text = '';
      continue;
    }
    try {
      return compileText(text, filename, flags | INCOMPLETE | DONT_IMPLY_DEDENT);
    } catch (e) {
      if (!excMatches(e, IncompleteInputError)) throw e;
      FS.sp = 0;
    }
  }
}

function compileText(text: string, filename: string, flags: number): Unit {
  registerSource(filename, text);
  return compileToUnit({ source: text, filename, mode: 'single', flags, optimize: state.config.flags.optimize, nsMode: false, decode: decodeWithCodec });
}

/** One line of standard input with its newline, after the prompt. */
function readLine(promptName: string): string | undefined {
  const prompt = sysGet(promptName);
  const out = sysGet('stdout');
  if (out !== undefined && out !== None) {
    callMethod(out, 'write', strFromJs(prompt === undefined ? '' : str(prompt)));
    callMethod(out, 'flush');
  }
  const line = callMethod(sysGet('stdin')!, 'readline');
  const text = isStr(line) ? jsFromStr(line) : '';
  return text === '' ? undefined : text;
}
