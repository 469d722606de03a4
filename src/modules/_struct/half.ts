// IEEE 754 half precision: 1 sign bit, 5 exponent bits, 10 fraction bits.

export function numberFromHalf(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** The nearest half, ties to even; undefined if the number is finite and too large. */
export function halfFromNumber(x: number): number | undefined {
  if (Number.isNaN(x)) return 0x7e00;
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return sign | 0x7c00;
  // The exponent of the last place: 2**-24 for subnormal halves, else ten places below the leading bit.
  const leading = magnitude < 2 ** -14 ? -14 : Math.floor(Math.log2(magnitude));
  const exponent = magnitude < 2 ** leading ? leading - 1 : leading;
  const places = roundHalfEven(magnitude / 2 ** (Math.max(exponent, -14) - 10));
  const bits = exponent <= -14 ? places : ((exponent + 14) << 10) + places;
  return bits >= 0x7c00 ? undefined : sign | bits;
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
