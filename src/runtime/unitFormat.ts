// A compiled unit as bytes: what `marshal` writes for a code object and what `__pycache__/*.taipan-314.pyc` holds behind
// importlib's 16-byte header.
//   'T' version, then length-prefixed: V8's code cache (may be empty), JSON of the tables, text of the unit.
// Invariant: decoding never trusts lengths; a damaged file gives undefined and is compiled anew.
import type { CodeInfo, CompiledUnit, ConstData } from './compilerInterface.ts';

declare const TAIPAN_COMPILER_VERSION: number | undefined;

/** 16 bits that change with the compiler and this format (scripts/version.mjs); importlib's magic number begins with them. */
export const UNIT_VERSION = typeof TAIPAN_COMPILER_VERSION === 'number' ? TAIPAN_COMPILER_VERSION : 1;

interface Tables {
  kind: CompiledUnit['kind'];
  filename: string;
  codes: CodeInfo[];
  consts: JsonConst[];
  selectors: string[];
  pcs: string;
  pcCount: number;
  nsMode: boolean;
  /** Index of the code object meant: 0 is the unit's body. */
  index: number;
}

/** JSON has no bigint, no bytes, no -0, no infinities. */
type JsonConst = unknown;

function toJson(c: ConstData): JsonConst {
  switch (c.type) {
    case 'int': return typeof c.value === 'bigint' ? { type: 'big', value: c.value.toString(16) } : c;
    case 'float': return { type: 'float', value: floatText(c.value) };
    case 'complex': return { type: 'complex', imag: floatText(c.imag) };
    case 'complexPair': return { type: 'complexPair', real: floatText(c.real), imag: floatText(c.imag) };
    case 'bytes': return { type: 'bytes', value: Array.from(c.value, (b) => String.fromCharCode(b)).join('') };
    case 'tuple': case 'frozenset': case 'slice': return { type: c.type, items: c.items.map(toJson) };
    default: return c;
  }
}

function fromJson(j: any): ConstData {
  switch (j.type) {
    case 'big': return { type: 'int', value: j.value.startsWith('-') ? -BigInt(`0x${j.value.slice(1)}`) : BigInt(`0x${j.value}`) };
    case 'float': return { type: 'float', value: floatOf(j.value) };
    case 'complex': return { type: 'complex', imag: floatOf(j.imag) };
    case 'complexPair': return { type: 'complexPair', real: floatOf(j.real), imag: floatOf(j.imag) };
    case 'bytes': return { type: 'bytes', value: Uint8Array.from(j.value as string, (ch) => ch.charCodeAt(0)) };
    case 'tuple': case 'frozenset': case 'slice': return { type: j.type, items: j.items.map(fromJson) };
    default: return j;
  }
}

const floatText = (x: number): number | string => (Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? '-0' : String(x));
const floatOf = (t: number | string): number => Number(t);

export function encodeUnit(unit: CompiledUnit, index = 0): Uint8Array {
  const tables: Tables = {
    kind: unit.kind, filename: unit.filename, codes: unit.codes.map((c) => ({ ...c, consts: c.consts.map(toJson) as never })), consts: unit.consts.map(toJson),
    selectors: unit.selectors, pcs: unit.pcs, pcCount: unit.pcCount, nsMode: unit.nsMode, index,
  };
  const encoder = new TextEncoder();
  const json = encoder.encode(JSON.stringify(tables)), text = encoder.encode(unit.text), cache = unit.cachedData ?? new Uint8Array(0);
  const out = new Uint8Array(16 + cache.length + json.length + text.length);
  const view = new DataView(out.buffer);
  out[0] = 0x54;
  view.setUint16(2, UNIT_VERSION, true);
  view.setUint32(4, cache.length, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, text.length, true);
  out.set(cache, 16);
  out.set(json, 16 + cache.length);
  out.set(text, 16 + cache.length + json.length);
  return out;
}

export interface DecodedUnit extends CompiledUnit {
  index: number;
}

/** Undefined for anything that is no complete unit of this version. */
export function decodeCachedUnit(data: Uint8Array, filename?: string): DecodedUnit | undefined {
  if (data.length < 16 || data[0] !== 0x54) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const cacheLength = view.getUint32(4, true), jsonLength = view.getUint32(8, true), textLength = view.getUint32(12, true);
  if (view.getUint16(2, true) !== UNIT_VERSION || data.length < 16 + cacheLength + jsonLength + textLength) return undefined;
  const decoder = new TextDecoder();
  let tables: Tables;
  try {
    tables = JSON.parse(decoder.decode(data.subarray(16 + cacheLength, 16 + cacheLength + jsonLength))) as Tables;
  } catch {
    return undefined;
  }
  const textStart = 16 + cacheLength + jsonLength;
  return {
    kind: tables.kind,
    filename: filename ?? tables.filename,
    text: decoder.decode(data.subarray(textStart, textStart + textLength)),
    codes: tables.codes.map((c) => ({ ...c, consts: c.consts.map(fromJson) })),
    consts: tables.consts.map(fromJson),
    selectors: tables.selectors,
    pcs: tables.pcs,
    pcCount: tables.pcCount,
    nsMode: tables.nsMode,
    warnings: [],
    index: tables.index,
    ...(cacheLength > 0 ? { cachedData: data.subarray(16, 16 + cacheLength) } : {}),
  };
}

/** Length in bytes of the unit at the start of `data`. */
export function encodedLength(data: Uint8Array): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return 16 + view.getUint32(4, true) + view.getUint32(8, true) + view.getUint32(12, true);
}

