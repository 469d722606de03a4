// `open` and `open_code`: from a mode to a stack of layers; and the three standard streams.
// CPython: Modules/_io/_iomodule.c, create_stdio in Python/pylifecycle.c.
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { callMethod, setattr } from '../../objects/ops/attr.ts';
import { warn } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { callObject } from '../../objects/ops/call.ts';
import { isInt } from '../../objects/ops/number.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { RuntimeWarning, ValueError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { fspath } from '../fsPath.ts';
import { DEFAULT_BUFFER_SIZE } from './base.ts';
import { bufferedReaderType, bufferedWriterType } from './bufferedTypes.ts';
import { PyBufferedRandom, PyBufferedReader, PyBufferedWriter, setUp } from './buffered.ts';
import { blockSize, fileIOType, fileIsatty, newFileIO, type PyFileIO } from './fileio.ts';
import { flushWritersOf } from './finalize.ts';
import { initText, textIOWrapperType } from './textio.ts';
import { textDefaults, textEncodingName } from './textEncoding.ts';
import { lookupCodec, lookupErrorHandler } from '../../objects/ops/codecs.ts';
import { PyTextIOWrapper } from './text.ts';

const LARGEST_BUFFER = 8 * 1024 * 1024;

export function open(
  file: PyObject,
  mode: string,
  buffering: number,
  encoding: string | undefined,
  errors: string | undefined,
  newline: string | undefined,
  closefd: boolean,
  opener: PyObject,
): PyObject {
  const target = isInt(file) ? file : fspath(file);
  const m = parseMode(mode);
  if (textDefaults.checkNames) {
    if (encoding !== undefined) lookupCodec(encoding);
    if (errors !== undefined) lookupErrorHandler(errors);
  }
  checkCombination(m, encoding, errors, newline);
  let bufferSize = buffering;
  if (m.binary && bufferSize === 1) {
    warn(RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1);
  }
  const raw = newFileIO(target, m.raw, closefd, opener);
  if (raw.statAtOpen !== undefined && m.reading && flushWritersOf(raw.statAtOpen.dev, raw.statAtOpen.ino)) raw.statAtOpen = undefined;
  let result: PyObject = raw;
  try {
    const terminal = bufferSize < 0 && fileIsatty(raw);
    const lineBuffering = (bufferSize === 1 && !m.binary) || terminal;
    if (bufferSize === 1 || terminal) bufferSize = -1;
    if (bufferSize < 0) bufferSize = Math.max(Math.min(blockSize(raw), LARGEST_BUFFER), DEFAULT_BUFFER_SIZE);
    if (bufferSize === 0) {
      if (!m.binary) raise(ValueError, "can't have unbuffered text I/O");
      return result;
    }
    const buffer = m.updating ? new PyBufferedRandom() : m.reading ? new PyBufferedReader() : new PyBufferedWriter();
    setUp(buffer, raw, bufferSize, m.updating || m.reading, m.updating || !m.reading);
    result = buffer;
    if (m.binary) return result;
    const text = new PyTextIOWrapper();
    initText(text, buffer, encoding ?? textEncodingName(1), errors, newline, lineBuffering, false);
    result = text;
    (text as unknown as { $mode: PyObject }).$mode = mode;
    if (raw.shown !== undefined) raw.shown.mode = mode;
    return text;
  } catch (error) {
    closeAfter(result);
    throw error;
  }
}

/** The failure that is under way is the one to report. */
function closeAfter(stream: PyObject): void {
  const depth = FS.sp;
  const outer = FS.exc;
  try {
    callMethod(stream, 'close');
  } finally {
    FS.sp = depth;
    FS.exc = outer;
  }
}

interface Mode {
  reading: boolean;
  updating: boolean;
  binary: boolean;
  text: boolean;
  /** For FileIO. */
  raw: string;
}

const modes = new Map<string, Mode>();

function parseMode(mode: string): Mode {
  let parsed = modes.get(mode);
  if (parsed === undefined) modes.set(mode, (parsed = parseNewMode(mode)));
  return parsed;
}

function parseNewMode(mode: string): Mode {
  const seen = new Set(mode);
  if (seen.size < mode.length || [...seen].some((c) => !'axrwb+t'.includes(c))) raise(ValueError, `invalid mode: ${repr(strFromJs(mode))}`);
  const [creating, reading, writing, appending, updating] = ['x', 'r', 'w', 'a', '+'].map((c) => seen.has(c)) as [boolean, boolean, boolean, boolean, boolean];
  const text = seen.has('t');
  const binary = seen.has('b');
  if (text && binary) raise(ValueError, "can't have text and binary mode at once");
  if (Number(creating) + Number(reading) + Number(writing) + Number(appending) > 1) {
    raise(ValueError, 'must have exactly one of create/read/write/append mode');
  }
  const raw = (creating ? 'x' : '') + (reading ? 'r' : '') + (writing ? 'w' : '') + (appending ? 'a' : '') + (updating ? '+' : '');
  return { reading, updating, binary, text, raw };
}

function checkCombination(m: Mode, encoding: string | undefined, errors: string | undefined, newline: string | undefined): void {
  if (!m.binary) return;
  if (encoding !== undefined) raise(ValueError, "binary mode doesn't take an encoding argument");
  if (errors !== undefined) raise(ValueError, "binary mode doesn't take an errors argument");
  if (newline !== undefined) raise(ValueError, "binary mode doesn't take a newline argument");
}

/** Opens a file whose contents will be run. */
export function openCode(path: PyObject): PyObject {
  return open(path, 'rb', -1, undefined, undefined, undefined, true, None);
}

export interface StdioOptions {
  encoding: string;
  errors: string;
  /** `-u`: nothing stays behind. */
  unbuffered: boolean;
}

/** `sys.stdin` and the other two; the caller makes it None where the descriptor is closed. */
export function openStdio(fd: number, options: StdioOptions): PyTextIOWrapper {
  const writing = fd > 0;
  const name = ['<stdin>', '<stdout>', '<stderr>'][fd]!;
  const raw = callObject(fileIOType, [fd, writing ? 'w' : 'r', false]) as PyFileIO;
  setattr(raw, 'name', name);
  const isTerminal = fileIsatty(raw);
  const buffer = options.unbuffered && writing ? raw : callObject(writing ? bufferedWriterType : bufferedReaderType, [raw]);
  const lineBuffering = !options.unbuffered && (isTerminal || fd === 2);
  const text = callObject(textIOWrapperType, [buffer, strFromJs(options.encoding), strFromJs(options.errors), '\n', lineBuffering, options.unbuffered]);
  setattr(text, 'mode', writing ? 'w' : 'r');
  return text as PyTextIOWrapper;
}
