// HOT. Calls of the classes that programs convert with, `int(x)`, `str(x)`, `list(x)`: own entries on the type objects, past the general
// `type.__call__`. Only for one positional argument or none, where nothing but the conversion is left to do.
import { PyDict, PySet } from '../model/dict.ts';
import type { PyObject } from '../model/object.ts';
import { PyFloat, PyList } from '../model/values.ts';
import { hidden } from '../declare/type.ts';
import { arrayFromIterable } from '../ops/iter.ts';
import { strObject } from '../ops/repr.ts';
import { isTrue } from '../ops/truth.ts';
import { dictType, updateFromCall } from './dict.ts';
import { floatType, toFloat } from './float.ts';
import { boolType } from './bool.ts';
import { bytearrayType, initByteArray, PyByteArray } from './bytearray.ts';
import { intInBase, intType, toInt } from './int.ts';
import { listExtend, listType } from './list.ts';
import { setType, setUpdate } from './set.ts';
import { strType } from './str.ts';
import { newTuple, tupleType } from './tuple.ts';
import { typeType } from './type.ts';

/** Called once by `types/zoo.ts`, after all types are finished. */
export function installDirectCalls(): void {
  hidden(intType, 'c1', (x: PyObject) => {
    if (typeof x === 'number') return x;
    if (typeof x === 'string') return toInt(x);
    // Small enough to be cut by the machine; NaN and infinities fail the test.
    if (x.ob_type === floatType && Math.abs((x as PyFloat).fv) < 2 ** 53) return Math.trunc((x as PyFloat).fv) + 0;
    return toInt(x);
  });
  hidden(intType, 'c2', intInBase);
  hidden(boolType, 'c1', isTrue);
  hidden(floatType, 'c1', (x: PyObject) => {
    if (x.ob_type === floatType) return x;
    return new PyFloat(typeof x === 'number' ? x + 0 : toFloat(x));
  });
  hidden(bytearrayType, 'c0', () => new PyByteArray());
  hidden(bytearrayType, 'c1', (x: PyObject) => {
    const self = new PyByteArray();
    initByteArray(self, x, undefined, undefined);
    return self;
  });
  hidden(strType, 'c0', () => '');
  hidden(strType, 'c1', (x: PyObject) => (typeof x === 'string' ? x : typeof x === 'number' ? String(x + 0) : strObject(x)));
  hidden(listType, 'c0', () => new PyList([]));
  hidden(listType, 'c1', (x: PyObject) => {
    const list = new PyList([]);
    listExtend(list, x);
    return list;
  });
  hidden(tupleType, 'c1', (x: PyObject) => (x.ob_type === tupleType ? x : newTuple(arrayFromIterable(x))));
  hidden(setType, 'c0', () => new PySet());
  hidden(setType, 'c1', (x: PyObject) => {
    const set = new PySet();
    setUpdate(set, x);
    return set;
  });
  hidden(dictType, 'c0', () => new PyDict());
  hidden(dictType, 'c1', (x: PyObject) => {
    const d = new PyDict();
    updateFromCall(d, [x], undefined, 'dict');
    return d;
  });
  hidden(typeType, 'c1', (x: PyObject) => x.ob_type);
}
