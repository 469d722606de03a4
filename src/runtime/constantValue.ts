// The Python value of a literal: for loaded units and for `ast.Constant`.
import type { ConstData } from './compilerInterface.ts';
import type { PyObject } from '../objects/model/object.ts';
import { Ellipsis, None, PyComplex, PyFloat } from '../objects/model/values.ts';
import { newBytes } from '../objects/types/bytesCore.ts';
import { normalizeInt } from '../objects/ops/number.ts';
import { strFromCodePoints, strFromJs } from '../objects/ops/strings.ts';

type Literal = Exclude<ConstData, { type: 'complexPair' | 'tuple' | 'frozenset' | 'slice' | 'code' }>;

export function constantValue(c: Literal): PyObject {
  switch (c.type) {
    case 'None':
      return None;
    case 'Ellipsis':
      return Ellipsis;
    case 'bool':
      return c.value;
    case 'int':
      return normalizeInt(c.value);
    case 'float':
      return new PyFloat(c.value);
    case 'complex':
      return new PyComplex(0, c.imag);
    case 'str':
      return strFromJs(c.value);
    case 'wstr':
      return strFromCodePoints(c.codePoints);
    case 'bytes':
      return newBytes(c.value);
  }
}
