// The `taipan` command: what `python3` does with its arguments. bin/boot.cjs loads this file and calls `main`.
// CPython: Modules/main.c.
import { HostError, host, installHost, readFile, writeAll } from '../host/host.ts';
import { createNodeHost } from '../hosts/node/index.ts';
import { releaseSpare, takeSpare } from '../hosts/node/ffi/ownDescriptors.ts';
import type { Boot } from '../hosts/node/script.ts';
import { parseCommandLine, type CommandLine } from './options.ts';
import { helpText, helpEnvText, helpXText, usageLine } from './help.ts';
import { callMethod } from '../objects/ops/attr.ts';
import { jsFromStr } from '../objects/ops/strings.ts';
import { fsStr } from '../modules/fsPath.ts';
import { installModules } from '../modules/start.ts';
import { installTaipanCompiler } from '../embed/compiler.ts';
import { exitHooks, finishInterpreter, mainModule, startInterpreter } from '../runtime/interpreter.ts';
import type { Config } from '../runtime/state.ts';
import { sysGet } from '../runtime/state.ts';
import { endStart } from '../runtime/startError.ts';
import { runCommand, runFile, runModuleAsMain, runSource, insertPath } from './run.ts';
import { exitCode, leave } from './exit.ts';
import { importModuleByName } from '../runtime/import/importlib.ts';
import { installRegexes } from '../runtime/import/regexes.ts';
import { enableFrozen, installFrozen, type FrozenScript } from '../runtime/import/frozen.ts';
import { printException } from '../runtime/printException.ts';

/** Runs the command line and leaves the process. */
export function main(boot?: Boot): void {
  installHost(createNodeHost(boot));
  const { process } = host;
  const line = parseCommandLine(commandArguments(), (name) => process.getenv(name));
  if (line.error !== undefined) {
    say(2, `${line.error}\n${usageLine(process.executable)}\nTry \`python -h' for more information.\n`);
    process.exitNow(2);
  }
  if (line.show !== undefined) showAndLeave(line);
  if (line.startError !== undefined) endStart(line.startError);
  if (line.dump !== undefined) {
    (require('./dump.ts') as typeof import('./dump.ts')).dump(line.dump, line);
    process.exitNow(0);
  }
  // In a microtask V8 throws without building a message first: a Python exception then costs a sixth.
  void Promise.resolve().then(() => leave(run(line)));
}

/** The arguments as Python has them: bytes that are no UTF-8 as lone surrogates. */
function commandArguments(): string[] {
  return host.process.argv.map((arg) => (typeof arg === 'string' ? arg : jsFromStr(fsStr(arg))));
}

function say(fd: number, text: string): void {
  writeAll(fd, new TextEncoder().encode(text));
}

function showAndLeave(line: CommandLine): never {
  const { executable } = host.process;
  switch (line.show) {
    case 'version':
      say(1, 'Python 3.14.2\n');
      break;
    case 'versionLong':
      say(1, 'Python 3.14.2 (main, Nov 25 2026, 00:00:00) [taipan]\n');
      break;
    case 'helpEnv':
      say(1, helpEnvText);
      break;
    case 'helpX':
      say(1, helpXText);
      break;
    case 'helpAll':
      say(1, `${helpText(executable)}\n${helpEnvText}\n${helpXText}`);
      break;
    default:
      say(1, helpText(executable));
  }
  return host.process.exitNow(0);
}

/** The virtual environment that the command was started from: `pyvenv.cfg` lies beside its link or one folder up. CPython: Modules/getpath.py. */
function findVenv(executable: string): { prefix: string; baseExecutable: string } | undefined {
  const folder = executable.slice(0, executable.lastIndexOf('/'));
  const above = folder.slice(0, folder.lastIndexOf('/'));
  for (const place of [folder, above]) {
    let text: string;
    try {
      text = new TextDecoder().decode(readFile(`${place}/pyvenv.cfg`));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      continue;
    }
    const home = /^\s*home\s*=\s*(.*?)\s*$/im.exec(text)?.[1];
    const real = /^\s*executable\s*=\s*(.*?)\s*$/im.exec(text)?.[1];
    return { prefix: above, baseExecutable: real ?? (home === undefined ? executable : `${home}${executable.slice(executable.lastIndexOf('/'))}`) };
  }
  return undefined;
}

