// CRC-32 and Adler-32 by the zlib that is part of Node: with the processor's own instructions, ten times as fast as tables.
import { declare, hasSymbol, native } from './native.ts';

type Checksum = (bytes: Uint8Array, start: number) => number;

/** Chromium's zlib has a prefix before its names; another one that the process holds by their plain names is as right. */
function checksum(name: string): Checksum {
  let f: ((start: number, bytes: Uint8Array, length: number) => number | bigint) | undefined;
  return (bytes, start) => {
    f ??= declare(hasSymbol(`Cr_z_${name}`) ? `Cr_z_${name}` : name, 'ulong', ['ulong', 'void *', 'uint']);
    let sum = start;
    for (let at = 0; at < bytes.length; at += MOST) {
      const part = bytes.length <= MOST ? bytes : bytes.subarray(at, at + MOST);
      sum = Number(f(sum, part, part.length));
    }
    return sum;
  };
}

const MOST = 2 ** 30;

export function zlibChecksums(): { crc32?: Checksum; adler32?: Checksum } {
  return native() === undefined ? {} : { crc32: checksum('crc32'), adler32: checksum('adler32') };
}
