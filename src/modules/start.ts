// What the modules layer gives the runtime at start: the registry of native modules, standard streams, fast `print`.
import { registerModules } from './registry.ts';
import { installSignals } from './_signal.ts';
import { startHooks } from '../runtime/interpreter.ts';
import { astHooks } from '../runtime/astHooks.ts';
import { importModuleByName } from '../runtime/import/importlib.ts';
import { printHooks } from '../runtime/print.ts';
import { stringIOHooks } from './_io/shim.ts';
import { state, sysGet, sysSet } from '../runtime/state.ts';
import { endStart } from '../runtime/startError.ts';
import { textDefaults } from './_io/textEncoding.ts';
import { devMode, lookupCodec } from '../objects/ops/codecs.ts';
import { None } from '../objects/model/values.ts';
import { openStdio, type PyTextIOWrapper, writeText, flushAllWriters } from './_io/index.ts';
import { textIOWrapperType } from './_io/textio.ts';
import { callMethod, getattr, tryGetattr } from '../objects/ops/attr.ts';
import { excMatches, isException } from '../objects/ops/exceptions.ts';
import type { PyBaseException } from '../objects/model/values.ts';
import { OSError } from '../objects/types/exceptions.ts';
import { str } from '../objects/ops/repr.ts';
import { FS } from '../objects/frame.ts';
import { printUnraisable } from '../runtime/unraisable.ts';
import { host, HostError } from '../host/host.ts';
import { bufferHooks } from '../objects/ops/buffer.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { toText } from './_io/shim.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { canCollect, collectGarbage } from '../runtime/collection.ts';

export function installModules(): void {
  registerModules();
  if (canCollect()) bufferHooks.collect = collectGarbage;
  installSignals();
  startHooks.openStreams = openStreams;
  startHooks.flushStreams = flushStreams;
  astHooks.load = () => {
    importModuleByName('_ast');
  };
  printHooks.write = (file, text) => {
    if (file.ob_type !== textIOWrapperType) return stringIOHooks.write(file, text);
    writeText(file as PyTextIOWrapper, toText(strFromJs(text)));
    return true;
  };
}

const S_IFMT = 0o170000,
  S_IFDIR = 0o040000;

function openStreams(unbuffered: boolean): void {
  const { flags } = state.config;
  devMode.checkNames = flags.devMode;
  Object.assign(textDefaults, { utf8Mode: flags.utf8Mode === 1, warnDefault: flags.warnDefaultEncoding === 1, checkNames: flags.devMode });
  const [encoding, errors] = ioEncoding();
  const names = ['stdin', 'stdout', 'stderr'];
  names.forEach((name, fd) => {
    let stream = None as import('../objects/model/object.ts').PyObject;
    try {
      const { mode } = host.files.fstat(fd);
      if ((mode & S_IFMT) === S_IFDIR) endStart({ message: `init_sys_streams: <${name}> is a directory, cannot continue`, state: 'core initialized' });
      stream = openStdio(fd, { encoding, errors: fd === 2 ? 'backslashreplace' : errors, unbuffered });
    } catch (e) {
      if (!(e instanceof HostError)) {
        if (!isException(e)) throw e;
        if (!excMatches(e, OSError)) badEncoding(e);
      }
      // A closed descriptor: the stream is None, as in CPython.
      FS.sp = 0;
    }
    sysSet(name, stream);
    sysSet(`__${name}__`, stream);
  });
}

/** PYTHONIOENCODING names what is no encoding of text. */
function badEncoding(e: PyBaseException): never {
  const exception = `${e.ob_type.shown}: ${str(e)}`;
  const message = exception.includes('unknown encoding')
    ? 'init_stdio_encoding: failed to get the Python codec name of the stdio encoding'
    : "init_sys_streams: can't initialize sys standard streams";
  return endStart({ message, state: 'core initialized', exception });
}

/** PYTHONIOENCODING, else UTF-8; `surrogateescape` in UTF-8 mode and in the C locales. */
function ioEncoding(): [string, string] {
  const value = (state.config.flags.ignoreEnvironment > 0 ? undefined : host.process.getenv('PYTHONIOENCODING')) ?? '';
  const [encoding, errors] = value.split(':');
  return [
    !encoding || encoding === 'utf-8' ? 'utf-8' : codecName(encoding),
    errors || (!encoding && (state.config.flags.utf8Mode === 1 || isCLocale()) ? 'surrogateescape' : 'strict'),
  ];
}

/** What a codec calls itself; one that is not known is an error where the streams are opened. */
function codecName(encoding: string): string {
  const depth = FS.sp;
  try {
    return str(getattr(lookupCodec(encoding), 'name'));
  } catch (e) {
    if (!isException(e)) throw e;
    FS.sp = depth;
    return encoding;
  }
}

function isCLocale(): boolean {
  const locale = host.process.getenv('LC_ALL') || host.process.getenv('LC_CTYPE') || host.process.getenv('LANG') || 'C';
  return locale === 'C' || locale === 'POSIX' || /^(C\.)?UTF-?8$/i.test(locale);
}

/** False where stdout could not be flushed; the exit status tells. */
function flushStreams(): boolean {
  let good = true;
  for (const name of ['stdout', 'stderr']) {
    const stream = sysGet(name);
    if (stream === undefined || stream === None) continue;
    try {
      const closed = tryGetattr(stream, 'closed');
      if (closed !== undefined && isTrue(closed)) continue;
      callMethod(stream, 'flush');
    } catch (e) {
      if (!isException(e)) throw e;
      FS.sp = 0;
      if (name === 'stdout') {
        good = false;
        printUnraisable(e, 'Exception ignored while flushing sys.stdout', None);
      }
    }
  }
  flushAllWriters();
  return good;
}
