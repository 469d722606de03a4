// The command line of `python3`: options, environment, what to run. CPython: Python/getopt.c, Python/initconfig.c.
import { defaultFlags, type Flags } from '../runtime/state.ts';
import type { StartError } from '../runtime/startError.ts';
import { bytesWarning } from '../objects/ops/bytesWarning.ts';
import { checkOptions } from './startOptions.ts';

export interface CommandLine {
  flags: Flags;
  /** What to run: a command, a module, a file ('-' = stdin), or nothing (stdin or the prompt). */
  command: string | undefined;
  module: string | undefined;
  file: string | undefined;
  /** Arguments after it. */
  rest: string[];
  warnOptions: string[];
  /** Of several with one name the last, as `sys._xoptions` has it. */
  xOptions: Map<string, string | true>;
  /** The first, which is the one that the start looks at. */
  firstXOptions: Map<string, string | true>;
  unbuffered: boolean;
  /** `-R`: whatever PYTHONHASHSEED says. */
  randomHashes: boolean;
  /** Has `faulthandler.enable()` been asked for? */
  faultHandler: boolean;
  skipFirstLine: boolean;
  checkHashPycs: string | undefined;
  show: 'version' | 'versionLong' | 'help' | 'helpEnv' | 'helpX' | 'helpAll' | undefined;
  dump: string | undefined;
  error: string | undefined;
  startError: StartError | undefined;
  pycachePrefix: string | undefined;
}

export function parseCommandLine(args: readonly string[], getenv: (name: string) => string | undefined): CommandLine {
  const line: CommandLine = {
    flags: { ...defaultFlags },
    command: undefined,
    module: undefined,
    file: undefined,
    rest: [],
    warnOptions: [],
    xOptions: new Map(),
    firstXOptions: new Map(),
    unbuffered: false,
    randomHashes: false,
    faultHandler: false,
    skipFirstLine: false,
    checkHashPycs: undefined,
    show: undefined,
    dump: undefined,
    error: undefined,
    startError: undefined,
    pycachePrefix: undefined,
  };
  let i = 0;
  let done = false;
  while (i < args.length && !done && line.error === undefined) {
    const arg = args[i]!;
    if (arg === '-' || !arg.startsWith('-')) break;
    if (arg.startsWith('--')) {
      i = longOption(line, args, i);
      continue;
    }
    for (let k = 1; k < arg.length && !done; k++) {
      const letter = arg[k]!;
      if ('cmWX'.includes(letter)) {
        let value = arg.slice(k + 1);
        if (value === '') {
          value = args[++i] as string;
          if (value === undefined) {
            line.error = `Argument expected for the -${letter} option`;
            break;
          }
        }
        if (letter === 'c') {
          line.command = `${value}\n`;
          done = true;
        } else if (letter === 'm') {
          line.module = value;
          done = true;
        } else if (letter === 'W') line.warnOptions.push(value);
        else xOption(line, value);
        break;
      }
      shortOption(line, letter);
    }
    i++;
  }
  if (!done && i < args.length) line.file = args[i++];
  line.rest = args.slice(i);
  if (line.error === undefined) environment(line, getenv);
  return line;
}

function longOption(line: CommandLine, args: readonly string[], i: number): number {
  const arg = args[i]!;
  if (arg === '--version') line.show = 'version';
  else if (arg === '--help') line.show = 'help';
  else if (arg === '--help-env') line.show = 'helpEnv';
  else if (arg === '--help-xoptions') line.show = 'helpX';
  else if (arg === '--help-all') line.show = 'helpAll';
  else if (arg.startsWith('--dump=')) line.dump = arg.slice(7);
  else if (arg === '--check-hash-based-pycs') {
    line.checkHashPycs = args[i + 1];
    if (line.checkHashPycs === undefined) line.error = 'Argument expected for the --check-hash-based-pycs options';
    else if (!/^(default|always|never)$/.test(line.checkHashPycs)) line.error = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
    return i + 2;
  } else line.error = `Unknown option: ${arg}`;
  return i + 1;
}

