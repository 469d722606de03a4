// Running a program: a file, a module, text. CPython: Modules/main.c, Python/pythonrun.c.
import { host, readFile, HostError, type HostPath, writeAll } from '../host/host.ts';
import type { PyModule } from '../objects/types/module.ts';
import type { Namespace, PyObject } from '../objects/model/object.ts';
import { None } from '../objects/model/values.ts';
import { callMethod, getattr } from '../objects/ops/attr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { hostPathOf } from '../modules/fsPath.ts';
import { importModuleByName } from '../runtime/import/importlib.ts';
import { lazyAttribute } from '../runtime/nativeModules.ts';
import { state, sysGet } from '../runtime/state.ts';
import type { CompileRequest } from '../runtime/compilerInterface.ts';
import { compileToUnit } from '../runtime/compileToUnit.ts';
import { decodeWithCodec } from '../runtime/sourceCodec.ts';
import type { CommandLine } from './options.ts';
import { strerrorOf } from '../objects/types/oserror.ts';
import { newException, throwException } from '../objects/ops/raise.ts';
import { SystemExit, type PyValueException } from '../objects/types/exceptions.ts';
import { program } from '../objects/ops/shadowing.ts';
import { registerSource, setCommand } from '../runtime/sourceLines.ts';

/** `sys.path.insert(0, dir)`, unless the path is to be safe. */
export function insertPath(dir: string): void {
  if (state.config.flags.safePath) return;
  program.folder ??= dir;
  program.cwd = cwdIfAny;
  callMethod(sysGet('path')!, 'insert', 0, strFromJs(dir));
}

/** Compiles and runs text as the body of `module`. */
export function runSource(source: string | Uint8Array, filename: string, module: PyModule): void {
  registerSource(filename, source);
  const request: CompileRequest = {
    source,
    filename,
    program: typeof source !== 'string',
    mode: 'exec',
    flags: 0,
    optimize: state.config.flags.optimize,
    nsMode: false,
    decode: decodeWithCodec,
  };
  const unit = compileToUnit(request);
  if (typeof source === 'string') setCommand(unit.codes, source);
  unit.instance(module as unknown as Namespace).body!(undefined);
}

/** `python -c command`. A command with bytes that are no UTF-8 does not run. */
export function runCommand(command: string, module: PyModule): void {
  if (/\p{Surrogate}/u.test(command)) {
    try {
      callMethod(strFromJs(command), 'encode');
    } catch (e) {
      writeAll(2, new TextEncoder().encode('Unable to decode the command from the command line:\n'));
      throw e;
    }
  }
  runSource(dedent(command), '<string>', module);
}

/** The command of `-c` without the white space that all its lines begin with; lines of nothing else become empty. */
function dedent(command: string): string {
  const lines = command.split('\n').map((text) => (/^[ \t\r\f\v]*$/.test(text) ? '' : text));
  let margin: string | undefined;
  for (const text of lines) {
    if (text === '') continue;
    const indent = /^[ \t]*/.exec(text)![0];
    if (margin === undefined) margin = indent;
    let same = 0;
    while (same < margin.length && margin[same] === indent[same]) same++;
    margin = margin.slice(0, same);
    if (margin === '') return command;
  }
  const cut = margin?.length ?? 0;
  return cut === 0 ? command : lines.map((text) => text.slice(cut)).join('\n');
}

/** `python -m name`. */
export function runModuleAsMain(name: string): void {
  const runpy = importModuleByName('runpy');
  if (!state.config.flags.safePath) insertPath(cwd());
  getattr(runpy, '_run_module_as_main').c1(strFromJs(name));
}

/** Empty where the folder is gone. */
function cwdIfAny(): string {
  try {
    return cwd();
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return '';
  }
}

function cwd(): string {
  const dir = host.process.cwd();
  return typeof dir === 'string' ? dir : '';
}

function exitWith(message: string, status: number): never {
  const shown = message.replace(/\p{Surrogate}/gu, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  writeAll(2, new TextEncoder().encode(shown));
  const e = newException(SystemExit, status) as PyValueException;
  e.value = status;
  throwException(e);
}

/** `python file`: a script, or a directory or zip file with a `__main__`. */
export function runFile(line: CommandLine, file: string, module: PyModule): void {
  let source: Uint8Array;
  try {
    const path = hostPathOf(strFromJs(file));
    if (isImportable(path)) {
      callMethod(sysGet('path')!, 'insert', 0, strFromJs(file));
      const runpy = importModuleByName('runpy');
      getattr(runpy, '_run_module_as_main').c2('__main__', false);
      return;
    }
    source = readFile(path);
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
    exitWith(`${state.config.executable}: can't open file '${absolute(file)}': [Errno ${e.errno}] ${strerrorOf(e.errno)}\n`, 2);
  }
  if (line.skipFirstLine) {
    const end = source.indexOf(10);
    source = end < 0 ? new Uint8Array(0) : source.subarray(end);
  }
  insertPath(directoryOf(file));
  const G = module as unknown as Record<string, PyObject>;
  const path = strFromJs(absolute(file));
  lazyAttribute(G, '__loader__', () => getattr(importModuleByName('_frozen_importlib_external'), 'SourceFileLoader').c2('__main__', path));
  G.$__file__ = path;
  G.$__cached__ = None;
  runSource(source, absolute(file), module);
}

function absolute(file: string): string {
  return file.startsWith('/') ? file : `${cwd()}/${file}`;
}

/** The folder of a script, links resolved, as `sys.path[0]`. */
function directoryOf(file: string): string {
  let path = absolute(file);
  try {
    const real = host.files.realpath?.(path);
    if (typeof real === 'string') path = real;
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
  }
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

/** Does a file end in the record that closes a zip's directory, without a comment? */
function endsAsZip(fd: number, size: number | bigint): boolean {
  const tail = new Uint8Array(22);
  if (size < 22) return false;
  host.files.lseek(fd, Number(size) - 22, 0);
  return host.files.read(fd, tail, 0, 22) === 22 && tail[0] === 0x50 && tail[1] === 0x4b && tail[2] === 5 && tail[3] === 6;
}

function isImportable(file: HostPath): boolean {
  const { mode, size } = host.files.stat(file, true);
  if ((mode & 0o170000) === 0o040000) return true;
  const fd = host.files.open(file, host.files.constants.O_RDONLY!, 0);
  try {
    const head = new Uint8Array(4);
    if (host.files.read(fd, head, 0, 4) !== 4) return false;
    if (head[0] === 0x50) return head[1] === 0x4b && head[2] === 3 && head[3] === 4;
    // An archive may stand behind a line that makes it executable: its directory is at the end.
    return head[0] === 0x23 && head[1] === 0x21 && endsAsZip(fd, size);
  } finally {
    host.files.close(fd);
  }
}
