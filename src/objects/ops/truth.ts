// HOT. Truth of a value (`if x:`). Emitted code tests `x === true` first.
import type { PyObject } from '../model/object.ts';
import { None } from '../model/values.ts';

export function isTrue(v: PyObject): boolean {
  // fast: the primitive kinds decide by themselves; bigints are never 0.
  if (typeof v === 'boolean') return v;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v !== '';
  if (v === None) return false;
  const { s_bool } = v;
  if (s_bool !== undefined) return s_bool(v);
  const { s_len } = v;
  if (s_len !== undefined) return s_len(v) !== 0;
  return true;
}

export const newBool = (b: boolean): PyObject => b;
