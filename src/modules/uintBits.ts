// The converter `uint_bits`: an unsigned int of 32 bits, higher bits of the argument dropped. CPython: Argument Clinic's unsigned_int(bitwise=True).
import { addConverter } from '../objects/declare/converters.ts';
import { asIndex } from '../objects/ops/number.ts';

addConverter('uint_bits', (value) => {
  const n = asIndex(value);
  return typeof n === 'number' && n >= 0 && n <= 0xffffffff ? n : Number(BigInt.asUintN(32, BigInt(n)));
});
