// A compiled unit as bytes: what `marshal` writes for a code object and what `__pycache__/*.taipan-314.pyc` holds behind
// importlib's 16-byte header.
//   'T' version, then length-prefixed: JSON of the tables, text of the unit.
// Invariant: decoding never trusts lengths; a damaged file gives undefined and is compiled anew.
import type { CodeInfo, CompiledUnit, ConstData } from './compilerInterface.ts';

declare const TAIPAN_COMPILER_VERSION: number | undefined;

/** 16 bits that change with the compiler and this format (scripts/version.mjs); importlib's magic number begins with them. */
export const UNIT_VERSION = typeof TAIPAN_COMPILER_VERSION === 'number' ? TAIPAN_COMPILER_VERSION : 1;

interface Tables {
  kind: CompiledUnit['kind'];
  filename: string;
  /** What a function object needs, one row per code object (`codeRow`). */
  codes: CodeRow[];
  /** What only introspection asks for: JSON of `[names, consts]` per code object, a text within the text so that a start does not parse it. */
  cold: string;
  consts: JsonConst[];
  selectors: string[];
  pcs: string;
  pcCount: number;
  pcRuns: number[];
  nsMode: boolean;
  /** Of the text. */
  hash: string;
  /** Index of the code object meant: 0 is the unit's body. */
  index: number;
}

type CodeRow = [string, string, number, number, number, number, number, string[], string[], string[], boolean, number];

const codeRow = (c: CodeInfo): CodeRow => [
  c.name,
  c.qualname,
  c.firstlineno,
  c.argcount,
  c.posonlyargcount,
  c.kwonlyargcount,
  c.flags,
  c.varnames,
  c.freevars,
  c.cellvars,
  c.thisForm,
  c.parent,
];

/** The cold part of a unit, parsed when somebody asks. */
class ColdPart {
  private readonly json: string;
  private rows: [string[], JsonConst[]][] | undefined;
  constructor(json: string) {
    this.json = json;
  }
  row(i: number): [string[], JsonConst[]] {
    return (this.rows ??= JSON.parse(this.json) as [string[], JsonConst[]][])[i]!;
  }
}

class StoredCode implements CodeInfo {
  name;
  qualname;
  firstlineno;
  argcount;
  posonlyargcount;
  kwonlyargcount;
  flags;
  varnames;
  freevars;
  cellvars;
  thisForm;
  parent;
  private readonly cold: ColdPart;
  private readonly index: number;
  constructor(row: CodeRow, cold: ColdPart, index: number) {
    this.name = row[0];
    this.qualname = row[1];
    this.firstlineno = row[2];
    this.argcount = row[3];
    this.posonlyargcount = row[4];
    this.kwonlyargcount = row[5];
    this.flags = row[6];
    this.varnames = row[7];
    this.freevars = row[8];
    this.cellvars = row[9];
    this.thisForm = row[10];
    this.parent = row[11];
    this.cold = cold;
    this.index = index;
  }
  get names(): string[] {
    return this.cold.row(this.index)[0];
  }
  get consts(): ConstData[] {
    return this.cold.row(this.index)[1].map(fromJson);
  }
}

/** JSON has no bigint, no bytes, no -0, no infinities. */
type JsonConst = unknown;

function toJson(c: ConstData): JsonConst {
  switch (c.type) {
    case 'int':
      return typeof c.value === 'bigint' ? { type: 'big', value: c.value.toString(16) } : c;
    case 'float':
      return { type: 'float', value: floatText(c.value) };
    case 'complex':
      return { type: 'complex', imag: floatText(c.imag) };
    case 'complexPair':
      return { type: 'complexPair', real: floatText(c.real), imag: floatText(c.imag) };
    case 'bytes':
      return { type: 'bytes', value: Array.from(c.value, (b) => String.fromCharCode(b)).join('') };
    case 'tuple':
    case 'frozenset':
    case 'slice':
      return { type: c.type, items: c.items.map(toJson) };
    default:
      return c;
  }
}

