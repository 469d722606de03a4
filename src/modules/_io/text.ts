// HOT. The engine of TextIOWrapper: decoding chunks, cutting lines, gathering writes. Bench: bench/os (lines of a file), print.
// - Reading: `decoded` is the text of the last chunk, `used` how far the program has got in it. A line that lies in it costs one
//   indexOf and one slice.
// - Writing: text that the codec cannot refuse is gathered as a JS string and encoded when it is large enough or must go out.
// - A buffer that is exactly one of our types is reached directly, any other through its Python methods.
// CPython: Modules/_io/textio.c.
import { concatText, sliceText, type Text } from '../../util/unicode/text.ts';
import { PyBytes, None } from '../../objects/model/values.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { tryBytesLike } from '../../objects/ops/buffer.ts';
import { BlockingIOError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { PyTextIOBase } from './base.ts';
import { bufferedChunk, bufferedClosed, bufferedFlush, bufferedWriteBytes, flushInTurn, isBusyElsewhere, type PyBuffered } from './buffered.ts';
import { type Decoder, type Encoder, makeDecoder, makeEncoder, type NativeEncoding, NewlineDecoder, ObjectDecoder, ObjectEncoder } from './codec.ts';
import { exactFile, fileWrite, type PyFileIO } from './fileio.ts';
import { markTextClean, markTextDirty, onWritePending } from './finalize.ts';
import { concat, isOurs, raiseClosed } from './shim.ts';
import { unsupported } from './unsupported.ts';

const CHUNK_SIZE = 8192;

export class PyTextIOWrapper extends PyTextIOBase {
  buffer: PyObject | undefined;
  /** `buffer` where it is exactly one of our buffered types. */
  direct: PyBuffered | undefined;
  ready: boolean;
  detached: boolean;
  encoding: PyObject;
  errors: string;
  /** The native codec in use, if there is one. */
  native: NativeEncoding | undefined;
  /** The CodecInfo of the encoding, where it is none of the native ones. */
  codec: PyObject | undefined;
  /** None (undefined), '', or the line end that was asked for. */
  newline: string | undefined;
  lineBuffering: boolean;
  writeThrough: boolean;
  canSeek: boolean;
  telling: boolean;
  hasRead1: boolean;
  chunkSize: number;
  decoder: Decoder | undefined;
  encoder: Encoder | undefined;
  decoded: Text;
  used: number;
  /** The decoder's flags before the last chunk, and the bytes since; undefined when `tell` needs no replay. */
  snapFlags: number | bigint;
  snapInput: Uint8Array | undefined;
  /** Bytes per character in the last chunk. */
  ratio: number;
  pendingText: string;
  pendingBytes: Uint8Array[];
  pendingCount: number;
  constructor() {
    super();
    this.buffer = undefined;
    this.direct = undefined;
    this.ready = false;
    this.detached = false;
    this.encoding = None;
    this.errors = 'strict';
    this.native = undefined;
    this.codec = undefined;
    this.newline = undefined;
    this.lineBuffering = false;
    this.writeThrough = false;
    this.canSeek = false;
    this.telling = false;
    this.hasRead1 = false;
    this.chunkSize = CHUNK_SIZE;
    this.decoder = undefined;
    this.encoder = undefined;
    this.decoded = '';
    this.used = 0;
    this.snapFlags = 0;
    this.snapInput = undefined;
    this.ratio = 0;
    this.pendingText = '';
    this.pendingBytes = [];
    this.pendingCount = 0;
  }
  override finalizerIsSpent(): boolean {
    return !this.ready || this.baseClosed;
  }
}

// --- checks -------------------------------------------------------------------------------------------------------------

/** The buffer, or ValueError if there is none. */
export function bufferOf(self: PyTextIOWrapper): PyObject {
  if (!self.ready) raise(ValueError, self.detached ? 'underlying buffer has been detached' : 'I/O operation on uninitialized object');
  return self.buffer!;
}

export function checkOpen(self: PyTextIOWrapper): void {
  const { direct } = self;
  // fast: an open file of the system.
  if (direct !== undefined && self.ready && direct.file !== undefined && direct.ready && direct.file.fd >= 0) return;
  if (isTextClosed(self)) raiseClosed();
}

export function isTextClosed(self: PyTextIOWrapper): boolean {
  const buffer = bufferOf(self);
  return self.direct !== undefined ? bufferedClosed(self.direct) : isTrue(getattr(buffer, 'closed'));
}

// --- codecs -------------------------------------------------------------------------------------------------------------

/** Makes decoder and encoder as the buffer's abilities and the newline mode ask. */
export function setUpCodecs(self: PyTextIOWrapper): void {
  const buffer = bufferOf(self);
  let decoder: Decoder | undefined, encoder: Encoder | undefined;
  if (isAble(self, buffer, 'readable')) {
    const plain = self.native !== undefined ? makeDecoder(self.native, self.errors) : new ObjectDecoder(codecPart(self, 'incrementaldecoder'));
    const universal = self.newline === undefined || self.newline === '';
    decoder = universal ? new NewlineDecoder(plain, self.newline === undefined) : plain;
  }
  if (isAble(self, buffer, 'writable')) {
    encoder = self.native !== undefined ? makeEncoder(self.native, self.errors) : new ObjectEncoder(codecPart(self, 'incrementalencoder'));
  }
  self.decoder = decoder;
  self.encoder = encoder;
}

function isAble({ direct }: PyTextIOWrapper, buffer: PyObject, ability: 'readable' | 'writable'): boolean {
  const file = direct?.file;
  // fast: nobody else has a say.
  if (file !== undefined && file.fd >= 0 && isOurs(direct!, `$${ability}`) && isOurs(file, `$${ability}`)) {
    return ability === 'readable' ? direct!.reads && file.canRead : direct!.writes && file.canWrite;
  }
  return isTrue(callMethod(buffer, ability));
}

function codecPart(self: PyTextIOWrapper, name: string): PyObject {
  return getattr(self.codec!, name).c1(self.errors);
}

// --- reading ------------------------------------------------------------------------------------------------------------

export function setDecoded(self: PyTextIOWrapper, text: Text): void {
  self.decoded = text;
  self.used = 0;
}

export function forgetDecoded(self: PyTextIOWrapper): void {
  self.decoded = '';
  self.used = 0;
  self.snapInput = undefined;
}

function takeDecoded(self: PyTextIOWrapper, count: number): Text {
  const { decoded, used } = self;
  const end = Math.min(used + count, decoded.length);
  self.used = end;
  return used === 0 && end === decoded.length ? decoded : sliceText(decoded, used, end);
}

/** Decodes the next chunk; false at the end of the stream. `hint`: how many characters are wanted. */
export function readChunk(self: PyTextIOWrapper, hint: number): boolean {
  const { decoder } = self;
  if (decoder === undefined) unsupported('not readable');
  const before = self.telling ? decoder.getstate() : undefined;
  const size = Math.max(self.chunkSize, hint > 0 ? Math.floor(self.ratio * hint) : 0);
  const input = nextInput(self, size);
  const atEnd = input.length === 0;
  const text = decoder.decode(input, atEnd);
  setDecoded(self, text);
  self.ratio = text.length > 0 ? input.length / text.length : 0;
  if (before !== undefined) {
    self.snapFlags = before.flags;
    self.snapInput = before.buffer.length === 0 ? input : concat([before.buffer, input]);
  }
  return !atEnd || text.length > 0;
}

function nextInput(self: PyTextIOWrapper, size: number): Uint8Array {
  // A snapshot keeps the bytes, and so may decoders that are not ours.
  if (self.direct !== undefined) return bufferedChunk(self.direct, size, !self.telling && (self.native === 'utf-8' || self.native === 'latin-1'));
  const name = self.hasRead1 ? 'read1' : 'read';
  const data = callMethod(self.buffer!, name, size);
  const bytes = data instanceof PyBytes ? data.bv : tryBytesLike(data);
  if (bytes === undefined) raise(TypeError, `underlying ${name}() should have returned a bytes-like object, not '${data.ob_type.shown}'`);
  return bytes;
}

/** `read(size)`; a negative size reads everything. */
export function readText(self: PyTextIOWrapper, size: number): Text {
  bufferOf(self);
  checkOpen(self);
  const { decoder } = self;
  if (decoder === undefined) unsupported('not readable');
  if (self.pendingCount > 0) writePending(self);
  if (size < 0) return readAllText(self, decoder);
  const parts: Text[] = [takeDecoded(self, size)];
  let missing = size - parts[0]!.length;
  while (missing > 0 && readChunk(self, missing)) {
    const part = takeDecoded(self, missing);
    parts.push(part);
    missing -= part.length;
  }
  return parts.length === 1 ? parts[0]! : concatText(parts);
}

function readAllText(self: PyTextIOWrapper, decoder: Decoder): Text {
  const data = callMethod(self.buffer!, 'read');
  if (data === None) raise(BlockingIOError, 'Read returned None.');
  const bytes = data instanceof PyBytes ? data.bv : tryBytesLike(data);
  if (bytes === undefined) raise(TypeError, `underlying read() should have returned a bytes-like object, not '${data.ob_type.shown}'`);
  const text = decoder.decode(bytes, true);
  const head = takeDecoded(self, Number.MAX_SAFE_INTEGER);
  if (self.snapInput !== undefined || self.decoded.length > 0) forgetDecoded(self);
  return head.length === 0 ? text : concatText([head, text]);
}

/** `readline(limit)`: up to and with the line end; empty at the end of the stream. */
export function readLine(self: PyTextIOWrapper, limit: number): Text {
  const { decoded, used } = self;
  // fast: the line lies in the decoded chunk and ends in \n.
  if (limit < 0 && typeof decoded === 'string' && (self.newline === undefined || self.newline === '\n')) {
    const end = decoded.indexOf('\n', used);
    if (end >= 0) {
      checkOpen(self);
      self.used = end + 1;
      return decoded.slice(used, end + 1);
    }
  }
  return readLineSlow(self, limit);
}

function readLineSlow(self: PyTextIOWrapper, limit: number): Text {
  bufferOf(self);
  checkOpen(self);
  if (self.pendingCount > 0) writePending(self);
  const parts: Text[] = [];
  let total = 0;
  let carry = '';
  for (;;) {
    while (self.used >= self.decoded.length) {
      if (!readChunk(self, 0)) {
        forgetDecoded(self);
        if (carry !== '') parts.push(carry);
        return parts.length === 0 ? '' : concatText(parts);
      }
    }
    let text = sliceText(self.decoded, self.used, self.decoded.length);
    if (carry !== '') text = concatText([carry, text]);
    const room = limit < 0 ? text.length : Math.min(text.length, limit - total);
    const found = lineEnd(text, self.newline);
    let end = found >= 0 && found <= room ? found : limit >= 0 && limit - total <= text.length ? room : -1;
    const done = end >= 0;
    if (!done) {
      // The first half of a two-character line end may be all that this chunk has of it.
      end = self.newline === '\r\n' && lastIs(text, 13) ? text.length - 1 : text.length;
    }
    parts.push(sliceText(text, 0, end));
    total += end;
    self.used = done ? self.used + end - carry.length : self.decoded.length;
    carry = done || end === text.length ? '' : '\r';
    if (done) return parts.length === 1 ? parts[0]! : concatText(parts);
  }
}

function lastIs(text: Text, code: number): boolean {
  return (typeof text === 'string' ? text.charCodeAt(text.length - 1) : text[text.length - 1]) === code;
}

/** Index just after the first line end, −1 if there is none. */
export function lineEnd(text: Text, newline: string | undefined, start = 0): number {
  if (newline === undefined || newline === '\n') {
    return (typeof text === 'string' ? text.indexOf('\n', start) : text.indexOf(10, start)) + 1 || -1;
  }
  if (newline === '') return universalEnd(text, start);
  if (typeof text === 'string') {
    const at = text.indexOf(newline, start);
    return at < 0 ? -1 : at + newline.length;
  }
  for (let at = text.indexOf(13, start); at >= 0; at = text.indexOf(13, at + 1)) {
    if (newline === '\r') return at + 1;
    if (text[at + 1] === 10) return at + 2;
  }
  return -1;
}

/** \n, \r or \r\n; the decoder never cuts the last one in two. */
function universalEnd(text: Text, start: number): number {
  const lf = typeof text === 'string' ? text.indexOf('\n', start) : text.indexOf(10, start);
  const cr = typeof text === 'string' ? text.slice(start, lf < 0 ? undefined : lf).indexOf('\r') : text.subarray(start, lf < 0 ? undefined : lf).indexOf(13);
  if (cr < 0) return lf < 0 ? -1 : lf + 1;
  return lf === start + cr + 1 ? lf + 1 : start + cr + 1;
}

// --- writing ------------------------------------------------------------------------------------------------------------

const BEYOND_ASCII = /[^\0-\x7f]/;
const BEYOND_LATIN1 = /[^\0-\xff]/;

/** Can the codec take this text without an error? */
function isSafe(encoding: NativeEncoding | undefined, text: string): boolean {
  if (encoding === 'utf-8') return true;
  if (encoding === undefined) return false;
  return !(encoding === 'ascii' ? BEYOND_ASCII : BEYOND_LATIN1).test(text);
}

/** `write(text)`. */
export function writeText(self: PyTextIOWrapper, original: Text): void {
  bufferOf(self);
  checkOpen(self);
  const { encoder } = self;
  if (encoder === undefined) unsupported('not writable');
  let text = original;
  let flushAfter = false;
  const ending = self.newline;
  if (self.lineBuffering || (ending !== undefined && ending !== '' && ending !== '\n')) {
    const hasLf = typeof text === 'string' ? text.includes('\n') : text.includes(10);
    flushAfter = self.lineBuffering && (hasLf || (typeof text === 'string' ? text.includes('\r') : text.includes(13)));
    if (hasLf && ending !== undefined && ending !== '' && ending !== '\n') text = replaceLf(text, ending);
  }
  // A piece that would overfill what is gathered goes out after it.
  while (self.pendingCount > 0 && self.pendingCount + text.length > self.chunkSize) writePending(self);
  if (self.pendingCount === 0) markTextDirty(self);
  if (typeof text === 'string' && isSafe(self.native, text)) {
    self.pendingText += text;
    self.pendingCount += text.length;
  } else {
    addEncoded(self, encoder.encode(text));
  }
  if (self.snapInput !== undefined) forgetDecoded(self);
  if (self.decoder !== undefined) self.decoder.reset();
  if (self.pendingCount >= self.chunkSize || flushAfter || self.writeThrough) writePending(self);
  if (flushAfter) flushBuffer(self);
}

function replaceLf(text: Text, ending: string): Text {
  if (typeof text === 'string') return text.replaceAll('\n', ending);
  const codes = [...ending].map((c) => c.charCodeAt(0));
  return Uint32Array.from([...text].flatMap((c) => (c === 10 ? codes : [c])));
}

function addEncoded(self: PyTextIOWrapper, data: Uint8Array): void {
  gather(self);
  self.pendingBytes.push(data);
  self.pendingCount += data.length;
}

/** Turns the gathered text into bytes, so that the order is kept. */
function gather(self: PyTextIOWrapper): void {
  if (self.pendingText === '') return;
  self.pendingBytes.push(self.encoder!.encode(self.pendingText));
  self.pendingText = '';
}

/** Hands all gathered text to the buffer. */
export function writePending(self: PyTextIOWrapper): void {
  if (self.pendingCount === 0) return;
  markTextClean(self);
  gather(self);
  const data = concat(self.pendingBytes);
  // Taken off before the write: a signal handler may print while the write waits.
  self.pendingBytes = [];
  self.pendingCount = 0;
  if (self.direct !== undefined) bufferedWriteBytes(self.direct, data);
  else if (self.writeThrough && exactFile(self.buffer!) !== undefined) writeUnbuffered(self.buffer as PyFileIO, data);
  else callMethod(self.buffer!, 'write', new PyBytes(data));
}

/** Without a buffer in between (`-u`): a pipe may take less than all at a time. */
function writeUnbuffered(file: PyFileIO, data: Uint8Array): void {
  let done = 0;
  while (done < data.length) {
    const count = fileWrite(file, data, done, data.length - done);
    if (count === undefined) return;
    done += count;
  }
}

function flushBuffer(self: PyTextIOWrapper): void {
  const { direct } = self;
  if (direct !== undefined && direct.writes && !direct.reads) flushInTurn(direct);
  else callMethod(self.buffer!, 'flush');
}

/** `flush()`. */
export function flushText(self: PyTextIOWrapper): void {
  bufferOf(self);
  checkOpen(self);
  self.telling = self.canSeek;
  writePending(self);
  if (self.direct !== undefined && isOurs(self.direct, '$flush')) bufferedFlush(self.direct);
  else callMethod(self.buffer!, 'flush');
}

onWritePending((self) => {
  // What another thread is about to write is for that thread.
  if (self.direct !== undefined && isBusyElsewhere(self.direct)) markTextDirty(self);
  else writePending(self);
});
