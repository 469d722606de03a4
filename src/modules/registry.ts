// Every native module and how its table is loaded: the ones that each start needs are part of the core, the others are
// units of their own that load when Python imports the name.
import type { ModuleSpec } from '../objects/declare/module.ts';
import { host } from '../host/host.ts';
import { registerModule } from '../runtime/nativeModules.ts';
import abcModule from './_abc.ts';
import codecsModule from './_codecs.ts';
import impModule from './_imp.ts';
import ioModule from './_io/index.ts';
import statModule from './_stat.ts';
import threadModule from './_thread.ts';
import typesModule from './_types.ts';
import warningsModule from './_warnings.ts';
import weakrefModule from './_weakref.ts';
import builtinsModule from './builtins.ts';
import errnoModule from './errno.ts';
import marshalModule from './marshal.ts';
import posixModule from './posix/index.ts';
import sysModule from './sys.ts';
import timeModule from './time/index.ts';

type Loaded = { default: ModuleSpec };

/** Registers all native modules; called once at start. */
export function registerModules(): void {
  registerModule('_abc', () => abcModule);
  registerModule('_ast', () => (require('./_ast.ts') as Loaded).default);
  registerModule('_asyncio', () => (require('./_asyncio/index.ts') as Loaded).default);
  registerModule('_bisect', () => (require('./_bisect.ts') as Loaded).default);
  registerModule('_blake2', () => (require('./_blake2.ts') as Loaded).default);
  registerModule('_codecs', () => codecsModule);
  registerModule('_codecs_cn', () => (require('./_codecs_cn.ts') as Loaded).default);
  registerModule('_codecs_hk', () => (require('./_codecs_hk.ts') as Loaded).default);
  registerModule('_codecs_iso2022', () => (require('./_codecs_iso2022.ts') as Loaded).default);
  registerModule('_codecs_jp', () => (require('./_codecs_jp.ts') as Loaded).default);
  registerModule('_codecs_kr', () => (require('./_codecs_kr.ts') as Loaded).default);
  registerModule('_codecs_tw', () => (require('./_codecs_tw.ts') as Loaded).default);
  registerModule('_collections', () => (require('./_collections/index.ts') as Loaded).default);
  registerModule('_contextvars', () => (require('./_contextvars.ts') as Loaded).default);
  registerModule('_csv', () => (require('./_csv/index.ts') as Loaded).default);
  registerModule('_datetime', () => (require('./_datetime/index.ts') as Loaded).default);
  registerModule('_decimal', () => (require('./_decimal/index.ts') as Loaded).default);
  registerModule('_functools', () => (require('./_functools/index.ts') as Loaded).default);
  registerModule('_hashlib', () => (require('./_hashlib.ts') as Loaded).default);
  registerModule('_heapq', () => (require('./_heapq.ts') as Loaded).default);
  registerModule('_hmac', () => (require('./_hmac.ts') as Loaded).default);
  registerModule('_imp', () => impModule);
  registerModule('_io', () => ioModule);
  registerModule('_json', () => (require('./_json/index.ts') as Loaded).default);
  registerModule('_locale', () => (require('./_locale.ts') as Loaded).default);
  registerModule('_md5', () => (require('./_md5.ts') as Loaded).default);
  registerModule('_multibytecodec', () => (require('./_multibytecodec.ts') as Loaded).default);
  registerModule('_lsprof', () => (require('./_lsprof.ts') as Loaded).default);
  registerModule('_opcode', () => (require('./_opcode.ts') as Loaded).default);
  registerModule('_operator', () => (require('./_operator.ts') as Loaded).default);
  if (host.process.native !== undefined) registerNativeModules();
  registerModule('_pickle', () => (require('./_pickle/index.ts') as Loaded).default);
  registerModule('_queue', () => (require('./_queue.ts') as Loaded).default);
  registerModule('pyexpat', () => (require('./pyexpat/index.ts') as Loaded).default);
  registerModule('_random', () => (require('./_random.ts') as Loaded).default);
  registerModule('_sha1', () => (require('./_sha1.ts') as Loaded).default);
  registerModule('_sha2', () => (require('./_sha2.ts') as Loaded).default);
  registerModule('_sha3', () => (require('./_sha3.ts') as Loaded).default);
  registerModule('_signal', () => (require('./_signal.ts') as Loaded).default);
  registerModule('_sre', () => (require('./_sre/index.ts') as Loaded).default);
  registerModule('_stat', () => statModule);
  registerModule('_statistics', () => (require('./_statistics.ts') as Loaded).default);
  registerModule('_string', () => (require('./_string.ts') as Loaded).default);
  registerModule('_struct', () => (require('./_struct/index.ts') as Loaded).default);
  registerModule('_suggestions', () => (require('./_suggestions.ts') as Loaded).default);
  registerModule('_symtable', () => (require('./_symtable.ts') as Loaded).default);
  registerModule('_testinternalcapi', () => (require('./_testinternalcapi.ts') as Loaded).default);
  registerModule('_thread', () => threadModule);
  registerModule('_tokenize', () => (require('./_tokenize.ts') as Loaded).default);
  registerModule('_types', () => typesModule);
  registerModule('_typing', () => (require('./_typing.ts') as Loaded).default);
  registerModule('_warnings', () => warningsModule);
  registerModule('_weakref', () => weakrefModule);
  registerModule('array', () => (require('./array.ts') as Loaded).default);
  registerModule('atexit', () => (require('./atexit.ts') as Loaded).default);
  registerModule('binascii', () => (require('./binascii.ts') as Loaded).default);
  registerModule('builtins', () => builtinsModule);
  registerModule('cmath', () => (require('./cmath.ts') as Loaded).default);
  registerModule('errno', () => errnoModule);
  registerModule('faulthandler', () => (require('./faulthandler.ts') as Loaded).default);
  registerModule('gc', () => (require('./gc.ts') as Loaded).default);
  registerModule('itertools', () => (require('./itertools/index.ts') as Loaded).default);
  registerModule('marshal', () => marshalModule);
  registerModule('math', () => (require('./math.ts') as Loaded).default);
  registerModule('posix', () => posixModule);
  registerModule('sys', () => sysModule);
  registerModule('time', () => timeModule);
  registerModule('unicodedata', () => (require('./unicodedata.ts') as Loaded).default);
  registerModule('zlib', () => (require('./zlib/index.ts') as Loaded).default);
}