function fromJson(j: any): ConstData {
  switch (j.type) {
    case 'big':
      return { type: 'int', value: j.value.startsWith('-') ? -BigInt(`0x${j.value.slice(1)}`) : BigInt(`0x${j.value}`) };
    case 'float':
      return { type: 'float', value: floatOf(j.value) };
    case 'complex':
      return { type: 'complex', imag: floatOf(j.imag) };
    case 'complexPair':
      return { type: 'complexPair', real: floatOf(j.real), imag: floatOf(j.imag) };
    case 'bytes':
      return { type: 'bytes', value: Uint8Array.from(j.value as string, (ch) => ch.charCodeAt(0)) };
    case 'tuple':
    case 'frozenset':
    case 'slice':
      return { type: j.type, items: j.items.map(fromJson) };
    default:
      return j;
  }
}

const floatText = (x: number): number | string => (Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? '-0' : String(x));
const floatOf = (t: number | string): number => Number(t);

/** Everything of a unit but its text, as JSON. */
export function encodeTables(unit: CompiledUnit, index = 0): string {
  const tables: Tables = {
    kind: unit.kind,
    filename: unit.filename,
    codes: unit.codes.map(codeRow),
    cold: JSON.stringify(unit.codes.map((c) => [c.names, c.consts.map(toJson)])),
    consts: unit.consts.map(toJson),
    selectors: unit.selectors,
    pcs: unit.pcs,
    pcCount: unit.pcCount,
    pcRuns: unit.pcRuns,
    nsMode: unit.nsMode,
    hash: hashText(unit.text),
    index,
  };
  return JSON.stringify(tables);
}

/** The inverse; `text` is left out. */
export function decodeTables(json: string, filename?: string): Omit<DecodedUnit, 'text'> {
  const tables = JSON.parse(json) as Tables;
  const cold = new ColdPart(tables.cold);
  return {
    kind: tables.kind,
    filename: filename ?? tables.filename,
    codes: tables.codes.map((row, i) => new StoredCode(row, cold, i)),
    consts: tables.consts.map(fromJson),
    selectors: tables.selectors,
    pcs: tables.pcs,
    pcCount: tables.pcCount,
    pcRuns: tables.pcRuns,
    nsMode: tables.nsMode,
    warnings: [],
    hash: tables.hash,
    index: tables.index,
  };
}

export function encodeUnit(unit: CompiledUnit, index = 0): Uint8Array {
  const encoder = new TextEncoder();
  const json = encoder.encode(encodeTables(unit, index)),
    text = encoder.encode(unit.text);
  const out = new Uint8Array(16 + json.length + text.length);
  const view = new DataView(out.buffer);
  out[0] = 0x54;
  view.setUint16(2, UNIT_VERSION, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, text.length, true);
  out.set(json, 16);
  out.set(text, 16 + json.length);
  return out;
}

export interface DecodedUnit extends CompiledUnit {
  index: number;
}

/** Undefined for anything that is no complete unit of this version. */
export function decodeCachedUnit(data: Uint8Array, filename?: string): DecodedUnit | undefined {
  if (data.length < 16 || data[0] !== 0x54) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const jsonLength = view.getUint32(8, true),
    textLength = view.getUint32(12, true);
  if (view.getUint16(2, true) !== UNIT_VERSION || data.length < 16 + jsonLength + textLength) return undefined;
  const decoder = new TextDecoder();
  const textStart = 16 + jsonLength;
  try {
    return {
      ...decodeTables(decoder.decode(data.subarray(16, textStart)), filename),
      text: decoder.decode(data.subarray(textStart, textStart + textLength)),
    };
  } catch {
    return undefined;
  }
}

/** Length in bytes of the unit at the start of `data`. */
export function encodedLength(data: Uint8Array): number {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return 16 + view.getUint32(8, true) + view.getUint32(12, true);
}

/** 64 bits of FNV-1a over the code units, in hexadecimal. */
export function hashText(text: string): string {
  let a = 0x811c9dc5,
    b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = (Math.imul(b ^ c, 0x85ebca6b) + a) | 0;
  }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 0).toString(16).padStart(8, '0');
}
