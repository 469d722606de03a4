// HOT. 64-bit wrapping arithmetic on pairs of int32, for hashes: a BigInt operation costs 50 ns, these a few.
// The low half is returned, the high half is left in `H.hi`: no allocation.

export const H = { hi: 0 };

/** (alo, ahi) * (blo, bhi) modulo 2**64. */
export function mul64(alo: number, ahi: number, blo: number, bhi: number): number {
  const a0 = alo & 0xffff,
    a1 = alo >>> 16,
    b0 = blo & 0xffff,
    b1 = blo >>> 16;
  const p00 = a0 * b0,
    p01 = a0 * b1,
    p10 = a1 * b0;
  const mid = p01 + (p00 >>> 0) / 65536 + (p10 & 0xffff);
  // `mid` is below 2**33 and exact up to its 16 fraction bits, which belong to the low half.
  const high = a1 * b1 + Math.floor(mid / 65536) + Math.floor(p10 / 65536);
  H.hi = (high + Math.imul(alo, bhi) + Math.imul(ahi, blo)) | 0;
  return Math.imul(alo, blo);
}

/** (alo, ahi) + (blo, bhi) modulo 2**64. */
export function add64(alo: number, ahi: number, blo: number, bhi: number): number {
  const lo = (alo >>> 0) + (blo >>> 0);
  H.hi = (ahi + bhi + (lo > 0xffffffff ? 1 : 0)) | 0;
  return lo | 0;
}

/** The signed 64-bit value as a normalised Python int. */
export function int64(lo: number, hi: number): number | bigint {
  if (hi >= -0x200000 && hi < 0x200000) {
    const n = hi * 4294967296 + (lo >>> 0);
    if (Number.isSafeInteger(n)) return n;
  }
  return (BigInt(hi) << 32n) | BigInt(lo >>> 0);
}

/** Low half of a Python int taken modulo 2**64; the high half goes to `H.hi`. */
export function halves(n: number | bigint): number {
  if (typeof n === 'number') {
    H.hi = (n | 0) === n ? n >> 31 : Math.floor(n / 4294967296) | 0;
    return n | 0;
  }
  H.hi = Number(BigInt.asIntN(32, n >> 32n));
  return Number(BigInt.asIntN(32, n));
}
