// Attributes of `sys` that few programs look at, made when first read: `sys.monitoring`, `sys._jit`, `sys.stdlib_module_names`.
// CPython: Python/stdlib_module_names.h.
import { fn, type ModuleSpec } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { frozensetFromArray } from '../objects/types/set.ts';
import { makeModule } from '../runtime/nativeModules.ts';

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
  monitoring: () => makeModule((require('./sysMonitoring.ts') as typeof import('./sysMonitoring.ts')).monitoringSpec),
  _jit: () => makeModule(jitSpec),
  stdlib_module_names: () => frozensetFromArray(STDLIB.trim().split(/\s+/).map(strFromJs)),
};
