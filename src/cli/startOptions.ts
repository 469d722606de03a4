// Options and variables whose values the start checks: a bad one ends it as a fatal error before anything has run.
// CPython: preconfig_init_utf8_mode in Python/preconfig.c, config_init_* in Python/initconfig.c.
import { seedHashes } from '../objects/ops/hash.ts';
import type { StartError } from '../runtime/startError.ts';
import type { CommandLine } from './options.ts';

/** A PYTHON* variable; undefined where it is empty or not looked at. */
export type Variable = (name: string) => string | undefined;

const ALLOCATORS = /^(default|malloc|pymalloc|debug|malloc_debug|pymalloc_debug|mimalloc|mimalloc_debug)$/;
const MOST_FRAMES = 65535;
const LARGEST_SEED = 0xffffffff;

/** Takes over what these options say; the first that is wrong is the error. */
export function checkOptions(line: CommandLine, env: Variable): StartError | undefined {
  const before = checkUtf8(line, env) ?? checkAllocator(env);
  if (before !== undefined) return { message: before, state: 'preinitializing' };
  for (const check of CHECKS) {
    const message = check(line, env);
    if (message !== undefined) return { message, state: 'preinitialized' };
  }
  return undefined;
}

type Check = (line: CommandLine, env: Variable) => string | undefined;

const CHECKS: readonly Check[] = [
  checkFrozenModules,
  checkHashSeed,
  checkTracemalloc,
  checkDigits,
  checkCpuCount,
  (line, env) => checkSwitch(line, env, 'thread_inherit_context', 'PYTHON_THREAD_INHERIT_CONTEXT'),
  (line, env) => checkSwitch(line, env, 'context_aware_warnings', 'PYTHON_CONTEXT_AWARE_WARNINGS'),
  checkGil,
  checkImportTime,
];

const numberOf = (text: string | true | undefined): number => (typeof text === 'string' && /^\s*[+-]?\d+$/.test(text) ? Number(text) : Number.NaN);

function checkUtf8(line: CommandLine, env: Variable): string | undefined {
  const option = line.firstXOptions.get('utf8');
  const value = option === undefined ? env('PYTHONUTF8') : option === true ? '1' : option;
  if (value === undefined) return undefined;
  if (value !== '0' && value !== '1')
    return `preconfig_init_utf8_mode: invalid ${option === undefined ? 'PYTHONUTF8 environment variable' : '-X utf8 option'} value`;
  line.flags.utf8Mode = Number(value);
  return undefined;
}

function checkAllocator(env: Variable): string | undefined {
  const value = env('PYTHONMALLOC');
  return value === undefined || ALLOCATORS.test(value) ? undefined : 'preconfig_init_allocator: PYTHONMALLOC: unknown allocator';
}

function checkFrozenModules(line: CommandLine): string | undefined {
  const option = line.firstXOptions.get('frozen_modules');
  if (option === undefined || option === true || option === '' || option === 'on' || option === 'off') return undefined;
  return 'bad value for option -X frozen_modules (expected "on" or "off")';
}

function checkHashSeed(line: CommandLine, env: Variable): string | undefined {
  const value = line.randomHashes ? undefined : env('PYTHONHASHSEED');
  if (value === undefined || value === 'random') return undefined;
  const seed = numberOf(value);
  if (!(seed >= 0 && seed <= LARGEST_SEED)) return 'config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]';
  line.flags.hashRandomization = seed === 0 ? 0 : 1;
  seedHashes(seed);
  return undefined;
}

function checkTracemalloc(line: CommandLine, env: Variable): string | undefined {
  const isGood = (text: string): boolean => numberOf(text) >= 0 && numberOf(text) <= MOST_FRAMES;
  const value = env('PYTHONTRACEMALLOC');
  if (value !== undefined && !isGood(value)) return 'config_init_tracemalloc: PYTHONTRACEMALLOC: invalid number of frames';
  const option = line.firstXOptions.get('tracemalloc');
  return typeof option === 'string' && !isGood(option) ? 'config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames' : undefined;
}

function checkDigits(line: CommandLine, env: Variable): string | undefined {
  const isGood = (n: number): boolean => n === 0 || n >= 640;
  const rule = 'invalid limit; must be >= 640 or 0 for unlimited.';
  const value = env('PYTHONINTMAXSTRDIGITS');
  if (value !== undefined) {
    if (!isGood(numberOf(value))) return `config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: ${rule}`;
    line.flags.intMaxStrDigits = numberOf(value);
  }
  const option = line.firstXOptions.get('int_max_str_digits');
  if (option === undefined) return undefined;
  const n = option === '' ? 0 : numberOf(option);
  if (!isGood(n)) return `config_init_int_max_str_digits: -X int_max_str_digits: ${rule}`;
  line.flags.intMaxStrDigits = n;
  return undefined;
}

function checkCpuCount(line: CommandLine, env: Variable): string | undefined {
  const value = line.firstXOptions.get('cpu_count') ?? env('PYTHON_CPU_COUNT');
  if (value === undefined || value === 'default') return undefined;
  const n = numberOf(value);
  if (!(n >= 1)) return 'config_init_cpu_count: -X cpu_count=n option: n is missing or an invalid number, n must be greater than 0';
  line.flags.cpuCount = n;
  return undefined;
}

function checkSwitch(line: CommandLine, env: Variable, option: string, variable: string): string | undefined {
  const isGood = (text: string | true): boolean => text === '0' || text === '1';
  const value = env(variable);
  if (value !== undefined && !isGood(value)) return `config_init_${option}: ${variable}=N: N is missing or invalid`;
  const given = line.firstXOptions.get(option);
  return given !== undefined && !isGood(given) ? `config_init_${option}: -X ${option}=n: n is missing or invalid` : undefined;
}

function checkGil(line: CommandLine, env: Variable): string | undefined {
  const value = line.firstXOptions.get('gil') ?? env('PYTHON_GIL');
  if (value === undefined || value === '1') return undefined;
  return value === '0' ? 'config_read_gil: Disabling the GIL is not supported by this build' : 'config_read_gil: PYTHON_GIL / -X gil must be "0" or "1"';
}

function checkImportTime(line: CommandLine): string | undefined {
  const option = line.firstXOptions.get('importtime');
  // What is no number counts as 1.
  if (typeof option !== 'string' || !/^[+-]?\d+$/.test(option) || /^[+]?0*[012]$/.test(option)) return undefined;
  return 'config_init_import_time: -X importtime: values other than 1 and 2 are reserved for future use.';
}
