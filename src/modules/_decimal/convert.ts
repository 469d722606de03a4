// Making Decimals out of other Python values. Exact conversions ignore the precision but not the limits of the
// library; the others round to a context. CPython: PyDecType_From… in Modules/_decimal/_decimal.c.
import type { PyObject } from '../../objects/model/object.ts';
import type { PyType } from '../../objects/model/type.ts';
import { LIST, TUPLE } from '../../objects/model/flags.ts';
import type { PyFloat, PyList, PyTuple } from '../../objects/model/values.ts';
import { intValue, isFloat, isInt, typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, type PyStr } from '../../objects/ops/strings.ts';
import { OverflowError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { CONVERSION_SYNTAX, FLOAT_OPERATION, INVALID_OPERATION, MAX_EMAX, MIN_ETINY, finish, type Context } from '../../util/decimal/context.ts';
import { Dec, FINITE, INFINITE, NAN, QNAN, SNAN, decFromInt, infinity, parseDec } from '../../util/decimal/number.ts';
import { integerRatio, signBit } from '../../util/numbers/doubles.ts';
import { bitLength, subInt } from '../../util/numbers/int.ts';
import { stripSpace, toAsciiDigits } from '../../util/numbers/intText.ts';
import { addStatus, perform } from './context.ts';
import { decimalType } from './decimal.ts';
import { PyDecimal, type PyDecContext } from './values.ts';

/** An instance of `cls`, which is Decimal or a subclass. */
export function wrapDecimal(cls: PyType, d: Dec): PyObject {
  if (cls === decimalType) return new PyDecimal(d);
  const self = new cls.ctor() as PyDecimal;
  self.d = d;
  return self;
}

/** The value of an operand: a Decimal or an int; undefined for anything else. */
export function tryOperand(v: PyObject): Dec | undefined {
  if (v instanceof PyDecimal) return v.d;
  const n = intValue(v);
  return n === undefined ? undefined : decFromInt(n);
}

/** The same, with TypeError for anything else. */
export function operand(v: PyObject): Dec {
  return tryOperand(v) ?? unsupported(v);
}

function unsupported(v: PyObject): never {
  raise(TypeError, `conversion from ${typeName(v)} to Decimal is not supported`);
}

/** Exactly the value of a float: m * 2**e is m * 5**-e * 10**e. */
export function decFromFloat(x: number): Dec {
  const sign = signBit(x) ? 1 : 0;
  if (x !== x) return new Dec(sign, 0n, 0, QNAN);
  if (!Number.isFinite(x)) return infinity(sign);
  if (x === 0) return new Dec(sign, 0n, 0);
  const [numerator, denominator] = integerRatio(Math.abs(x));
  const places = bitLength(denominator) - 1;
  return new Dec(sign, BigInt(numerator) * 5n ** BigInt(places), -places);
}

// --- exact conversion ----------------------------------------------------------------------------------------------

/** Decimal(value): the value itself, whatever the precision of the context. */
export function exactFrom(v: PyObject, c: PyDecContext): Dec {
  if (v instanceof PyDecimal) return v.d;
  if (isStr(v)) return exactFromText(stripSpace(toAsciiDigits(jsFromStr(v))).replaceAll('_', ''), c);
  if (isInt(v)) return decFromInt(intValue(v)!);
  if ((v.tflags & (TUPLE | LIST)) !== 0) return withinLimits(fromSequence(v), c);
  if (isFloat(v)) {
    addStatus(c, FLOAT_OPERATION);
    return decFromFloat((v as PyFloat).fv);
  }
  unsupported(v);
}

function exactFromText(text: string, c: PyDecContext): Dec {
  const d = parseDec(text);
  if (d === undefined) {
    addStatus(c, CONVERSION_SYNTAX);
    return NAN;
  }
  return withinLimits(d, c);
}

/** The library's own limits: beyond them a value cannot be exact. */
function withinLimits(d: Dec, c: PyDecContext): Dec {
  if (d.kind !== FINITE) return d;
  const tooLarge = d.coef === 0n ? d.exp > MAX_EMAX : d.adjusted > MAX_EMAX;
  if (!tooLarge && d.exp >= MIN_ETINY) return d;
  addStatus(c, INVALID_OPERATION);
  return NAN;
}

/** (sign, digits, exponent), where the exponent may be 'F', 'n' or 'N'. */
function fromSequence(v: PyObject): Dec {
  const items = itemsOf(v)!;
  if (items.length !== 3) raise(ValueError, 'argument must be a sequence of length 3');
  const sign = intValue(items[0]!);
  if (sign !== 0 && sign !== 1) raise(ValueError, 'sign must be an integer with the value 0 or 1');
  const exponent = items[2]!;
  let kind: 0 | 1 | 2 | 3 = FINITE;
  let exp: number | bigint = 0;
  if (isStr(exponent)) kind = kindFromLetter(exponent);
  else {
    const n = intValue(exponent);
    if (n === undefined) raise(ValueError, 'exponent must be an integer');
    if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n)) raise(OverflowError, 'Python int too large to convert to C ssize_t');
    exp = n;
  }
  const digits = itemsOf(items[1]!);
  if (digits === undefined) raise(ValueError, 'coefficient must be a tuple of digits');
  if (kind === INFINITE) return infinity(sign);
  let text = '';
  for (const digit of digits) {
    const n = intValue(digit);
    if (n === undefined || n < 0 || n > 9) raise(ValueError, 'coefficient must be a tuple of digits');
    text += n;
  }
  return new Dec(sign, text === '' ? 0n : BigInt(text), exp, kind);
}

function itemsOf(v: PyObject): readonly PyObject[] | undefined {
  if ((v.tflags & TUPLE) !== 0) return (v as PyTuple).ta;
  return (v.tflags & LIST) !== 0 ? (v as PyList).la : undefined;
}

function kindFromLetter(letter: PyStr): 1 | 2 | 3 {
  switch (jsFromStr(letter)) {
    case 'F':
      return INFINITE;
    case 'n':
      return QNAN;
    case 'N':
      return SNAN;
    default:
      raise(ValueError, "string argument in the third position must be 'F', 'n' or 'N'");
  }
}

// --- rounding conversion -------------------------------------------------------------------------------------------

/** Context.create_decimal: as exactFrom, but rounded, and without spaces and underscores in texts. */
export function roundedFrom(v: PyObject, c: PyDecContext): Dec {
  if (isStr(v)) {
    const text = toAsciiDigits(jsFromStr(v));
    return perform(c, (ctx) => {
      const d = parseDec(text);
      if (d === undefined || !payloadFits(d, ctx)) {
        ctx.status |= CONVERSION_SYNTAX;
        return NAN;
      }
      return finish(d, ctx);
    });
  }
  const exact = (v.tflags & (TUPLE | LIST)) !== 0 ? fromSequence(v) : exactFrom(v, c);
  return perform(c, (ctx) => {
    if (exact.isNaN && !payloadFits(exact, ctx)) {
      ctx.status |= CONVERSION_SYNTAX;
      return NAN;
    }
    return finish(exact, ctx);
  });
}

function payloadFits(d: Dec, ctx: Context): boolean {
  return !d.isNaN || d.coef === 0n || d.digits <= subInt(ctx.prec, ctx.clamp ? 1 : 0);
}
