// `sys`. CPython: Python/sysmodule.c.
import { setMaxStrDigits } from '../objects/ops/intLimit.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyFloat, PyList, PyTuple, PyTraceback, type PyBaseException } from '../objects/model/values.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { raise, raiseWith, newException, throwException } from '../objects/ops/raise.ts';
import { SystemExit, TypeError, UnicodeEncodeError, ValueError, type PyValueException } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { asIndex, typeName } from '../objects/ops/number.ts';
import { callMethod, getattr, lookupSpecial, tryGetattr } from '../objects/ops/attr.ts';
import { dictFromEntries, dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { FS, handledException, L, LIM, recursion } from '../objects/frame.ts';
import { frameAt } from '../objects/types/frame.ts';
import { setInAllThreads, setProfile, setTrace, tracing } from '../runtime/tracing.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { lazyAttribute, nativeModuleNames } from '../runtime/nativeModules.ts';
import { allThreads, exceptionOfThread, frameOfThread, identOf, setSwitchInterval, switchInterval } from '../runtime/threads.ts';
import { state, sysGet, type Config } from '../runtime/state.ts';
import { host } from '../host/host.ts';
import { originTracking } from '../objects/types/generator.ts';
import { asyncgenHooks } from '../objects/types/asyncgen.ts';
import { repr, str, strObject } from '../objects/ops/repr.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { PyType } from '../objects/model/type.ts';
import { IMMUTABLE } from '../objects/model/flags.ts';
import { typeSetDict } from '../objects/ops/typeobj.ts';
import { PyModule } from '../objects/types/module.ts';
import { printException } from '../runtime/printException.ts';
import { newNamespace } from '../objects/types/namespace.ts';
import { globalsAt } from '../runtime/unit.ts';
import { importModule, warn } from '../objects/ops/hooks.ts';
import { excMatches } from '../objects/ops/exceptions.ts';

/** What `sys.setdlopenflags` said last; RTLD_NOW at first. */
const dlopen = { flags: 2 };
const HEX_VERSION = 0x030e02f0;
const VERSION = '3.14.2';

const flagsSeq = defineStructSeq({
  name: 'sys.flags',
  doc: 'Flags provided through command line arguments or environment vars.',
  fields: [
    'debug',
    'inspect',
    'interactive',
    'optimize',
    'dont_write_bytecode',
    'no_user_site',
    'no_site',
    'ignore_environment',
    'verbose',
    'bytes_warning',
    'quiet',
    'hash_randomization',
    'isolated',
    'dev_mode',
    'utf8_mode',
    'warn_default_encoding',
    'safe_path',
    'int_max_str_digits',
    'gil',
    'thread_inherit_context',
    'context_aware_warnings',
  ],
  visible: 18,
  noNew: true,
});
const versionSeq = defineStructSeq({
  name: 'sys.version_info',
  doc: 'Version information as a named tuple.',
  fields: ['major', 'minor', 'micro', 'releaselevel', 'serial'],
  noNew: true,
});
const floatSeq = defineStructSeq({
  name: 'sys.float_info',
  doc: 'A named tuple holding information about the float type.',
  fields: ['max', 'max_exp', 'max_10_exp', 'min', 'min_exp', 'min_10_exp', 'dig', 'mant_dig', 'epsilon', 'radix', 'rounds'],
});
const intSeq = defineStructSeq({
  name: 'sys.int_info',
  doc: "A named tuple that holds information about Python's internal representation of integers.",
  fields: ['bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'],
});
const hashSeq = defineStructSeq({
  name: 'sys.hash_info',
  doc: 'A named tuple providing parameters used for computing hashes.',
  fields: ['width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'],
});
const threadSeq = defineStructSeq({
  name: 'sys.thread_info',
  doc: 'A named tuple holding information about the thread implementation.',
  fields: ['name', 'lock', 'version'],
});
/** What sys._jit tells of CPython's own compiler: there is none here. */
const hooksSeq = defineStructSeq({ name: 'sys.asyncgen_hooks', doc: null, fields: ['firstiter', 'finalizer'], noNew: false });

const bool = (b: boolean | number): number => Number(b);

function flagsOf(config: Config): PyObject {
  const f = config.flags;
  setMaxStrDigits(f.intMaxStrDigits);
  return flagsSeq.create([
    f.debug,
    f.inspect,
    f.interactive,
    f.optimize,
    f.dontWriteBytecode,
    f.noUserSite,
    f.noSite,
    f.ignoreEnvironment,
    f.verbose,
    f.bytesWarning,
    f.quiet,
    f.hashRandomization,
    f.isolated,
    f.devMode,
    f.utf8Mode,
    f.warnDefaultEncoding,
    f.safePath,
    f.intMaxStrDigits,
    1,
    0,
    0,
  ]);
}

function excInfo(): PyObject {
  const e = handledException();
  return e === undefined ? new PyTuple([None, None, None]) : new PyTuple([e.ob_type, e, e.tb ?? None]);
}

/** What a stream has no characters for stands there escaped. */
function display(out: PyObject, text: PyObject): void {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    callMethod(out, 'write', text);
  } catch (error) {
    if (!excMatches(error, UnicodeEncodeError)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    const encoding = getattr(out, 'encoding');
    const bytes = callMethod(text, 'encode', encoding, 'backslashreplace');
    const buffer = tryGetattr(out, 'buffer');
    if (buffer === undefined) callMethod(out, 'write', callMethod(bytes, 'decode', encoding, 'strict'));
    else callMethod(buffer, 'write', bytes);
  }
}

const audit: PyObject[] = [];
let displayed: PyObject | undefined;

export default defineModule({
  name: 'sys',
  doc: 'This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.',
  functions: [
    fn('exit(status = None, /)', 'Exit the interpreter by raising SystemExit(status).', (status) => {
      const e = newException(SystemExit, ...(status === None ? [] : [status])) as PyValueException;
      if (status instanceof PyTuple) e.args = status;
      e.value = status instanceof PyTuple && status.ta.length === 1 ? status.ta[0]! : status;
      throwException(e);
    }),
    fn('exc_info()', 'Return current exception information: (type, value, traceback).', excInfo),
    fn('exception()', 'Return the current exception.', () => handledException() ?? None),
    fn(
      'excepthook(exctype, value, traceback, /)',
      'Handle an exception by displaying it with a traceback on sys.stderr.',
      (_t, value: PyObject, tb: PyObject) => {
        if (!isException(value)) {
          const err = sysGet('stderr');
          if (err !== undefined && err !== None)
            callMethod(err, 'write', strFromJs(`TypeError: print_exception(): Exception expected for value, ${typeName(value)} found`));
          return None;
        }
        if (tb instanceof PyTraceback) value.tb ??= tb;
        printException(value);
        return None;
      },
    ),
    fn('displayhook(object, /)', 'Print an object to sys.stdout and also save it in builtins._', (o) => {
      if (o === None) return None;
      const G = state.builtins as any;
      G.$_ = None;
      const out = sysGet('stdout');
      if (out === undefined || out === None) raise(RuntimeErrorType(), 'lost sys.stdout');
      display(out, strFromJs(repr(o)));
      callMethod(out, 'write', '\n');
      displayed = G.$_ = o;
      return None;
    }),
    fn('getrecursionlimit()', 'Return the current value of the recursion limit.', () => recursion.limit),
    fn('setrecursionlimit(limit: int, /)', 'Set the maximum depth of the Python interpreter stack to n.', (limit: number) => {
      if (limit < 1) raise(ValueError, 'recursion limit must be greater or equal than 1');
      if (FS.sp >= limit) raise(RecursionErrorType(), `cannot set the recursion limit to ${limit} at the recursion depth ${FS.sp}: the limit is too low`);
      recursion.limit = limit;
      LIM[0] = recursion.first = Math.min(limit + 1, L.length - 8);
      return None;
    }),
    fn('getswitchinterval()', 'Return the current thread switch interval.', () => new PyFloat(switchInterval())),
    fn('setswitchinterval(interval: float, /)', 'Set the ideal thread switching delay inside the Python interpreter.', (v: number) => {
      if (!(v > 0)) raise(ValueError, 'switch interval must be strictly positive');
      setSwitchInterval(v);
      return None;
    }),
    fn('getdefaultencoding()', 'Return the current default encoding used by the Unicode implementation.', () => 'utf-8'),
    fn('getfilesystemencoding()', 'Return the encoding used to convert Unicode filenames to OS filenames.', () => 'utf-8'),
    fn('getfilesystemencodeerrors()', 'Return the error mode used for Unicode to OS filename conversion.', () => 'surrogateescape'),
    fn('getrefcount(object, /)', 'Return the reference count of object.', () => 2),
    fn('getsizeof(object, default = ?)', 'getsizeof(object [, default]) -> int', (o, fallback) => {
      const f = lookupSpecial(o, '__sizeof__');
      if (f === undefined) {
        if (fallback !== undefined) return fallback;
        raise(TypeError, `Type ${typeName(o)} doesn't define __sizeof__`);
      }
      return f.c0();
    }),
    fn('intern(string, /)', "``Intern'' the given string.", (s) => {
      if (!isStr(s)) raise(TypeError, `intern() argument must be str, not ${typeName(s)}`);
      if (typeof s !== 'string' && s.ob_type.name !== 'str') raise(TypeError, `can't intern ${s.ob_type.shown}`);
      return s;
    }),
    fn('_is_interned(string, /)', null, (s) => (isStr(s) ? true : raise(TypeError, `_is_interned() argument must be str, not ${typeName(s)}`))),
    fn('is_finalizing()', 'Return True if Python is exiting.', () => state.finalizing),
    fn('_getframe(depth: int = 0, /)', 'Return a frame object from the call stack.', (depth: number) => {
      const at = FS.sp - Math.max(0, depth);
      const frame = at >= 1 ? frameAt(at) : undefined;
      if (frame === undefined) raise(ValueError, 'call stack is not deep enough');
      return frame;
    }),
    fn('_getframemodulename(depth: int = 0)', 'Return the name of the module for a calling frame.', (depth: number) => {
      const at = FS.sp - Math.max(0, depth);
      return at < 1 ? None : (globalsAt(L[at]!)?.['$__name__'] ?? None);
    }),
    fn('_current_frames()', "Return a dict mapping each thread's thread id to its current stack frame.", () =>
      dictFromEntries(
        allThreads().flatMap((t) => {
          const frame = frameOfThread(t);
          return frame === undefined ? [] : [[identOf(t), frame] as [PyObject, PyObject]];
        }),
      ),
    ),
    fn('_current_exceptions()', "Return a dict mapping each thread's identifier to its current raised exception.", () =>
      dictFromEntries(allThreads().map((t) => [identOf(t), exceptionOfThread(t) ?? None])),
    ),
    fn('_clear_type_cache()', null, () => None),
    fn('_clear_internal_caches()', null, () => None),
    fn('_clear_type_descriptors(type, /)', "Private function for clearing certain descriptors from a type's dictionary.", (type) => {
      if (!(type instanceof PyType)) raise(TypeError, `_clear_type_descriptors() argument must be type, not ${typeName(type)}`);
      if ((type.flags & IMMUTABLE) !== 0) raise(TypeError, 'argument is immutable');
      for (const name of ['__dict__', '__weakref__']) if (type.dict.has(name)) typeSetDict(type, name, undefined);
      return None;
    }),
    fn('_is_immortal(op, /)', 'Return True if the given object is "immortal" per PEP 683.', (o) =>
      typeof o === 'number' ? o >= -5 && o <= 256 : o === None || typeof o === 'boolean',
    ),
    fn('_debugmallocstats()', null, () => None),
    fn('_is_gil_enabled()', null, () => true),
    fn('_get_cpu_count_config()', null, () => state.config.flags.cpuCount),
    fn('call_tracing(func, args, /)', null, (f, args) => {
      if (!(args instanceof PyTuple)) raise(TypeError, `call_tracing() argument 2 must be tuple, not ${typeName(args)}`);
      // Inside a trace function nothing is told, but what this calls is.
      const { busy } = tracing;
      tracing.busy = false;
      try {
        return f.cN(args.ta);
      } finally {
        tracing.busy = busy;
      }
    }),
    fn('settrace(function, /)', 'Set the global debug tracing function.', (f) => {
      setTrace(f);
      return None;
    }),
    fn('gettrace()', 'Return the global debug tracing function set with sys.settrace.', () => tracing.trace),
    fn('_settraceallthreads(function, /)', null, (f) => {
      setInAllThreads('trace', f);
      return None;
    }),
    fn('_setprofileallthreads(function, /)', null, (f) => {
      setInAllThreads('profile', f);
      return None;
    }),
    fn('setprofile(function, /)', 'Set the profiling function.', (f) => {
      setProfile(f);
      return None;
    }),
    fn('getprofile()', 'Return the profiling function set with sys.setprofile.', () => tracing.profile),
    fn('set_asyncgen_hooks(firstiter = ?, finalizer = ?)', null, (firstiter, finalizer) => {
      for (const [name, v] of [
        ['finalizer', finalizer],
        ['firstiter', firstiter],
      ] as const) {
        if (v !== undefined && v !== None && v.s_call === undefined) raise(TypeError, `callable ${name} expected, got ${typeName(v)}`);
      }
      if (firstiter !== undefined) asyncgenHooks.firstiter = firstiter;
      if (finalizer !== undefined) asyncgenHooks.finalizer = finalizer;
      return None;
    }),
    fn('get_asyncgen_hooks()', null, () => hooksSeq.create([asyncgenHooks.firstiter, asyncgenHooks.finalizer])),
    fn('get_coroutine_origin_tracking_depth()', null, () => originTracking.depth),
    fn('set_coroutine_origin_tracking_depth(depth: int)', null, (depth: number) => {
      if (depth < 0) raise(ValueError, 'depth must be >= 0');
      originTracking.depth = depth;
      return None;
    }),
    fn('get_int_max_str_digits()', null, () => state.config.flags.intMaxStrDigits),
    fn('set_int_max_str_digits(maxdigits)', null, (n) => {
      const v = Number(asIndex(n));
      if (v !== 0 && v < 640) raise(ValueError, 'maxdigits must be >= 640 or 0 for unlimited');
      state.config.flags.intMaxStrDigits = v;
      setMaxStrDigits(v);
      return None;
    }),
    fn('audit(event, /, *args)', 'Passes the event to any hooks that are attached.', (event, args: PyObject[]) => {
      for (const hook of audit) hook.c2(event, new PyTuple(args));
      return None;
    }),
    fn('addaudithook(hook)', 'Adds a new audit hook callback.', (hook) => {
      audit.push(hook);
      return None;
    }),
    fn('unraisablehook(unraisable, /)', 'Handle an unraisable exception.', (u) => {
      showUnraisable(u);
      return None;
    }),
    fn('breakpointhook(*args, **kws)', null, (args: PyObject[], kws: PyDict) => breakpointHook(args, kws)),
    fn('getallocatedblocks()', null, () => 0),
    fn('getunicodeinternedsize(*, _only_immortal = False)', null, () => 0),
    fn('getdlopenflags()', null, () => dlopen.flags),
    fn('setdlopenflags(flags: int, /)', null, (flags) => {
      dlopen.flags = flags;
      return None;
    }),
    fn('is_stack_trampoline_active()', null, () => false),
    fn('activate_stack_trampoline(backend: str, /)', null, () => raise(ValueError, 'perf trampoline not available')),
    fn('deactivate_stack_trampoline()', null, () => None),
    fn('is_remote_debug_enabled()', null, () => false),
    fn('remote_exec(pid: int, script)', 'Executes a file containing Python code in a given remote Python process.', () =>
      raise(RuntimeErrorType(), 'Remote debugging is not enabled'),
    ),
  ],
  constants: () => sysConstants(state.config),
  exec: (module) => {
    const G = module as any;
    for (const name of ['displayhook', 'excepthook', 'unraisablehook', 'breakpointhook']) G[`$__${name}__`] = G[`$${name}`];
    for (const name of ['monitoring', '_jit', 'stdlib_module_names'])
      lazyAttribute(G, name, () => (require('./sysLazy.ts') as typeof import('./sysLazy.ts')).lazySys[name]!());
  },
});

import { RecursionError, RuntimeError } from '../objects/types/exceptions.ts';
function RuntimeErrorType(): typeof RuntimeError {
  return RuntimeError;
}
function RecursionErrorType(): typeof RecursionError {
  return RecursionError;
}

function sysConstants(config: Config): Record<string, PyObject> {
  const versionInfo = versionSeq.create([3, 14, 2, 'final', 0]);
  const strings = (list: readonly string[]): PyObject => new PyList(list.map(strFromJs));
  const xoptions = newDict();
  for (const [k, v] of config.xOptions) dictSetStr(xoptions, k, v === true ? true : strFromJs(v));
  return {
    version: strFromJs(`${VERSION} (main, Nov 25 2026, 00:00:00) [taipan]`),
    version_info: versionInfo,
    hexversion: HEX_VERSION,
    api_version: 1013,
    copyright: 'Copyright (c) 2001 Python Software Foundation.\nAll Rights Reserved.\n\nCopyright (c) 2026 The taipan authors.\nAll Rights Reserved.',
    platform: host.process.platform,
    platlibdir: 'lib',
    byteorder: 'little',
    maxsize: 9223372036854775807n,
    maxunicode: 0x10ffff,
    float_repr_style: 'short',
    argv: strings(config.argv),
    orig_argv: strings(config.origArgv),
    executable: strFromJs(config.executable),
    _base_executable: strFromJs(config.baseExecutable),
    prefix: strFromJs(config.prefix),
    exec_prefix: strFromJs(config.prefix),
    base_prefix: strFromJs(config.basePrefix),
    base_exec_prefix: strFromJs(config.basePrefix),
    _stdlib_dir: strFromJs(config.libDir),
    _framework: '',
    _git: new PyTuple(['taipan', '', '']),
    abiflags: '',
    path: strings([...config.pythonPath, `${config.basePrefix}/lib/python314.zip`, config.libDir]),
    modules: newDict(),
    meta_path: new PyList([]),
    path_hooks: new PyList([]),
    path_importer_cache: newDict(),
    builtin_module_names: new PyTuple(nativeModuleNames().map(strFromJs)),
    flags: flagsOf(config),
    float_info: floatSeq.create([
      new PyFloat(Number.MAX_VALUE),
      1024,
      308,
      new PyFloat(2.2250738585072014e-308),
      -1021,
      -307,
      15,
      53,
      new PyFloat(Number.EPSILON),
      2,
      1,
    ]),
    int_info: intSeq.create([30, 4, 4300, 640]),
    hash_info: hashSeq.create([64, 2305843009213693951n, 314159, 0, 1000003, 'siphash13', 64, 128, 0]),
    thread_info: threadSeq.create(['pthread', 'semaphore', None]),
    implementation: newNamespace({
      name: 'taipan',
      cache_tag: 'taipan-314',
      version: versionInfo,
      hexversion: HEX_VERSION,
      supports_isolated_interpreters: false,
    }),
    dont_write_bytecode: config.flags.dontWriteBytecode > 0,
    pycache_prefix: config.pycachePrefix === undefined ? None : strFromJs(config.pycachePrefix),
    warnoptions: strings(config.warnOptions),
    _xoptions: xoptions,
  };
}

function breakpointHook(args: PyObject[], kws: PyDict): PyObject {
  const name = host.process.getenv('PYTHONBREAKPOINT') ?? '';
  if (name === '0') return None;
  const target = name === '' ? 'pdb.set_trace' : name;
  const dot = target.lastIndexOf('.');
  const moduleName = dot < 0 ? 'builtins' : target.slice(0, dot);
  let f: PyObject | undefined;
  const depth = FS.sp,
    handled = FS.exc;
  try {
    f = tryGetattr(importModule(moduleName), target.slice(dot + 1));
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    FS.exc = handled;
  }
  if (f === undefined) {
    warn(RuntimeWarning, `Ignoring unimportable $PYTHONBREAKPOINT: "${target}"`, 1);
    return None;
  }
  void kws;
  return f.cN(args);
}
import { RuntimeWarning } from '../objects/types/exceptions.ts';

function showUnraisable(u: PyObject): void {
  const err = sysGet('stderr');
  if (err === undefined || err === None) return;
  const value = getattr(u, 'exc_value'),
    object = getattr(u, 'object'),
    message = getattr(u, 'err_msg');
  const head =
    message !== None
      ? `${str(message)}${object !== None ? `: ${repr(object)}` : ':'}`
      : object !== None
        ? `Exception ignored in: ${repr(object)}`
        : 'Exception ignored in:';
  callMethod(err, 'write', strFromJs(`${head}\n`));
  const { formatUnraisable } = require('../runtime/traceback/format.ts') as typeof import('../runtime/traceback/format.ts');
  const tb = getattr(u, 'exc_traceback');
  if (isException(value)) callMethod(err, 'write', strFromJs(formatUnraisable(value as PyBaseException, tb instanceof PyTraceback ? tb : undefined)));
  if (tryGetattr(err, 'flush') !== undefined) callMethod(err, 'flush');
}

export { PyModule, bool, displayed, excMatches, jsFromStr, raiseWith, strObject };
