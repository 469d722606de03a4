// TextIOWrapper as Python sees it: construction, reconfiguration, attributes. The engine is text.ts, positions are textPosition.ts.
// CPython: Modules/_io/textio.c.
import { defineType, getset, member, method } from '../../objects/declare/type.ts';
import { converters } from '../../objects/declare/converterTable.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None } from '../../objects/model/values.ts';
import { callMethod, getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { encodeErrors, lookupCodec, lookupErrorHandler } from '../../objects/ops/codecs.ts';
import { encodeUtf8 } from '../../util/codecs/utf8.ts';
import { textFromJs } from '../../util/unicode/text.ts';
import { excMatches } from '../../objects/ops/exceptions.ts';
import { asIndex, asSize } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { repr } from '../../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs, strLength } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { AttributeError, LookupError, OSError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { FS } from '../../objects/frame.ts';
import { bothInOrder, textIOBaseType, FINALIZING } from './base.ts';
import { bufferedClose, type PyBuffered } from './buffered.ts';
import { bufferedRandomType, bufferedReaderType, bufferedWriterType, nameOf, showName } from './bufferedTypes.ts';
import { nativeEncoding, NewlineDecoder, ObjectDecoder } from './codec.ts';
import { newlinesSeen } from './newlineDecoder.ts';
import { fileSeekable, showAs } from './fileio.ts';
import { watchWriter } from './finalize.ts';
import { initSlot } from '../initSlot.ts';
import { fromText, isExact, isOurs, shownType, toText } from './shim.ts';
import { bufferOf, flushText, forgetDecoded, isTextClosed, PyTextIOWrapper, readLine, readText, setUpCodecs, writeText } from './text.ts';
import { NOTHING_READ, resetEncoder, seekText, tellText } from './textPosition.ts';
import { localeEncoding, textDefaults, textEncodingName } from './textEncoding.ts';
import { unsupported } from './unsupported.ts';

const INIT =
  'TextIOWrapper(buffer, encoding: opt_str = None, errors: opt_str = None, newline: opt_str = None, line_buffering: bool = False, write_through: bool = False)';
const RECONFIGURE = 'reconfigure(self, *, encoding: opt_text = None, errors: opt_text = None, newline = ?, line_buffering = None, write_through = None)';

/** `TextIOWrapper.__init__`, everything converted. */
export function initText(
  self: PyTextIOWrapper,
  buffer: PyObject,
  encoding: string | undefined,
  errors: string | undefined,
  newline: string | undefined,
  lineBuffering: boolean,
  writeThrough: boolean,
): void {
  self.ready = false;
  self.detached = false;
  self.baseClosed = false;
  checkNewline(newline);
  self.buffer = buffer;
  const ours = isExact(buffer, bufferedReaderType) || isExact(buffer, bufferedWriterType) || isExact(buffer, bufferedRandomType);
  self.direct = ours ? (buffer as PyBuffered) : undefined;
  if (self.direct !== undefined) self.direct.wrapper = self;
  chooseCodec(self, encoding === undefined ? textEncodingName(1) : encoding);
  if (errors !== undefined) checkEncodable(errors);
  if (textDefaults.checkNames) lookupErrorHandler(errors ?? 'strict');
  self.errors = errors ?? 'strict';
  self.newline = newline;
  self.lineBuffering = lineBuffering;
  self.writeThrough = writeThrough;
  self.pendingText = '';
  self.pendingBytes = [];
  self.pendingCount = 0;
  forgetDecoded(self);
  self.ready = true;
  try {
    setUpCodecs(self);
    const file = self.direct?.file;
    if (file !== undefined) showAs(file, shownType(self), self.encoding);
    self.canSeek = self.telling = file !== undefined ? fileSeekable(file) : isTrue(callMethod(buffer, 'seekable'));
    self.hasRead1 = self.direct !== undefined || tryGetattr(buffer, 'read1') !== undefined;
    notAtStart(self);
    if (self.encoder !== undefined && (file === undefined || file.awaited)) watchWriter(self, self.direct === undefined ? buffer : self.direct.raw);
  } catch (error) {
    self.ready = false;
    throw error;
  }
}

function checkNewline(newline: string | undefined): void {
  if (newline !== undefined && newline !== '' && newline !== '\n' && newline !== '\r' && newline !== '\r\n') {
    raise(ValueError, `illegal newline value: ${newline}`);
  }
}

/** Looks the codec up, unless it is one of the native ones. */
function chooseCodec(self: PyTextIOWrapper, name: string): void {
  const encoding = name === 'locale' ? localeEncoding() : name;
  checkEncodable(encoding);
  if (encoding.includes('\0')) raise(LookupError, `unknown encoding: ${encoding}`);
  const native = nativeEncoding(encoding);
  if (native === undefined) {
    const codec = lookupCodec(encoding);
    const isText = tryGetattr(codec, '_is_text_encoding');
    if (isText !== undefined && !isTrue(isText)) raise(LookupError, `'${encoding}' is not a text encoding`);
    self.codec = codec;
  }
  self.encoding = strFromJs(encoding);
  self.native = native;
}

const LONE_SURROGATE = /[\ud800-\udfff]/;

/** Names of codecs and handlers pass through UTF-8. */
function checkEncodable(name: string): void {
  if (!LONE_SURROGATE.test(name)) return;
  encodeUtf8(textFromJs(name), encodeErrors('strict'));
}

/** Appending: no byte order mark in the middle of a file. */
function notAtStart(self: PyTextIOWrapper): void {
  if (!self.canSeek || self.encoder === undefined || self.native !== undefined) return;
  const position = callMethod(self.buffer!, 'tell');
  if (asIndex(position) !== 0) resetEncoder(self, false);
}

function reconfigure(
  self: PyTextIOWrapper,
  encoding: string | undefined,
  errors: string | undefined,
  newline: PyObject | undefined,
  lineBuffering: PyObject,
  writeThrough: PyObject,
): PyObject {
  bufferOf(self);
  const readAlready = self.decoded.length > 0 || (self.snapInput !== undefined && self.snapInput !== NOTHING_READ);
  if (readAlready && (encoding !== undefined || errors !== undefined || newline !== undefined)) {
    unsupported('It is not possible to set the encoding or newline of stream after the first read');
  }
  const wanted = newline === undefined ? self.newline : newlineArgument(newline);
  const line = lineBuffering === None ? self.lineBuffering : asLong(lineBuffering) !== 0;
  const through = writeThrough === None ? self.writeThrough : asLong(writeThrough) !== 0;
  callMethod(self, 'flush');
  if (encoding !== undefined || errors !== undefined || newline !== undefined) {
    if (errors !== undefined) checkEncodable(errors);
    const { encoding: oldEncoding, native, codec, errors: oldErrors, newline: oldNewline } = self;
    try {
      if (encoding !== undefined) chooseCodec(self, encoding);
      if (errors !== undefined) self.errors = errors;
      else if (encoding !== undefined) self.errors = 'strict';
      self.newline = wanted;
      setUpCodecs(self);
    } catch (error) {
      Object.assign(self, { encoding: oldEncoding, native, codec, errors: oldErrors, newline: oldNewline });
      throw error;
    }
    notAtStart(self);
  }
  self.lineBuffering = line;
  self.writeThrough = through;
  return None;
}

const asLong = (value: PyObject): number => Number(converters.long!(value, undefined as never, 0));

function newlineArgument(newline: PyObject): string | undefined {
  if (newline === None) return undefined;
  if (!isStr(newline)) raise(TypeError, `reconfigure() argument 'newline' must be str or None, not ${newline.ob_type.shown}`);
  const text = jsFromStr(newline);
  checkNewline(text);
  return text;
}

function write(self: PyTextIOWrapper, text: PyObject): PyObject {
  if (!isStr(text)) raise(TypeError, `write() argument must be str, not ${text === None ? 'None' : text.ob_type.shown}`);
  bufferOf(self);
  writeText(self, toText(text));
  return strLength(text);
}

function close(self: PyTextIOWrapper): PyObject {
  const buffer = bufferOf(self);
  // Asking may run Python, which may detach the buffer.
  if (isTextClosed(self) || !self.ready) return None;
  if (self.direct !== undefined && self.pendingCount === 0 && self.direct.wend === self.direct.wpos && isOurs(self, '$flush') && isOurs(buffer, '$close')) {
    // fast: nothing to be written.
    return closeDirect(self, self.direct);
  }
  try {
    bothInOrder(
      () => void callMethod(self, 'flush'),
      () => void callMethod(buffer, 'close'),
    );
  } finally {
    self.baseClosed = true;
  }
  return None;
}

function closeDirect(self: PyTextIOWrapper, direct: PyBuffered): PyObject {
  self.telling = self.canSeek;
  self.baseClosed = true;
  return bufferedClose(direct);
}

function detach(self: PyTextIOWrapper): PyObject {
  bufferOf(self);
  callMethod(self, 'flush');
  const buffer = self.buffer!;
  self.buffer = undefined;
  if (self.direct !== undefined) {
    self.direct.wrapper = undefined;
    if (self.direct.writes) watchWriter(self.direct, self.direct.raw);
  }
  self.direct = undefined;
  self.detached = true;
  self.ready = false;
  return buffer;
}

function nextLine(self: PyTextIOWrapper): PyObject | undefined {
  bufferOf(self);
  self.telling = false;
  const line = isExact(self, textIOWrapperType) ? fromText(readLine(self, -1)) : lineOfSubclass(self);
  if (strLength(line as string) > 0) return line;
  self.snapInput = undefined;
  self.telling = self.canSeek;
  return undefined;
}

function lineOfSubclass(self: PyTextIOWrapper): PyObject {
  const line = callMethod(self, 'readline');
  if (!isStr(line)) raise(OSError, `readline() should have returned a str object, not '${line.ob_type.shown}'`);
  return line;
}

function show(self: PyTextIOWrapper): PyObject {
  if (!self.ready && !self.detached) bufferOf(self);
  let text = `<${shownType(self)}`;
  const name = nameOf(self);
  if (name !== undefined) text += ` name=${showName(self, name)}`;
  const mode = optional(self, 'mode');
  if (mode !== undefined) text += ` mode=${repr(mode)}`;
  return strFromJs(`${text} encoding=${repr(self.encoding)}>`);
}

function optional(self: PyObject, name: string): PyObject | undefined {
  const depth = FS.sp,
    handled = FS.exc;
  try {
    return tryGetattr(self, name);
  } catch (error) {
    if (!excMatches(error, AttributeError)) throw error;
    FS.sp = depth;
    FS.exc = handled;
    return undefined;
  }
}

/** Line ends met while reading. */
function newlines(self: PyTextIOWrapper): PyObject {
  bufferOf(self);
  const { decoder } = self;
  if (decoder instanceof NewlineDecoder) return newlinesSeen(decoder.state);
  return decoder instanceof ObjectDecoder ? (tryGetattr(decoder.object, 'newlines') ?? None) : None;
}

const forward = (name: string): Row => method(`${name}(self, /)`, null, (self: PyTextIOWrapper) => callMethod(bufferOf(self), name));

export const textIOWrapperType = defineType(PyTextIOWrapper, {
  name: 'TextIOWrapper',
  signature: '(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)',
  module: '_io',
  base: () => textIOBaseType,
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'Text over a buffered byte stream: an encoding, line ends, lines.',
  slots: { init: initSlot(INIT, initText), repr: show, next: nextLine },
  methods: [
    method('detach(self, /)', 'Takes the buffer away and gives it.', detach),
    method(RECONFIGURE, 'Changes settings of an open stream.', reconfigure),
    method('write(self, text, /)', 'Writes text and tells how many characters.', write),
    method('read(self, size: size_or_none = -1, /)', '`size` characters, or all.', (self, size) => fromText(readText(self, size))),
    method('readline(self, size: size = -1, /)', null, (self, size) => fromText(readLine(self, size))),
    method('flush(self, /) -> None', null, (self) => flushText(self)),
    method('close(self, /)', null, close),
    forward('fileno'),
    forward('seekable'),
    forward('readable'),
    forward('writable'),
    forward('isatty'),
    method('seek(self, cookie, whence: int = 0, /)', 'Goes to a position that `tell` gave, or to the start or the end.', seekText),
    method('tell(self, /)', 'The current position, for `seek`.', tellText),
    method('truncate(self, pos=None, /)', null, (self, pos) => {
      const buffer = bufferOf(self);
      callMethod(self, 'flush');
      return callMethod(buffer, 'truncate', pos);
    }),
    method('__getstate__(self, /)', null, (self) => raise(TypeError, `cannot pickle '${self.ob_type.name}' instances`)),
  ],
  getset: [
    member('encoding', null, (self: PyTextIOWrapper) => self.encoding),
    member('buffer', null, (self: PyTextIOWrapper) => self.buffer ?? None),
    member('line_buffering', null, (self: PyTextIOWrapper) => self.lineBuffering),
    member('write_through', null, (self: PyTextIOWrapper) => self.writeThrough),
    FINALIZING,
    getset('name', null, (self: PyTextIOWrapper) => getattr(bufferOf(self), 'name')),
    getset('closed', null, (self: PyTextIOWrapper) => isTextClosed(self)),
    getset('newlines', null, newlines),
    getset('errors', null, (self: PyTextIOWrapper) => {
      if (!self.ready && !self.detached) bufferOf(self);
      return strFromJs(self.errors);
    }),
    getset(
      '_CHUNK_SIZE',
      null,
      (self: PyTextIOWrapper) => self.chunkSize,
      (self: PyTextIOWrapper, value: PyObject | undefined) => {
        if (value === undefined) raise(AttributeError, 'cannot be deleted');
        const wide = asIndex(value);
        if (wide >= 2n ** 63n || wide < -(2n ** 63n)) raise(ValueError, `cannot fit '${value.ob_type.name}' into an index-sized integer`);
        const size = asSize(value);
        if (size <= 0) raise(ValueError, 'a strictly positive integer is required');
        self.chunkSize = size;
      },
    ),
  ],
});
