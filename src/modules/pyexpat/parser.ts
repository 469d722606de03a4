// pyexpat.xmlparser: hands the events of util/xml to Python's handlers, and knows where in the document they are.
// CPython: Modules/pyexpat.c.
import { defineType, getset, member, method } from '../../objects/declare/type.ts';
import type { Row } from '../../objects/declare/native.ts';
import type { GetSetRow } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { DICT } from '../../objects/model/flags.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { None, type PyBaseException, PyBytes, PyList, PyTuple } from '../../objects/model/values.ts';
import { setattr, tryGetattr } from '../../objects/ops/attr.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { decodeBytes } from '../../objects/ops/codecs.ts';
import { asFloat, asIndex, intValue } from '../../objects/ops/number.ts';
import { raise, throwException } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { isBytes } from '../../objects/types/bytesCore.ts';
import { dictSet, newDict } from '../../objects/types/dictStore.ts';
import { Exception, OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { XML_ERRORS, XmlError } from '../../util/xml/errors.ts';
import { XmlReader, type ContentModel, type XmlSink } from '../../util/xml/reader.ts';
import { heapException } from '../heapException.ts';
import { XmlDecoder } from './decoder.ts';

export const expatError = heapException('xml.parsers.expat', 'ExpatError', () => [Exception]);

export const HANDLERS = [
  'StartElementHandler',
  'EndElementHandler',
  'ProcessingInstructionHandler',
  'CharacterDataHandler',
  'UnparsedEntityDeclHandler',
  'NotationDeclHandler',
  'StartNamespaceDeclHandler',
  'EndNamespaceDeclHandler',
  'CommentHandler',
  'StartCdataSectionHandler',
  'EndCdataSectionHandler',
  'DefaultHandler',
  'DefaultHandlerExpand',
  'NotStandaloneHandler',
  'ExternalEntityRefHandler',
  'StartDoctypeDeclHandler',
  'EndDoctypeDeclHandler',
  'EntityDeclHandler',
  'XmlDeclHandler',
  'ElementDeclHandler',
  'AttlistDeclHandler',
  'SkippedEntityHandler',
] as const;
type HandlerName = (typeof HANDLERS)[number];

interface Place {
  /** Index in the reader's text. */
  i: number;
  line: number;
  column: number;
  byte: number;
}

export class PyXmlParser extends PyBase {
  handlers: Partial<Record<HandlerName, PyObject>> = {};
  sink: XmlSink = { expand: false };
  reader: XmlReader = new XmlReader(this.sink, undefined);
  decoder: XmlDecoder = new XmlDecoder(undefined, singleByteTable);
  intern: PyObject = None;
  /** The start of the reader's text, and a place behind it that was asked for last. */
  origin: Place = { i: 0, line: 1, column: 0, byte: 0 };
  known: Place = { i: 0, line: 1, column: 0, byte: 0 };
  errorCode = 0;
  /** Index of the last error, undefined for the current place. */
  errorAt: number | undefined = undefined;
  started = false;
  finished = false;
  inHandler = 0;
  bufferText = false;
  bufferSize = 8192;
  buffered = '';
  ordered = false;
  specified = false;
  deferral = true;
}

// --- places ----------------------------------------------------------------------------------------------------------------

function placeOf(p: PyXmlParser, at: number): Place {
  if (at < p.known.i) p.known = { ...p.origin };
  const { known } = p;
  const { buf } = p.reader;
  const { width } = p.decoder;
  while (known.i < at) {
    const c = buf.charCodeAt(known.i);
    const pair = c >= 0xd800 && c < 0xdc00;
    known.byte += width !== 0 ? width * (pair && width === 2 ? 2 : 1) : c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
    known.i += pair ? 2 : 1;
    if (c === 10) {
      if (buf.charCodeAt(known.i - 2) !== 13) known.line++;
      known.column = 0;
    } else if (c === 13) {
      known.line++;
      known.column = 0;
    } else {
      known.column++;
    }
  }
  return known;
}

const currentPlace = (p: PyXmlParser): Place => placeOf(p, p.reader.at);
const errorPlace = (p: PyXmlParser): Place => placeOf(p, p.errorAt ?? p.reader.at);

function fail(p: PyXmlParser, code: number, at: number): never {
  p.errorCode = code;
  p.errorAt = at;
  const { line, column } = placeOf(p, at);
  const e = expatError().c1(`${XML_ERRORS[code - 1]![1]}: line ${line}, column ${column}`);
  setattr(e, 'code', code);
  setattr(e, 'offset', column);
  setattr(e, 'lineno', line);
  throwException(e as PyBaseException);
}

// --- parsing ---------------------------------------------------------------------------------------------------------------

function singleByteTable(encoding: string): string {
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const text = jsFromStr(decodeBytes(new PyBytes(all), all, encoding, 'replace') as PyStr);
  const characters = Array.from(text);
  if (characters.length !== 256) raise(ValueError, 'multi-byte encodings are not supported');
  for (let i = 32; i < 127; i++) if (characters[i] !== String.fromCharCode(i)) throw new XmlError('UNKNOWN_ENCODING', 0);
  return text;
}

function feed(p: PyXmlParser, bytes: Uint8Array, final: boolean): void {
  if (p.finished) fail(p, XML_ERRORS.findIndex(([name]) => name === 'FINISHED') + 1, p.reader.at);
  p.started = true;
  const { reader } = p;
  let text: string;
  try {
    text = p.decoder.text(bytes, final);
  } catch (e) {
    if (!(e instanceof XmlError)) throw e;
    p.finished = true;
    fail(p, e.code, 0);
  }
  // Expat turns other encodings into UTF-8 by the kilobyte.
  if (p.decoder.width !== 0) reader.longest = 1024;
  if (p.origin.byte === 0 && p.origin.i === 0 && p.decoder.mark > 0 && p.known.i === 0) {
    // The mark counts as a character of its own.
    p.origin = { i: 0, line: 1, column: 1, byte: p.decoder.mark };
    p.known = { ...p.origin };
  }
  try {
    reader.feed(text, final);
    flushText(p);
  } catch (e) {
    p.finished = true;
    if (!(e instanceof XmlError)) throw e;
    p.buffered = '';
    reader.at = Math.min(e.at, reader.buf.length);
    fail(p, e.code, reader.at);
  }
  if (final) {
    p.finished = true;
    return;
  }
  const used = reader.used;
  const here = placeOf(p, used);
  p.origin = { ...here, i: 0 };
  p.known = { ...p.origin };
  reader.drop();
}

function parse(p: PyXmlParser, data: PyObject, final: boolean): PyObject {
  if (isStr(data)) {
    p.decoder.force('utf-8');
    feed(p, encodeStr(data), final);
  } else {
    feed(p, bytesLike(data), final);
  }
  return 1;
}

function encodeStr(s: PyStr): Uint8Array {
  return new TextEncoder().encode(jsFromStr(s));
}

function parseFile(p: PyXmlParser, file: PyObject): PyObject {
  const read = tryGetattr(file, 'read');
  if (read === undefined) raise(TypeError, "argument must have 'read' attribute");
  for (;;) {
    const data = read.c1(2048);
    if (!isBytes(data) && data.s_buffer === undefined) raise(TypeError, `read() did not return a bytes object (type=${data.ob_type.shown})`);
    const bytes = bytesLike(data);
    if (bytes.length > 2048) raise(ValueError, `read() returned too much data: 2048 bytes requested, ${bytes.length} returned`);
    feed(p, bytes, bytes.length === 0);
    if (bytes.length === 0) return 1;
  }
}

// --- events ----------------------------------------------------------------------------------------------------------------

const text = (s: string): PyObject => strFromJs(s);
const orNone = (s: string | undefined): PyObject => (s === undefined ? None : strFromJs(s));

function call(p: PyXmlParser, name: HandlerName, ...args: PyObject[]): PyObject {
  p.inHandler++;
  try {
    return p.handlers[name]!.cN(args);
  } finally {
    p.inHandler--;
  }
}

/** A handler call, after the text that was collected. */
function event(p: PyXmlParser, name: HandlerName, ...args: PyObject[]): PyObject {
  flushText(p);
  return p.handlers[name] === undefined ? None : call(p, name, ...args);
}

function flushText(p: PyXmlParser): void {
  if (p.buffered === '') return;
  const data = p.buffered;
  p.buffered = '';
  if (p.handlers.CharacterDataHandler !== undefined) call(p, 'CharacterDataHandler', text(data));
}

function sendText(p: PyXmlParser, data: string): void {
  if (!p.bufferText) {
    call(p, 'CharacterDataHandler', text(data));
    return;
  }
  if (p.buffered.length + data.length > p.bufferSize) {
    flushText(p);
    if (p.handlers.CharacterDataHandler === undefined) return;
    if (data.length > p.bufferSize) {
      call(p, 'CharacterDataHandler', text(data));
      return;
    }
  }
  p.buffered += data;
}

function startElement(p: PyXmlParser, name: string, attributes: string[], specified: number): void {
  const shown = p.specified ? attributes.slice(0, specified) : attributes;
  if (p.ordered) {
    event(p, 'StartElementHandler', text(name), new PyList(shown.map(text)));
    return;
  }
  const dict = newDict();
  for (let i = 0; i < shown.length; i += 2) dictSet(dict, text(shown[i]!), text(shown[i + 1]!));
  event(p, 'StartElementHandler', text(name), dict);
}

function modelTuple(m: ContentModel): PyObject {
  return new PyTuple([m.type, m.quantifier, orNone(m.name), new PyTuple(m.children.map(modelTuple))]);
}

/** The sink's functions, each there only while Python has a handler for it. */
const EVENTS: Partial<Record<HandlerName, (p: PyXmlParser) => Partial<XmlSink>>> = {
  StartElementHandler: (p) => ({ startElement: (name, attributes, specified) => startElement(p, name, attributes, specified) }),
  EndElementHandler: (p) => ({ endElement: (name) => void event(p, 'EndElementHandler', text(name)) }),
  ProcessingInstructionHandler: (p) => ({ pi: (target, data) => void event(p, 'ProcessingInstructionHandler', text(target), text(data)) }),
  CharacterDataHandler: (p) => ({ text: (data) => sendText(p, data) }),
  UnparsedEntityDeclHandler: (p) => ({
    unparsedEntity: (e) => void event(p, 'UnparsedEntityDeclHandler', text(e.name), orNone(e.base), orNone(e.system), orNone(e.publicId), orNone(e.notation)),
  }),
  NotationDeclHandler: (p) => ({
    notation: (name, system, publicId) => void event(p, 'NotationDeclHandler', text(name), orNone(p.reader.base), orNone(system), orNone(publicId)),
  }),
  StartNamespaceDeclHandler: (p) => ({ startNamespace: (prefix, uri) => void event(p, 'StartNamespaceDeclHandler', orNone(prefix), orNone(uri)) }),
  EndNamespaceDeclHandler: (p) => ({ endNamespace: (prefix) => void event(p, 'EndNamespaceDeclHandler', orNone(prefix)) }),
  CommentHandler: (p) => ({ comment: (data) => void event(p, 'CommentHandler', text(data)) }),
  StartCdataSectionHandler: (p) => ({ startCdata: () => void event(p, 'StartCdataSectionHandler') }),
  EndCdataSectionHandler: (p) => ({ endCdata: () => void event(p, 'EndCdataSectionHandler') }),
  NotStandaloneHandler: (p) => ({ notStandalone: () => asIndex(event(p, 'NotStandaloneHandler')) !== 0 }),
  ExternalEntityRefHandler: (p) => ({
    externalEntity: (context, system, publicId) =>
      asIndex(event(p, 'ExternalEntityRefHandler', orNone(context), orNone(p.reader.base), orNone(system), orNone(publicId))) !== 0,
  }),
  StartDoctypeDeclHandler: (p) => ({
    startDoctype: (name, system, publicId, internal) =>
      void event(p, 'StartDoctypeDeclHandler', text(name), orNone(system), orNone(publicId), internal ? 1 : 0),
  }),
  EndDoctypeDeclHandler: (p) => ({ endDoctype: () => void event(p, 'EndDoctypeDeclHandler') }),
  EntityDeclHandler: (p) => ({
    entityDecl: (e, value) =>
      void event(
        p,
        'EntityDeclHandler',
        text(e.name),
        e.isParameter ? 1 : 0,
        orNone(value),
        orNone(e.base),
        orNone(e.system),
        orNone(e.publicId),
        orNone(e.notation),
      ),
  }),
  XmlDeclHandler: (p) => ({
    xmlDecl: (version, encoding, standalone) => void event(p, 'XmlDeclHandler', orNone(version), orNone(encoding), standalone),
  }),
  ElementDeclHandler: (p) => ({ elementDecl: (name, model) => void event(p, 'ElementDeclHandler', text(name), modelTuple(model)) }),
  AttlistDeclHandler: (p) => ({
    attlistDecl: (element, attribute, type, value, required) =>
      void event(p, 'AttlistDeclHandler', text(element), text(attribute), text(type), orNone(value), required ? 1 : 0),
  }),
  SkippedEntityHandler: (p) => ({ skippedEntity: (name, isParameter) => void event(p, 'SkippedEntityHandler', text(name), isParameter ? 1 : 0) }),
};

function setHandler(p: PyXmlParser, name: HandlerName, value: PyObject | undefined): void {
  if (value === undefined) raise(TypeError, 'Cannot delete attribute');
  if (name === 'CharacterDataHandler') flushText(p);
  const handler = value === None ? undefined : value;
  p.handlers[name] = handler;
  if (name === 'DefaultHandler' || name === 'DefaultHandlerExpand') {
    p.sink.default = handler === undefined ? undefined : (raw) => void event(p, name, text(raw));
    p.sink.expand = name === 'DefaultHandlerExpand';
    return;
  }
  const made = EVENTS[name]!(p);
  for (const [key, f] of Object.entries(made)) (p.sink as unknown as Record<string, unknown>)[key] = handler === undefined ? undefined : f;
}

// --- the type --------------------------------------------------------------------------------------------------------------

export function newParser(encoding: PyObject, separator: PyObject, intern: PyObject | undefined): PyObject {
  if (encoding !== None && !isStr(encoding)) raise(TypeError, `ParserCreate() argument 'encoding' must be str or None, not ${encoding.ob_type.shown}`);
  if (separator !== None && !isStr(separator))
    raise(TypeError, `ParserCreate() argument 'namespace_separator' must be str or None, not ${separator.ob_type.shown}`);
  const sep = separator === None ? undefined : jsFromStr(separator as PyStr);
  if (sep !== undefined && Array.from(sep).length > 1) raise(ValueError, 'namespace_separator must be at most one character, omitted, or None');
  const p = new PyXmlParser();
  p.reader = new XmlReader(p.sink, sep);
  p.decoder = new XmlDecoder(encoding === None ? undefined : jsFromStr(encoding as PyStr), singleByteTable);
  if (intern === undefined) p.intern = newDict();
  else if (intern === None) p.intern = None;
  else if ((intern.tflags & DICT) === 0) raise(TypeError, 'intern must be a dictionary');
  else p.intern = intern as PyDict;
  return p;
}

function createChild(p: PyXmlParser, context: PyObject, encoding: PyObject | undefined): PyObject {
  if (context !== None && !isStr(context)) raise(TypeError, `ExternalEntityParserCreate() argument 1 must be str or None, not ${context.ob_type.shown}`);
  const child = new PyXmlParser();
  child.reader = p.reader.child(child.sink, context === None ? undefined : jsFromStr(context as PyStr));
  child.decoder = new XmlDecoder(encoding === undefined || encoding === None ? undefined : jsFromStr(encoding as PyStr), singleByteTable);
  child.intern = p.intern;
  child.bufferText = p.bufferText;
  child.bufferSize = p.bufferSize;
  child.ordered = p.ordered;
  child.specified = p.specified;
  child.deferral = p.deferral;
  for (const name of HANDLERS) if (p.handlers[name] !== undefined) setHandler(child, name, p.handlers[name]);
  return child;
}

function flag(name: string, doc: string, get: (p: PyXmlParser) => boolean, set: (p: PyXmlParser, on: boolean) => void): GetSetRow {
  return getset(name, doc, get, (p: PyXmlParser, value) => {
    if (value === undefined) raise(TypeError, 'Cannot delete attribute');
    set(p, isTrue(value));
  });
}

/** The two settings of one of expat's guards; parsers of external entities share those of their document. */
function guardRows(what: string, setThreshold: (p: PyXmlParser, n: number) => void, setFactor: (p: PyXmlParser, n: number) => void): Row[] {
  const checkRoot = (p: PyXmlParser): void => {
    if (p.reader.external) throwException(expatError().c1('parser must be a root parser') as PyBaseException);
  };
  return [
    method(`Set${what}ActivationThreshold(self, threshold, /)`, 'From how many bytes on the guard works.', (p: PyXmlParser, threshold: PyObject) => {
      const n = asIndex(threshold);
      if (n < 0) raise(ValueError, 'value must be positive');
      if (n >= 2n ** 64n) raise(OverflowError, 'Python int too large to convert to C unsigned long long');
      checkRoot(p);
      setThreshold(p, Number(n));
      return None;
    }),
    method(`Set${what}MaximumAmplification(self, max_factor, /)`, 'How many times its own size a document may grow.', (p: PyXmlParser, factor: PyObject) => {
      const n = asFloat(factor);
      checkRoot(p);
      if (!(n >= 1)) throwException(expatError().c1("'max_factor' must be at least 1.0") as PyBaseException);
      setFactor(p, n);
      return None;
    }),
  ];
}

const place = (name: string, get: (p: PyXmlParser) => number): GetSetRow => getset(name, null, get);

export const xmlParserType: PyType = defineType(PyXmlParser, {
  name: 'xmlparser',
  module: 'pyexpat',
  flags: ['NO_NEW'],
  doc: 'XML parser',
  methods: [
    method('Parse(self, data, isfinal: bool = False, /)', 'Reads a piece of a document; the last one has isfinal.', parse),
    method('ParseFile(self, file, /)', 'Reads a document from a binary file.', parseFile),
    method('SetBase(self, base: str, /)', 'Sets the base for relative identifiers.', (p: PyXmlParser, base: string) => {
      p.reader.base = base;
      return None;
    }),
    method('GetBase(self, /)', 'The base for relative identifiers.', (p: PyXmlParser) => orNone(p.reader.base)),
    method('GetInputContext(self, /)', 'The input that caused the current event, as bytes.', (p: PyXmlParser) =>
      p.inHandler > 0 ? new PyBytes(new TextEncoder().encode(p.reader.buf.slice(p.reader.at))) : None,
    ),
    method('ExternalEntityParserCreate(self, context, encoding = ?, /)', 'A parser for an external entity.', createChild),
    method('SetParamEntityParsing(self, flag: int, /)', 'Are external parameter entities to be read?', (p: PyXmlParser, n: number) => {
      if (p.started) return 0;
      p.reader.parameterEntities = n;
      return 1;
    }),
    method('UseForeignDTD(self, flag: bool = True, /)', 'Has the document an external subset although it names none?', (p: PyXmlParser, on: boolean) => {
      if (p.started) fail(p, 26, p.reader.at);
      p.reader.useForeignDtd = on;
      return None;
    }),
    method('SetReparseDeferralEnabled(self, enabled: bool, /)', 'Remembers the setting; tokens are never parsed twice here.', (p: PyXmlParser, on: boolean) => {
      p.deferral = on;
      return None;
    }),
    ...guardRows(
      'BillionLaughsAttackProtection',
      (p, n) => {
        p.reader.dtd.threshold = n;
      },
      (p, n) => {
        p.reader.dtd.factor = n;
      },
    ),
    method('GetReparseDeferralEnabled(self, /)', 'The setting.', (p: PyXmlParser) => p.deferral),
  ],
  getset: [
    ...HANDLERS.map((name) =>
      getset(
        name,
        null,
        (p: PyXmlParser) => p.handlers[name] ?? None,
        (p: PyXmlParser, value) => setHandler(p, name, value),
      ),
    ),
    place('ErrorCode', (p) => p.errorCode),
    place('ErrorLineNumber', (p) => errorPlace(p).line),
    place('ErrorColumnNumber', (p) => errorPlace(p).column),
    place('ErrorByteIndex', (p) => (p.started ? errorPlace(p).byte : -1)),
    place('CurrentLineNumber', (p) => currentPlace(p).line),
    place('CurrentColumnNumber', (p) => currentPlace(p).column),
    place('CurrentByteIndex', (p) => (p.started ? currentPlace(p).byte : -1)),
    flag(
      'buffer_text',
      'Is text to arrive in as few pieces as possible?',
      (p) => p.bufferText,
      (p, on) => {
        if (!on) flushText(p);
        p.bufferText = on;
      },
    ),
    flag(
      'ordered_attributes',
      'Are attributes to arrive as a list?',
      (p) => p.ordered,
      (p, on) => {
        p.ordered = on;
      },
    ),
    flag(
      'specified_attributes',
      'Are only attributes of the document itself to arrive?',
      (p) => p.specified,
      (p, on) => {
        p.specified = on;
      },
    ),
    flag(
      'namespace_prefixes',
      'Are prefixes to be shown behind names?',
      (p) => p.reader.prefixes,
      (p, on) => {
        p.reader.prefixes = on;
      },
    ),
    place('buffer_used', (p) => p.buffered.length),
    getset(
      'buffer_size',
      null,
      (p: PyXmlParser) => p.bufferSize,
      (p: PyXmlParser, value) => {
        if (value === undefined) raise(TypeError, 'Cannot delete attribute');
        const n = intValue(value);
        if (n === undefined) raise(TypeError, 'buffer_size must be an integer');
        if (n <= 0) raise(ValueError, 'buffer_size must be greater than zero');
        if (n > 2147483647) raise(ValueError, 'buffer_size must not be greater than 2147483647');
        flushText(p);
        p.bufferSize = Number(n);
      },
    ),
    member('intern', null, (p: PyXmlParser) => p.intern),
  ],
});
