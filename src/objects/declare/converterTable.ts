// The table of converters, apart from the converters themselves: a leaf file, so that type files may add theirs at load
// time in whatever order the circular imports of the object layer run.
import type { PyObject } from '../model/object.ts';
import type { NativeCode } from './native.ts';

export type Converter = (value: PyObject, native: NativeCode, index: number) => unknown;

export const converters: Record<string, Converter> = {};

/** Adds a converter (type files own the ones of their values: `buffer`, `path`…). */
export function addConverter(name: string, converter: Converter): void {
  converters[name] = converter;
}
