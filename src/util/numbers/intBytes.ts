// int.to_bytes and int.from_bytes on JS byte arrays. Two's complement, any length, either byte order.

import { copyMemory, engine, newMemory } from '../memory.ts';
import type { Int } from './int.ts';
import { normalizeBig } from './int.ts';
import { overflowError, valueError } from './errors.ts';

export function intToBytes(value: Int, length: number, littleEndian: boolean, signed: boolean): Uint8Array {
  if (length < 0) valueError('length argument must be non-negative');
  if (value < 0 && !signed) overflowError("can't convert negative int to unsigned");
  const bytes = newMemory(length);
  const filled = typeof value === 'number' ? fillFromNumber(bytes, value) : fillFromBig(bytes, value);
  const top = length > 0 ? bytes[0]! >> 7 : 0;
  if (!filled || (signed && value !== 0 && top !== (value < 0 ? 1 : 0))) overflowError('int too big to convert');
  return littleEndian ? bytes.reverse() : bytes;
}

/** Big-endian, cut to the array; false when digits were lost. */
function fillFromNumber(bytes: Uint8Array, value: number): boolean {
  let rest = value;
  for (let i = bytes.length - 1; i >= 0; i--) {
    bytes[i] = rest;
    rest = Math.floor(rest / 256);
  }
  return rest === (value < 0 ? -1 : 0);
}

function fillFromBig(bytes: Uint8Array, value: bigint): boolean {
  const bits = BigInt(bytes.length * 8);
  const rest = value >> bits;
  if (rest !== 0n && rest !== -1n) return false;
  if (rest !== (value < 0n ? -1n : 0n)) return false;
  if (bytes.length === 8) {
    new DataView(bytes.buffer, bytes.byteOffset, 8).setBigInt64(0, value);
    return true;
  }
  const hex = BigInt.asUintN(bytes.length * 8, value)
    .toString(16)
    .padStart(bytes.length * 2, '0');
  if (engine.writeHex !== undefined) {
    engine.writeHex(bytes, hex);
    return true;
  }
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return true;
}

export function intFromBytes(bytes: Uint8Array, littleEndian: boolean, signed: boolean): Int {
  const { length } = bytes;
  if (length === 0) return 0;
  const negative = signed && bytes[littleEndian ? length - 1 : 0]! >= 128;
  if (length <= 6) {
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + bytes[littleEndian ? length - 1 - i : i]!;
    return negative ? value - 256 ** length : value;
  }
  if (length === 8) {
    for (let i = 0; i < 8; i++) eight.setUint8(i, bytes[i]!);
    return normalizeBig(negative ? eight.getBigInt64(0, littleEndian) : eight.getBigUint64(0, littleEndian));
  }
  const value = BigInt(`0x${hexOf(littleEndian ? copyMemory(bytes).reverse() : bytes)}`);
  return normalizeBig(negative ? value - (1n << BigInt(8 * length)) : value);
}

const eight = new DataView(new ArrayBuffer(8));

function hexOf(bytes: Uint8Array): string {
  if (engine.hex !== undefined) return engine.hex(bytes);
  const pairs = hexPairTable();
  let hex = '';
  for (let i = 0; i < bytes.length; i++) hex += pairs[bytes[i]!]!;
  return hex;
}

let hexPairs: string[] | undefined;

function hexPairTable(): string[] {
  hexPairs ??= Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  return hexPairs;
}