/** Modules that need direct system calls; without them importing the name fails, as on a platform that lacks it. */
function registerNativeModules(): void {
  registerModule('_lzma', () => (require('./_lzma.ts') as Loaded).default);
  registerModule('_bz2', () => (require('./_bz2.ts') as Loaded).default);
  registerModule('_posixsubprocess', () => (require('./_posixsubprocess.ts') as Loaded).default);
  registerModule('_multiprocessing', () => (require('./_multiprocessing.ts') as Loaded).default);
  registerModule('_posixshmem', () => (require('./_posixshmem.ts') as Loaded).default);
  registerModule('mmap', () => (require('./mmap.ts') as Loaded).default);
  registerModule('syslog', () => (require('./syslog.ts') as Loaded).default);
  registerModule('select', () => (require('./select.ts') as Loaded).default);
  registerModule('_ctypes', () => (require('./_ctypes/index.ts') as Loaded).default);
  registerModule('_ssl', () => (require('./_ssl/index.ts') as Loaded).default);
  registerModule('_socket', () => (require('./_socket/index.ts') as Loaded).default);
  registerModule('_greenlet', () => (require('./_greenlet.ts') as Loaded).default);
  registerModule('fcntl', () => (require('./fcntl.ts') as Loaded).default);
  registerModule('grp', () => (require('./grp.ts') as Loaded).default);
  registerModule('pwd', () => (require('./pwd.ts') as Loaded).default);
  registerModule('termios', () => (require('./termios.ts') as Loaded).default);
  registerModule('resource', () => (require('./resource.ts') as Loaded).default);
}
