// Attributes of `sys` that few programs look at, made when first read: `sys.monitoring`, `sys._jit`, `sys.stdlib_module_names`.
// Monitoring keeps the registry of tools and callbacks; compiled code emits no events, so turning any on is refused.
// CPython: Python/instrumentation.c, Python/stdlib_module_names.h.
import { fn, type ModuleSpec } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyCode } from '../objects/model/function.ts';
import { None } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { isStr, strFromJs } from '../objects/ops/strings.ts';
import { newNamespace } from '../objects/types/namespace.ts';
import { newDict } from '../objects/types/dictStore.ts';
import { frozensetFromArray } from '../objects/types/set.ts';
import { objectType } from '../objects/types/object.ts';
import { makeModule } from '../runtime/nativeModules.ts';

const EVENTS = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
  'BRANCH',
];
const TOOLS = 6;

interface Tool {
  name: PyObject;
  callbacks: Map<number, PyObject>;
}
const tools: (Tool | undefined)[] = [];

function checkedTool(id: number): number {
  if (id < 0 || id >= TOOLS) raise(ValueError, `invalid tool ${id} (must be between 0 and 5)`);
  return id;
}

function usedTool(id: number): Tool {
  return tools[checkedTool(id)] ?? raise(ValueError, `tool ${id} is not in use`);
}

function checkedEvents(events: number): number {
  if (events < 0 || events >= 1 << EVENTS.length) raise(ValueError, `invalid event set 0x${events.toString(16)}`);
  if (events !== 0) raise(RuntimeError, 'compiled code gives no monitoring events');
  return 0;
}

function checkedCode(code: PyObject): void {
  if (!(code instanceof PyCode)) raise(TypeError, 'code must be a code object');
}

const monitoringSpec: ModuleSpec = {
  name: 'sys.monitoring',
  functions: [
    fn('use_tool_id(tool_id: int, name, /)', null, (id: number, name: PyObject) => {
      checkedTool(id);
      if (!isStr(name)) raise(ValueError, 'tool name must be a str');
      if (tools[id] !== undefined) raise(ValueError, `tool ${id} is already in use`);
      tools[id] = { name, callbacks: new Map() };
      return None;
    }),
    fn('clear_tool_id(tool_id: int, /)', null, (id: number) => {
      tools[checkedTool(id)]?.callbacks.clear();
      return None;
    }),
    fn('free_tool_id(tool_id: int, /)', null, (id: number) => {
      tools[checkedTool(id)] = undefined;
      return None;
    }),
    fn('get_tool(tool_id: int, /)', null, (id: number) => tools[checkedTool(id)]?.name ?? None),
    fn('register_callback(tool_id: int, event: int, func, /)', null, (id: number, event: number, f: PyObject) => {
      checkedTool(id);
      if (event <= 0 || (event & (event - 1)) !== 0 || event >= 1 << EVENTS.length) raise(ValueError, `invalid event ${event}`);
      const tool = tools[id] ?? { name: None, callbacks: new Map<number, PyObject>() };
      const before = tool.callbacks.get(event) ?? None;
      if (f === None) tool.callbacks.delete(event);
      else tool.callbacks.set(event, f);
      return before;
    }),
    fn('get_events(tool_id: int, /)', null, (id: number) => {
      usedTool(id);
      return 0;
    }),
    fn('set_events(tool_id: int, event_set: int, /)', null, (id: number, events: number) => {
      usedTool(id);
      checkedEvents(events);
      return None;
    }),
    fn('get_local_events(tool_id: int, code, /)', null, (id: number, code: PyObject) => {
      checkedCode(code);
      usedTool(id);
      return 0;
    }),
    fn('set_local_events(tool_id: int, code, event_set: int, /)', null, (id: number, code: PyObject, events: number) => {
      checkedCode(code);
      usedTool(id);
      checkedEvents(events);
      return None;
    }),
    fn('restart_events()', null, () => None),
    fn('_all_events()', null, () => newDict()),
  ],
  constants: () => ({
    DEBUGGER_ID: 0,
    COVERAGE_ID: 1,
    PROFILER_ID: 2,
    OPTIMIZER_ID: 5,
    DISABLE: new objectType.ctor(),
    MISSING: new objectType.ctor(),
    events: newNamespace({ ...Object.fromEntries(EVENTS.map((name, bit) => [name, 1 << bit])), NO_EVENTS: 0 }),
  }),
};

/** There is no JIT of CPython's kind to switch: V8 compiles as it likes. */
const jitSpec: ModuleSpec = {
  name: 'sys._jit',
  functions: [
    fn('is_available()', 'Return True if the current Python executable supports JIT compilation, and False otherwise.', () => false),
    fn(
      'is_enabled()',
      'Return True if JIT compilation is enabled for the current Python process (implies sys._jit.is_available()), and False otherwise.',
      () => false,
    ),
    fn(
      'is_active()',
      'Return True if the topmost Python frame is currently executing JIT code (implies sys._jit.is_enabled()), and False otherwise.',
      () => false,
    ),
  ],
};

const STDLIB = `
  __future__ _abc _aix_support _android_support _apple_support _ast _ast_unparse _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk
  _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _colorize _compat_pickle _contextvars _csv _ctypes _curses
  _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _hmac _imp
  _interpchannels _interpqueues _interpreters _io _ios_support _json _locale _lsprof _lzma _markupbase _md5 _multibytecodec _multiprocessing _opcode
  _opcode_metadata _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _py_warnings _pydatetime _pydecimal _pyio _pylong
  _pyrepl _queue _random _remote_debugging _scproxy _sha1 _sha2 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics _string
  _strptime _struct _suggestions _symtable _sysconfig _thread _threading_local _tkinter _tokenize _tracemalloc _types _typing _uuid _warnings _weakref
  _weakrefset _winapi _wmi _zoneinfo _zstd abc annotationlib antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2
  cProfile calendar cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
  csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput
  fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib importlib
  inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder msvcrt multiprocessing
  netrc nt ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint
  profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets
  select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
  stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile termios textwrap this threading time timeit tkinter token
  tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser
  winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`;

/** Attribute of `sys` → what makes its value. */
export const lazySys: Record<string, () => PyObject> = {
  monitoring: () => makeModule(monitoringSpec),
  _jit: () => makeModule(jitSpec),
  stdlib_module_names: () => frozensetFromArray(STDLIB.trim().split(/\s+/).map(strFromJs)),
};
