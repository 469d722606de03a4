// `value` and `raw` of character arrays. CPython: CharArray_getsets and WCharArray_getsets in Modules/_ctypes/_ctypes.c.
import { getset, type GetSetRow } from '../../objects/declare/type.ts';
import { BYTES } from '../../objects/model/flags.ts';
import { PyBytes } from '../../objects/model/values.ts';
import { bytesLike } from '../../objects/ops/buffer.ts';
import { raise } from '../../objects/ops/raise.ts';
import { codePoints, isStr } from '../../objects/ops/strings.ts';
import { AttributeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { wideText } from './codes.ts';
import type { PyCData } from './data.ts';
import { bytesOf } from './memory.ts';

const chars: GetSetRow[] = [
  getset(
    'value',
    'string value',
    (self: PyCData) => {
      const bytes = bytesOf(self.memory);
      const end = bytes.indexOf(0);
      return new PyBytes(bytes.slice(0, end < 0 ? bytes.length : end));
    },
    (self: PyCData, value) => {
      if (value === undefined) raise(TypeError, "can't delete attribute");
      if ((value.tflags & BYTES) === 0) raise(TypeError, `bytes expected instead of ${value.ob_type.shown} instance`);
      const { bv } = value as PyBytes;
      const target = bytesOf(self.memory);
      if (bv.length > target.length) raise(ValueError, 'byte string too long');
      target.set(bv);
      if (bv.length < target.length) target[bv.length] = 0;
    },
  ),
  getset(
    'raw',
    'value',
    (self: PyCData) => new PyBytes(bytesOf(self.memory).slice()),
    (self: PyCData, value) => {
      if (value === undefined) raise(AttributeError, 'cannot delete attribute');
      const source = bytesLike(value);
      if (source.length > self.memory.byteLength) raise(ValueError, 'byte string too long');
      bytesOf(self.memory).set(source);
    },
  ),
];

const wide: GetSetRow[] = [
  getset(
    'value',
    'string value',
    (self: PyCData) => wideText(self.memory, 0, self.memory.byteLength / 4),
    (self: PyCData, value) => {
      if (value === undefined) raise(TypeError, "can't delete attribute");
      if (!isStr(value)) raise(TypeError, `unicode string expected instead of ${value.ob_type.shown} instance`);
      const cps = codePoints(value);
      const limit = self.memory.byteLength / 4;
      if (cps.length > limit) raise(ValueError, 'string too long');
      for (let i = 0; i < cps.length; i++) self.memory.setUint32(4 * i, cps[i]!, true);
      if (cps.length < limit) self.memory.setUint32(4 * cps.length, 0, true);
    },
  ),
];

export const arrayAttributes = (code: 'c' | 'u'): GetSetRow[] => (code === 'c' ? chars : wide);
