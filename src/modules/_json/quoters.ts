// The Python functions encode_basestring and encode_basestring_ascii of this module, as the encoder recognises them.
import { importModule } from '../../objects/ops/hooks.ts';
import { getattr } from '../../objects/ops/attr.ts';
import type { PyObject } from '../../objects/model/object.ts';

let ascii: PyObject | undefined;
let plain: PyObject | undefined;

export function asciiQuoter(): PyObject {
  return (ascii ??= getattr(importModule('_json'), 'encode_basestring_ascii'));
}

export function plainQuoter(): PyObject {
  return (plain ??= getattr(importModule('_json'), 'encode_basestring'));
}
