// HOT. What a pattern is applied to: a str or the bytes of a buffer, with slices in the type of the original.
// A narrow str is matched as it is. Bytes are matched as a Latin-1 string (then the RegExp engine applies) unless they
// are long and only looked at in one place; wide strings always as code points.
import type { PyObject } from '../../objects/model/object.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { isStr, strFromCodePoints, strValue } from '../../objects/ops/strings.ts';
import { raise, raiseWith } from '../../objects/ops/raise.ts';
import { typeName } from '../../objects/ops/number.ts';
import { MemoryError, TypeError } from '../../objects/types/exceptions.ts';
import { bytesType } from '../../objects/types/bytes.ts';
import { latin1OfBytes } from '../../objects/types/bytesCore.ts';
import { tryBytesLike } from '../../objects/ops/buffer.ts';
import { StackTooLarge } from '../../util/sre/stack.ts';
import { SEARCH } from '../../util/sre/regex.ts';
import type { Found, Mode, Regex } from '../../util/sre/regex.ts';
import { keepHiddenClasses } from '../../util/hiddenClasses.ts';

export class Subject {
  readonly object: PyObject;
  readonly isBytes: boolean;
  readonly length: number;
  /** The str, or the bytes as Latin-1; undefined where only `units` is matched. */
  text: string | undefined;
  /** The bytes, or the code points of a wide str. */
  readonly units: Uint8Array | Uint32Array | undefined;

  constructor(object: PyObject, isBytes: boolean, length: number, text: string | undefined, units: Uint8Array | Uint32Array | undefined) {
    this.object = object;
    this.isBytes = isBytes;
    this.length = length;
    this.text = text;
    this.units = units;
  }
}

/** The subject of a str or a bytes-like object; TypeError for anything else. */
export function subjectOf(o: PyObject): Subject {
  if (typeof o === 'string') return new Subject(o, /* isBytes */ false, o.length, o, undefined);
  if (isStr(o)) {
    const value = strValue(o);
    if (typeof value === 'string') return new Subject(o, false, value.length, value, undefined);
    return new Subject(o, false, value.cps.length, undefined, value.cps);
  }
  const bytes = tryBytesLike(o);
  if (bytes === undefined) raise(TypeError, `expected string or bytes-like object, got '${typeName(o)}'`);
  return new Subject(o, true, bytes.length, undefined, bytes);
}

/** Up to this length bytes are turned into text for a single match; a search does it at any length. */
const SHORT = 4096;

export function execOn(regex: Regex, subject: Subject, mode: Mode, pos: number, end: number, advance: number): Found | null {
  if (pos > end) return null;
  try {
    return exec(regex, subject, mode, pos, end, advance);
  } catch (error) {
    if (error instanceof StackTooLarge) raiseWith(MemoryError);
    throw error;
  }
}

function exec(regex: Regex, subject: Subject, mode: Mode, pos: number, end: number, advance: number): Found | null {
  if (subject.text === undefined && subject.isBytes && (mode === SEARCH || subject.length <= SHORT)) asText(subject);
  if (subject.text !== undefined) return regex.exec(subject.text, mode, pos, end, advance);
  return regex.execUnits(subject.units!, mode, pos, end, advance);
}

/** Gives bytes their Latin-1 text, so that further matches use it. */
export function asText(subject: Subject): string {
  return (subject.text ??= subject.object.ob_type === bytesType ? textOfBytes(subject.object as PyBytes) : latin1OfBytes(subject.units as Uint8Array));
}

/** Long bytes objects keep their text: programs search the same buffer again and again. */
const textOf = new WeakMap<PyBytes, string>();
const WORTH_KEEPING = 256;

function textOfBytes(bytes: PyBytes): string {
  if (bytes.bv.length < WORTH_KEEPING) return latin1OfBytes(bytes.bv);
  let text = textOf.get(bytes);
  if (text === undefined) textOf.set(bytes, (text = latin1OfBytes(bytes.bv)));
  return text;
}

/** subject[start:end] as str or bytes; the object itself where that is the whole of an exact str or bytes. */
export function sliceOf(subject: Subject, start: number, end: number): PyObject {
  const { text, units, isBytes } = subject;
  if (isBytes) {
    const { object } = subject;
    if (object.ob_type !== bytesType) return new PyBytes(bytesNow(object).slice(start, end));
    return start === 0 && end === subject.length ? object : new PyBytes((units as Uint8Array).slice(start, end));
  }
  if (text !== undefined) return text.slice(start, end);
  if (start === 0 && end === subject.length) return strValue(subject.object as never);
  return strFromCodePoints(units!.subarray(start, end));
}

/** The memory of a bytearray or memoryview may have moved or changed since the match. */
function bytesNow(object: PyObject): Uint8Array {
  return tryBytesLike(object) ?? new Uint8Array(0);
}

/** Text of a group, undefined if it took no part. `end` is the limit the match was made with. */
export function groupOf(regex: Regex, subject: Subject, found: Found, end: number, group: number): PyObject | undefined {
  const { native } = found;
  // fast: the RegExp has cut out the text already.
  if (native !== undefined && !subject.isBytes) return native[found.source!.translation.groupMap[group]!];
  if (group === 0) return sliceOf(subject, found.start, found.end);
  if (found.regs !== undefined) {
    const { regs } = found;
    const start = regs[2 * group - 1]!;
    const stop = regs[2 * group]!;
    return start < 0 || stop < 0 ? undefined : sliceOf(subject, start, stop);
  }
  const spans = regex.spans(found, subject.text ?? '', end);
  return spans[2 * group]! < 0 ? undefined : sliceOf(subject, spans[2 * group]!, spans[2 * group + 1]!);
}

/** An empty str or bytes, as the subject is. */
export function emptyOf(subject: Subject): PyObject {
  return subject.isBytes ? new PyBytes(new Uint8Array(0)) : '';
}

/** [pos, endpos] brought into the subject, as match() and its siblings do. */
export function clamp(n: number, length: number): number {
  return n < 0 ? 0 : n > length ? length : n;
}

keepHiddenClasses(Subject);
