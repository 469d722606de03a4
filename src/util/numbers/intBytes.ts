// int.to_bytes and int.from_bytes on JS byte arrays. Two's complement, any length, either byte order.

import type { Int } from './int.ts';
import { normalizeBig } from './int.ts';
import { overflowError, valueError } from './errors.ts';

export function intToBytes(value: Int, length: number, littleEndian: boolean, signed: boolean): Uint8Array {
  if (length < 0) valueError('length argument must be non-negative');
  if (value < 0 && !signed) overflowError("can't convert negative int to unsigned");
  const bytes = new Uint8Array(length);
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
  const hex = BigInt.asUintN(bytes.length * 8, value)
    .toString(16)
    .padStart(bytes.length * 2, '0');
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
  const pairs = hexPairTable();
  let hex = '0x';
  for (let i = 0; i < length; i++) hex += pairs[bytes[littleEndian ? length - 1 - i : i]!]!;
  const value = BigInt(hex);
  return normalizeBig(negative ? value - (1n << BigInt(8 * length)) : value);
}

let hexPairs: string[] | undefined;

function hexPairTable(): string[] {
  hexPairs ??= Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  return hexPairs;
}
