// The command line of `python3`: options, environment, what to run. CPython: Python/getopt.c, Python/initconfig.c.
import { defaultFlags, type Flags } from '../runtime/state.ts';

export interface CommandLine {
  flags: Flags;
  /** What to run: a command, a module, a file ('-' = stdin), or nothing (stdin or the prompt). */
  command: string | undefined;
  module: string | undefined;
  file: string | undefined;
  /** Arguments after it. */
  rest: string[];
  warnOptions: string[];
  xOptions: Map<string, string | true>;
  unbuffered: boolean;
  /** Has `faulthandler.enable()` been asked for? */
  faultHandler: boolean;
  skipFirstLine: boolean;
  checkHashPycs: string | undefined;
  show: 'version' | 'versionLong' | 'help' | 'helpEnv' | 'helpX' | 'helpAll' | undefined;
  dump: string | undefined;
  error: string | undefined;
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
    unbuffered: false,
    faultHandler: false,
    skipFirstLine: false,
    checkHashPycs: undefined,
    show: undefined,
    dump: undefined,
    error: undefined,
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
    return i + 2;
  } else line.error = `unknown option ${arg}`;
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
  line.xOptions.set(cut < 0 ? text : text.slice(0, cut), cut < 0 ? true : text.slice(cut + 1));
}

/** PYTHON* variables, unless -E or -I. */
function environment(line: CommandLine, getenv: (name: string) => string | undefined): void {
  const f = line.flags;
  const env = (name: string): string | undefined => (f.ignoreEnvironment > 0 ? undefined : getenv(name) || undefined);
  const level = (name: string, current: number): number => {
    const value = env(name);
    if (value === undefined) return current;
    const n = /^\d+$/.test(value) ? Number(value) : 1;
    return Math.max(current, n === 0 ? 1 : n);
  };
  f.debug = level('PYTHONDEBUG', f.debug);
  f.verbose = level('PYTHONVERBOSE', f.verbose);
  f.optimize = level('PYTHONOPTIMIZE', f.optimize);
  if (env('PYTHONINSPECT') !== undefined) f.inspect = 1;
  if (env('PYTHONDONTWRITEBYTECODE') !== undefined) f.dontWriteBytecode = 1;
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
  if (f.bytesWarning > 0) line.warnOptions.push(f.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  const digits = line.xOptions.get('int_max_str_digits') ?? env('PYTHONINTMAXSTRDIGITS');
  if (typeof digits === 'string') {
    const n = /^\d+$/.test(digits) ? Number(digits) : -1;
    if (n !== 0 && n < 640) line.error = 'config_init_int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited.';
    else f.intMaxStrDigits = n;
  }
  if (line.xOptions.has('warn_default_encoding') || env('PYTHONWARNDEFAULTENCODING')) f.warnDefaultEncoding = 1;
  const utf8 = line.xOptions.get('utf8') ?? env('PYTHONUTF8');
  // Unset, the C locale decides (PEP 540).
  const locale = env('LC_ALL') || env('LC_CTYPE') || env('LANG') || 'C';
  if (utf8 === '0') f.utf8Mode = 0;
  else if ((utf8 !== undefined && utf8 !== '') || locale === 'C' || locale === 'POSIX') f.utf8Mode = 1;
}