function configOf(line: CommandLine): Config {
  const { process } = host;
  const basePrefix = process.dist;
  const venv = findVenv(process.executable);
  const path = line.flags.ignoreEnvironment > 0 ? undefined : process.getenv('PYTHONPATH');
  const arg0 = line.command !== undefined ? '-c' : line.module !== undefined ? '-m' : (line.file ?? '');
  return {
    flags: line.flags,
    argv: [arg0, ...line.rest],
    origArgv: [process.executable, ...commandArguments()],
    executable: process.executable,
    libDir: `${basePrefix}/lib/python3.14`,
    prefix: venv?.prefix ?? basePrefix,
    basePrefix,
    baseExecutable: venv?.baseExecutable ?? process.executable,
    warnOptions: line.warnOptions,
    xOptions: line.xOptions,
    pythonPath: path === undefined || path === '' ? [] : path.split(':'),
    pycachePrefix: line.pycachePrefix,
    unbuffered: line.unbuffered,
  };
}

/** The script of frozen modules lies beside the core in a built taipan. */
function loadFrozen(line: CommandLine): void {
  const boot = require('taipan:boot') as {
    loadBeside(name: string): unknown;
    readBeside(name: string, start?: number, end?: number): string | undefined;
    beforeCaching(run: () => void): void;
    keepSpare(release: () => boolean, take: () => void): void;
  };
  boot.keepSpare(releaseSpare, takeSpare);
  boot.beforeCaching(() => (require('./training.ts') as typeof import('./training.ts')).train());
  installFrozen({
    names: () => boot.readBeside('frozen.names'),
    script: (name) => boot.loadBeside(name) as FrozenScript | undefined,
    tables: (name, start, end) => boot.readBeside(`${name}.tables`, start, end)!,
  });
  installRegexes(() => boot.readBeside('regexes.tables'));
  enableFrozen(line.xOptions.get('frozen_modules') !== 'off');
}

/** Runs the program; gives the exit status. */
function run(line: CommandLine): number {
  installModules();
  loadFrozen(line);
  installTaipanCompiler();
  exitHooks.report = printException;
  let status = exitCode(() => {
    startInterpreter(configOf(line));
    if (line.warnOptions.length > 0) importModuleByName('warnings');
    if (line.faultHandler && sysGet('stderr') !== undefined) callMethod(importModuleByName('faulthandler'), 'enable');
  });
  if (status === 0) {
    status = exitCode(() => runProgram(line, mainModule()));
    status = afterwards(line, mainModule(), status);
  }
  if (!finishInterpreter()) status = 120;
  return status;
}

function runProgram(line: CommandLine, main: ReturnType<typeof mainModule>): void {
  if (line.command !== undefined) {
    insertPath('');
    runCommand(line.command, main);
  } else if (line.module !== undefined) {
    runModuleAsMain(line.module);
  } else if (line.file !== undefined && line.file !== '-') {
    runFile(line, line.file, main);
  } else if (host.files.isatty(0) || line.flags.interactive > 0) {
    insertPath('');
    (require('./repl.ts') as typeof import('./repl.ts')).interactive(main, { banner: line.flags.quiet === 0, startup: true });
  } else {
    insertPath('');
    runSource(readStdin(), '<stdin>', main);
  }
}

/** `-i`: the prompt after the program. */
function afterwards(line: CommandLine, main: ReturnType<typeof mainModule>, status: number): number {
  const ran = line.command !== undefined || line.module !== undefined || (line.file !== undefined && line.file !== '-');
  if (!ran || line.flags.inspect === 0 || sysGet('stdin') === undefined) return status;
  return exitCode(() => (require('./repl.ts') as typeof import('./repl.ts')).interactive(main, { banner: false, startup: false }));
}

function readStdin(): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const part = new Uint8Array(65536);
    const n = host.files.read(0, part, 0, part.length);
    if (n === 0) break;
    parts.push(part.subarray(0, n));
    total += n;
  }
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
