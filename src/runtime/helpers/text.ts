// f-strings and t-strings.
import { FS, L } from '../../objects/frame.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { lookupMro } from '../../objects/model/type.ts';
import { raise } from '../../objects/ops/raise.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import { isStr, strFromCodePoints, codePoints, type PyStr } from '../../objects/ops/strings.ts';
import { strObject, reprObject, repr as reprText } from '../../objects/ops/repr.ts';
import { callSpecialValue } from '../../objects/ops/slotWrappers.ts';
import { asciiOf } from '../../objects/ops/ascii.ts';
import { typeName } from '../../objects/ops/number.ts';
import { floatType } from '../../objects/types/float.ts';
import { formatObject as formatKnown } from '../../objects/ops/format.ts';
import { HEAP } from '../../objects/model/flags.ts';
import { objectType } from '../../objects/types/object.ts';

/** Emitted for: f'{v}', f'{v:spec}'. */
export function format(v: PyObject, spec: PyObject, pc: number): PyObject {
  // fast: str and int without a spec.
  if (spec === '') {
    if (typeof v === 'string') return v;
    if (typeof v === 'number') return String(v);
  }
  L[FS.sp] = pc;
  return formatObject(v, spec);
}

/** `format(v, spec)`. */
export function formatObject(v: PyObject, spec: PyObject): PyObject {
  const type = v.ob_type;
  // fast: exact values of the common types.
  if (spec === '') {
    if (typeof v === 'string') return v;
    if (typeof v === 'boolean' || typeof v === 'number' || type === floatType) return strObject(v);
    if ((type.flags & HEAP) !== 0 && lookupMro(type, '__format__') === objectFormat()) return strObject(v);
  } else if (typeof spec === 'string' && (typeof v === 'string' || typeof v === 'number' || type === floatType)) {
    return formatKnown(v, spec);
  }
  const f = lookupMro(v.ob_type, '__format__');
  if (f === undefined) raise(TypeError, `Type ${typeName(v)} doesn't define __format__`);
  const text = callSpecialValue(f, v, [spec]);
  if (!isStr(text)) raise(TypeError, `__format__ must return a str, not ${typeName(text)}`);
  return text;
}

let inherited: PyObject | undefined;
/** `object.__format__`. */
function objectFormat(): PyObject | undefined {
  return (inherited ??= objectType.dict.get('__format__'));
}

/** Emitted for: f'{v!s}'. */
export function str(v: PyObject, pc: number): PyObject {
  if (typeof v === 'string') return v;
  L[FS.sp] = pc;
  return strObject(v);
}
/** Emitted for: f'{v!r}'. */
export function repr(v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return reprObject(v);
}
/** Emitted for: f'{v!a}'. */
export function ascii(v: PyObject, pc: number): PyObject {
  L[FS.sp] = pc;
  return asciiOf(reprText(v));
}

/** Emitted for: f-strings. */
export function joinStr(parts: PyObject[]): PyObject {
  // A rope of many pieces that is kept costs more garbage collection than making it flat costs now.
  if (parts.length > 4) {
    for (let i = 0; i < parts.length; i++) if (typeof parts[i] !== 'string') return joinWide(parts);
    return parts.join('');
  }
  let out = '';
  for (let i = 0; i < parts.length; i++) {
    const p = parts[i]!;
    if (typeof p !== 'string') return joinWide(parts);
    out += p;
  }
  return out;
}

function joinWide(parts: PyObject[]): PyObject {
  const cps: number[] = [];
  for (const p of parts) {
    const points = codePoints(p as PyStr);
    for (let i = 0; i < points.length; i++) cps.push(points[i]!);
  }
  return strFromCodePoints(cps);
}
