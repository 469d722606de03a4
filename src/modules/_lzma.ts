// _lzma: xz and lzma through the system's liblzma. CPython: Modules/_lzmamodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, member } from '../objects/declare/type.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyBytes } from '../objects/model/values.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { length } from '../objects/ops/iter.ts';
import { asIndex } from '../objects/ops/number.ts';
import { newException, raise, throwException } from '../objects/ops/raise.ts';
import { isStr, jsFromStr } from '../objects/ops/strings.ts';
import { getItem } from '../objects/ops/subscript.ts';
import { PyDict } from '../objects/model/dict.ts';
import { dictKeys, dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { EOFError, KeyError, MemoryError, OverflowError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { CodecStream, compressorMethods, decompressorMembers, decompressorMethods, PyCodecCompressor, PyCodecDecompressor } from './codecStream.ts';
import { exceptionClass } from './exceptionClass.ts';
import { initSlot } from './initSlot.ts';
import { type CFunction, copyMemory, foreign, systemLibrary } from './foreign.ts';

const FORMAT_AUTO = 0,
  FORMAT_XZ = 1,
  FORMAT_ALONE = 2,
  FORMAT_RAW = 3;
const CHECK_NONE = 0,
  CHECK_CRC64 = 4,
  CHECK_UNKNOWN = 16;
const FILTER_LZMA1 = 0x4000000000000001n,
  FILTER_LZMA2 = 0x21n,
  FILTER_DELTA = 3n,
  FILTER_X86 = 4n,
  FILTER_SPARC = 9n;
const PRESET_DEFAULT = 6;
const UNKNOWN_ID = 2n ** 64n - 1n;
const TELL_ALL_CHECKS = 0x1 | 0x4;
const RUN = 0,
  FINISH = 3;
const OK = 0,
  STREAM_END = 1,
  NO_CHECK = 2,
  GET_CHECK = 4,
  BUF_ERROR = 10;
/** Sizes of lzma_stream, lzma_filter and of the largest options, lzma_options_lzma. */
const STREAM_SIZE = 136,
  FILTER_SIZE = 16,
  OPTIONS_SIZE = 112;
const MOST_FILTERS = 4;
/** Where lzma_options_lzma has what a filter's dict may set. */
const LZMA_FIELDS: Record<string, number> = { dict_size: 0, lc: 20, lp: 24, pb: 28, mode: 32, nice_len: 36, mf: 40, depth: 44 };

const lzmaError = exceptionClass('_lzma', 'LZMAError', 'Call to liblzma failed.');

type Library = ReturnType<typeof loadLibrary>;
let library: Library | undefined;

function loadLibrary() {
  const find = systemLibrary('liblzma.so.5');
  return {
    easyEncoder: find('lzma_easy_encoder', 'int', ['void *', 'uint32_t', 'int']),
    streamEncoder: find('lzma_stream_encoder', 'int', ['void *', 'void *', 'int']),
    aloneEncoder: find('lzma_alone_encoder', 'int', ['void *', 'void *']),
    rawEncoder: find('lzma_raw_encoder', 'int', ['void *', 'void *']),
    preset: find('lzma_lzma_preset', 'uint8_t', ['void *', 'uint32_t']),
    autoDecoder: find('lzma_auto_decoder', 'int', ['void *', 'uint64_t', 'uint32_t']),
    streamDecoder: find('lzma_stream_decoder', 'int', ['void *', 'uint64_t', 'uint32_t']),
    aloneDecoder: find('lzma_alone_decoder', 'int', ['void *', 'uint64_t']),
    rawDecoder: find('lzma_raw_decoder', 'int', ['void *', 'void *']),
    code: find('lzma_code', 'int', ['void *', 'int']),
    end: find('lzma_end', 'void', ['void *']),
    check: find('lzma_get_check', 'int', ['void *']),
    checkIsSupported: find('lzma_check_is_supported', 'uint8_t', ['int']),
    propertiesSize: find('lzma_properties_size', 'int', ['void *', 'void *']),
    propertiesEncode: find('lzma_properties_encode', 'int', ['void *', 'void *']),
    propertiesDecode: find('lzma_properties_decode', 'int', ['void *', 'void *', 'void *', 'size_t']),
    free: foreign.declare('free', 'void', ['uintptr_t']) as CFunction,
  };
}

function checked(status: number): number {
  switch (status) {
    case OK:
    case GET_CHECK:
    case NO_CHECK:
    case STREAM_END:
      return status;
    case 3:
      return raise(lzmaError(), 'Unsupported integrity check');
    case 5:
      return throwException(newException(MemoryError));
    case 6:
      return raise(lzmaError(), 'Memory usage limit exceeded');
    case 7:
      return raise(lzmaError(), 'Input format not supported by decoder');
    case 8:
      return raise(lzmaError(), 'Invalid or unsupported options');
    case 9:
      return raise(lzmaError(), 'Corrupt input data');
    case BUF_ERROR:
      return raise(lzmaError(), 'Insufficient buffer space');
    case 11:
      return raise(lzmaError(), 'Internal error');
    default:
      return raise(lzmaError(), `Unrecognized error from liblzma: ${status}`);
  }
}

// --- filters ---------------------------------------------------------------------------------------------------------------------

function unsigned(value: PyObject, bits: 32 | 64): bigint {
  const n = BigInt(asIndex(value));
  if (n < 0n) raise(ValueError, 'Cannot convert negative int');
  if (n >= 1n << BigInt(bits))
    raise(OverflowError, bits === 32 ? 'Value too large for uint32_t type' : 'Python int too large to convert to C unsigned long long');
  return n;
}

/** Filters as liblzma reads them: lzma_filter for each and one of no kind at the end, then their options, in one piece of memory that keeps all alive. */
interface Chain {
  memory: Uint8Array;
  ids: bigint[];
  /** The first one's. */
  options: Uint8Array;
}

function chainOf(specs: readonly PyObject[]): Chain {
  const head = (specs.length + 1) * FILTER_SIZE;
  const memory = new Uint8Array(head + Math.max(1, specs.length) * OPTIONS_SIZE);
  const view = new DataView(memory.buffer);
  const optionsOf = (i: number): Uint8Array => memory.subarray(head + i * OPTIONS_SIZE, head + (i + 1) * OPTIONS_SIZE);
  const ids = specs.map((spec, i) => {
    const options = optionsOf(i);
    const id = readFilter(spec, options);
    view.setBigUint64(i * FILTER_SIZE, id, true);
    view.setBigUint64(i * FILTER_SIZE + 8, foreign.address(options), true);
    return id;
  });
  view.setBigUint64(specs.length * FILTER_SIZE, UNKNOWN_ID, true);
  return { memory, ids, options: optionsOf(0) };
}

function chainFrom(filters: PyObject): Chain {
  if (filters instanceof PyDict) raise(TypeError, `${filters.ob_type.shown} is not a sequence`);
  const n = length(filters);
  if (n > MOST_FILTERS) raise(ValueError, `Too many filters - liblzma supports a maximum of ${MOST_FILTERS}`);
  return chainOf(Array.from({ length: n }, (_, i) => getItem(filters, i)));
}

/** Fills the options of a filter from its dict; gives its id. */
function readFilter(spec: PyObject, options: Uint8Array): bigint {
  if (spec.s_getitem === undefined || spec.s_len === undefined) raise(TypeError, 'Filter specifier must be a dict or dict-like object');
  const id = unsigned(optional(spec, 'id') ?? raise(ValueError, 'Filter specifier must have an "id" entry'), 64);
  if (id === FILTER_LZMA1 || id === FILTER_LZMA2) {
    const preset = optional(spec, 'preset');
    usePreset(options, preset === undefined ? PRESET_DEFAULT : Number(unsigned(preset, 32)));
    readFields(spec, 'LZMA', LZMA_FIELDS, options);
  } else if (id === FILTER_DELTA) {
    readFields(spec, 'delta', { dist: 4 }, options, 1);
  } else if (id >= FILTER_X86 && id <= FILTER_SPARC) {
    readFields(spec, 'BCJ', { start_offset: 0 }, options);
  } else raise(ValueError, `Invalid filter ID: ${id}`);
  return id;
}

function optional(spec: PyObject, name: string): PyObject | undefined {
  try {
    return getItem(spec, name);
  } catch (e) {
    if (excMatches(e, KeyError)) return undefined;
    throw e;
  }
}

function usePreset(options: Uint8Array, preset: number): Uint8Array {
  if (library!.preset(options, preset) !== 0) raise(lzmaError(), `Invalid compression preset: ${preset}`);
  return options;
}

/** What a filter's dict has beside its id and preset, to the places of `fields`; names and values that do not fit make it invalid. */
function readFields(spec: PyObject, kind: string, fields: Record<string, number>, options: Uint8Array, otherwise?: number): void {
  const view = new DataView(options.buffer, options.byteOffset);
  const known = ['id', ...(kind === 'LZMA' ? ['preset'] : []), ...Object.keys(fields)];
  const invalid = (): never => raise(ValueError, `Invalid filter specifier for ${kind} filter`);
  if (spec instanceof PyDict && dictKeys(spec).some((key) => !isStr(key) || !known.includes(jsFromStr(key)))) invalid();
  for (const [name, at] of Object.entries(fields)) {
    const value = optional(spec, name);
    if (value === undefined) {
      if (otherwise !== undefined) view.setUint32(at, otherwise, true);
      continue;
    }
    try {
      view.setUint32(at, Number(unsigned(value, 32)), true);
    } catch (e) {
      if (!excMatches(e, TypeError) && !excMatches(e, ValueError) && !excMatches(e, OverflowError)) throw e;
      invalid();
    }
  }
}

function encodeFilterProperties(spec: PyObject): PyObject {
  const chain = chainOf([spec]);
  const size = new Uint32Array(1);
  checked(library!.propertiesSize(size, chain.memory));
  const properties = new Uint8Array(size[0]!);
  checked(library!.propertiesEncode(chain.memory, properties));
  return new PyBytes(properties);
}

function decodeFilterProperties(idValue: PyObject, properties: Uint8Array): PyObject {
  const id = unsigned(idValue, 64);
  const filter = new BigUint64Array([id, 0n]);
  checked(library!.propertiesDecode(filter, null, properties, properties.length));
  const spec = newDict();
  dictSetStr(spec, 'id', id <= 2n ** 53n ? Number(id) : id);
  const pointer = filter[1]!;
  if (pointer === 0n) return spec;
  const field = (name: string, at: number): void => dictSetStr(spec, name, new DataView(copyMemory(pointer + BigInt(at), 4).buffer).getUint32(0, true));
  try {
    if (id === FILTER_LZMA1) for (const name of ['lc', 'lp', 'pb']) field(name, LZMA_FIELDS[name]!);
    if (id === FILTER_LZMA1 || id === FILTER_LZMA2) field('dict_size', LZMA_FIELDS.dict_size!);
    else if (id === FILTER_DELTA) field('dist', 4);
    else field('start_offset', 0);
  } finally {
    library!.free(pointer);
  }
  return spec;
}

// --- streams ---------------------------------------------------------------------------------------------------------------------

/** lzma_code, which says that it could do nothing where there is nothing to do. */
function step(stream: CodecStream, action: number): number {
  const status = library!.code(stream.memory, action) as number;
  return status === BUF_ERROR && stream.left === 0 ? OK : checked(status);
}

class PyLZMACompressor extends PyCodecCompressor {
  stream = new CodecStream(STREAM_SIZE);
  run(): boolean {
    return step(this.stream, RUN) === STREAM_END;
  }
  finish(): boolean {
    return step(this.stream, FINISH) === STREAM_END;
  }
}

function startCompressor(self: PyLZMACompressor, format: number, check: number, preset: PyObject, filters: PyObject): void {
  if (preset !== None && filters !== None) raise(ValueError, 'Cannot specify both preset and filter chain');
  if (format !== FORMAT_XZ && check !== -1 && check !== CHECK_NONE) raise(ValueError, 'Integrity checks are only supported by FORMAT_XZ');
  const level = preset === None ? PRESET_DEFAULT : Number(unsigned(preset, 32));
  self.stream = new CodecStream(STREAM_SIZE);
  self.flushed = false;
  checked(startEncoder(self.stream.memory, format, check === -1 ? CHECK_CRC64 : check, level, filters));
  self.stream.ownedBy(self, library!.end, 96);
}

function startEncoder(stream: Uint8Array, format: number, check: number, level: number, filters: PyObject): number {
  switch (format) {
    case FORMAT_XZ:
      return filters === None ? library!.easyEncoder(stream, level, check) : library!.streamEncoder(stream, chainFrom(filters).memory, check);
    case FORMAT_ALONE: {
      if (filters === None) return library!.aloneEncoder(stream, usePreset(new Uint8Array(OPTIONS_SIZE), level));
      const { ids, options } = chainFrom(filters);
      if (ids.length !== 1 || ids[0] !== FILTER_LZMA1) raise(ValueError, 'Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter');
      return library!.aloneEncoder(stream, options);
    }
    case FORMAT_RAW:
      if (filters === None) raise(ValueError, 'Must specify filters for FORMAT_RAW');
      return library!.rawEncoder(stream, chainFrom(filters).memory);
    default:
      return raise(ValueError, `Invalid container format: ${format}`);
  }
}

const compressorType = defineType(PyLZMACompressor, {
  name: 'LZMACompressor',
  module: '_lzma',
  flags: ['BASETYPE'],
  doc: `LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)

Create a compressor object for compressing data incrementally.

format is the container: FORMAT_XZ, FORMAT_ALONE (the older .lzma) or FORMAT_RAW (none, for which filters must be given).
check is the integrity check of FORMAT_XZ, CHECK_CRC64 by default.
preset is a level from 0 to 9, possibly with PRESET_EXTREME; or else filters is a sequence of dicts, each with the
"id" of a filter and options for it.

For one-shot compression, use the compress() function instead.`,
  slots: {
    init: initSlot('LZMACompressor(format: int = 1, check: int = -1, preset=None, filters=None)', startCompressor),
  },
  methods: compressorMethods,
});

class PyLZMADecompressor extends PyCodecDecompressor {
  readonly stream = new CodecStream(STREAM_SIZE);
  check = CHECK_UNKNOWN;
  begin(): void {
    if (this.eof) raise(EOFError, 'Already at end of stream');
  }
  run(): boolean {
    const status = step(this.stream, RUN);
    if (status === GET_CHECK || status === NO_CHECK) this.check = library!.check(this.stream.memory) as number;
    return status === STREAM_END;
  }
  wantsMore(): boolean {
    return !this.stream.full;
  }
}

function newDecompressor(format: number, memlimit: PyObject, filters: PyObject): PyLZMADecompressor {
  let limit = 2n ** 64n - 1n;
  if (memlimit !== None) {
    if (format === FORMAT_RAW) raise(ValueError, 'Cannot specify memory limit with FORMAT_RAW');
    limit = unsigned(memlimit, 64);
  }
  if (format === FORMAT_RAW && filters === None) raise(ValueError, 'Must specify filters for FORMAT_RAW');
  if (format !== FORMAT_RAW && filters !== None) raise(ValueError, 'Cannot specify filters except with FORMAT_RAW');
  const self = new PyLZMADecompressor();
  checked(startDecoder(self.stream.memory, format, limit, filters));
  if (format === FORMAT_ALONE || format === FORMAT_RAW) self.check = CHECK_NONE;
  self.stream.ownedBy(self, library!.end, 16);
  return self;
}

function startDecoder(stream: Uint8Array, format: number, limit: bigint, filters: PyObject): number {
  switch (format) {
    case FORMAT_AUTO:
      return library!.autoDecoder(stream, limit, TELL_ALL_CHECKS);
    case FORMAT_XZ:
      return library!.streamDecoder(stream, limit, TELL_ALL_CHECKS);
    case FORMAT_ALONE:
      return library!.aloneDecoder(stream, limit);
    case FORMAT_RAW:
      return library!.rawDecoder(stream, chainFrom(filters).memory);
    default:
      return raise(ValueError, `Invalid container format: ${format}`);
  }
}

const decompressorType = defineType(PyLZMADecompressor, {
  name: 'LZMADecompressor',
  module: '_lzma',
  flags: ['BASETYPE'],
  doc: `Create a decompressor object for decompressing data incrementally.

  format
    The container: FORMAT_AUTO (the default) finds out whether it is FORMAT_XZ or FORMAT_ALONE; FORMAT_RAW has none.
  memlimit
    Bytes of memory that may be used; input that needs more is an error.
  filters
    For FORMAT_RAW alone, which must have it: a sequence of dicts with the id and options of each filter.

For one-shot decompression, use the decompress() function instead.`,
  make: {
    kind: 'make',
    sig: 'LZMADecompressor(cls, format: int = 0, memlimit=None, filters=None)',
    doc: null,
    impl: (_cls: PyObject, format: number, memlimit: PyObject, filters: PyObject) => newDecompressor(format, memlimit, filters),
  },
  methods: decompressorMethods,
  getset: [member('check', 'ID of the integrity check used by the input stream.', (self: PyLZMADecompressor) => self.check), ...decompressorMembers],
});

export default defineModule({
  name: '_lzma',
  doc: 'Compression and decompression as the lzma library does it.',
  types: [compressorType, decompressorType],
  functions: [
    fn('is_check_supported(check_id: int, /)', 'Is there an integrity check of this number?', (check: number) => library!.checkIsSupported(check) !== 0),
    fn('_encode_filter_properties(filter, /)', 'The options of a filter (a dict) as bytes.', encodeFilterProperties),
    fn('_decode_filter_properties(filter_id, encoded_props: buffer, /)', 'The options of a filter as a dict.', decodeFilterProperties),
  ],
  constants: () => {
    library ??= loadLibrary();
    return {
      LZMAError: lzmaError(),
      FORMAT_AUTO,
      FORMAT_XZ,
      FORMAT_ALONE,
      FORMAT_RAW,
      CHECK_NONE,
      CHECK_CRC32: 1,
      CHECK_CRC64,
      CHECK_SHA256: 10,
      CHECK_ID_MAX: 15,
      CHECK_UNKNOWN,
      FILTER_LZMA1,
      FILTER_LZMA2: Number(FILTER_LZMA2),
      FILTER_DELTA: Number(FILTER_DELTA),
      FILTER_X86: Number(FILTER_X86),
      FILTER_POWERPC: 5,
      FILTER_IA64: 6,
      FILTER_ARM: 7,
      FILTER_ARMTHUMB: 8,
      FILTER_SPARC: Number(FILTER_SPARC),
      MF_HC3: 3,
      MF_HC4: 4,
      MF_BT2: 18,
      MF_BT3: 19,
      MF_BT4: 20,
      MODE_FAST: 1,
      MODE_NORMAL: 2,
      PRESET_DEFAULT,
      PRESET_EXTREME: 2147483648,
    };
  },
});