function shortOption(line: CommandLine, letter: string): void {
  const f = line.flags;
  switch (letter) {
    case 'b':
      f.bytesWarning++;
      break;
    case 'B':
      f.dontWriteBytecode++;
      break;
    case 'd':
      f.debug++;
      break;
    case 'E':
      f.ignoreEnvironment++;
      break;
    case 'h':
    case '?':
      line.show = 'help';
      break;
    case 'i':
      f.inspect++;
      f.interactive++;
      break;
    case 'I':
      f.isolated++;
      f.ignoreEnvironment++;
      f.noUserSite++;
      f.safePath = true;
      break;
    case 'O':
      f.optimize++;
      break;
    case 'P':
      f.safePath = true;
      break;
    case 'q':
      f.quiet++;
      break;
    case 'R':
      line.randomHashes = true;
      break;
    case 's':
      f.noUserSite++;
      break;
    case 'S':
      f.noSite++;
      break;
    case 'u':
      line.unbuffered = true;
      break;
    case 'v':
      f.verbose++;
      break;
    case 'V':
      line.show = line.show === 'version' ? 'versionLong' : 'version';
      break;
    case 'x':
      line.skipFirstLine = true;
      break;
    default:
      line.error = `Unknown option: -${letter}`;
  }
}

function xOption(line: CommandLine, text: string): void {
  const cut = text.indexOf('=');
  const name = cut < 0 ? text : text.slice(0, cut);
  const value = cut < 0 ? true : text.slice(cut + 1);
  line.xOptions.set(name, value);
  if (!line.firstXOptions.has(name)) line.firstXOptions.set(name, value);
}

/** PYTHON* variables, unless -E or -I. */
function environment(line: CommandLine, getenv: (name: string) => string | undefined): void {
  const f = line.flags;
  const env = (name: string): string | undefined => (f.ignoreEnvironment > 0 ? undefined : getenv(name) || undefined);
  const level = (name: string, current: number): number => {
    const value = env(name);
    if (value === undefined) return current;
    // What is no number, or a negative one, counts as 1.
    return Math.max(current, /^\d+$/.test(value) ? Number(value) : 1);
  };
  if (level('PYTHONDEBUG', 0) > 0) f.debug ||= 1;
  f.verbose = level('PYTHONVERBOSE', f.verbose);
  f.optimize = level('PYTHONOPTIMIZE', f.optimize);
  if (env('PYTHONINSPECT') !== undefined) f.inspect = 1;
  if (level('PYTHONDONTWRITEBYTECODE', 0) > 0) f.dontWriteBytecode = 1;
  if (env('PYTHONNOUSERSITE') !== undefined) f.noUserSite = 1;
  if (env('PYTHONUNBUFFERED') !== undefined) line.unbuffered = true;
  if (env('PYTHONSAFEPATH') !== undefined) f.safePath = true;
  const warnings = env('PYTHONWARNINGS');
  if (warnings !== undefined) line.warnOptions.unshift(...warnings.split(','));
  const dev = line.xOptions.get('dev');
  if (dev !== undefined || env('PYTHONDEVMODE') === '1') {
    f.devMode = true;
    line.warnOptions.unshift('default');
  }
  line.faultHandler = f.devMode || line.xOptions.has('faulthandler') || env('PYTHONFAULTHANDLER') !== undefined;
  if (f.bytesWarning > 0) {
    bytesWarning.wanted = true;
    line.warnOptions.push(f.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  }
  // Where nothing else is said, the C locale decides (PEP 540).
  const locale = getenv('LC_ALL') || getenv('LC_CTYPE') || getenv('LANG') || 'C';
  f.utf8Mode = locale === 'C' || locale === 'POSIX' ? 1 : 0;
  line.startError = checkOptions(line, env);
  const prefix = line.firstXOptions.get('pycache_prefix');
  line.pycachePrefix = prefix === undefined ? env('PYTHONPYCACHEPREFIX') : prefix === true || prefix === '' ? undefined : prefix;
  if (line.xOptions.has('warn_default_encoding') || env('PYTHONWARNDEFAULTENCODING')) f.warnDefaultEncoding = 1;
}
