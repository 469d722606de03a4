// HOT. Saving objects of built-in types; everything else goes to reduce.ts. CPython: save() and the save_… functions of Modules/_pickle.c.
// - An error on its way out gets a note for every container it passes.
import type { PyObject } from '../../objects/model/object.ts';
import type { PyDict, PyFrozenSet, PySet } from '../../objects/model/dict.ts';
import { None, PyBytes, type PyWideStr, type PyFloat, type PyList, PyTuple } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { nextOf } from '../../objects/ops/iter.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { importBuiltin } from '../../objects/ops/lateHooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { addressOf, repr, str } from '../../objects/ops/repr.ts';
import { codePoints, strFromJs, type PyStr } from '../../objects/ops/strings.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { bytearrayType, type PyByteArray } from '../../objects/types/bytearray.ts';
import { bytesType } from '../../objects/types/bytes.ts';
import { latin1OfBytes } from '../../objects/types/bytesCore.ts';
import { dictType } from '../../objects/types/dict.ts';
import { dictEntries, dictSize } from '../../objects/types/dictStore.ts';
import { OverflowError, RuntimeError, TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { floatType } from '../../objects/types/float.ts';
import { listType } from '../../objects/types/list.ts';
import { frozenSetType, setType } from '../../objects/types/set.ts';
import { setKeys, setSize } from '../../objects/types/setStore.ts';
import { strType } from '../../objects/types/str.ts';
import { tupleType, EMPTY_TUPLE as NO_ITEMS } from '../../objects/types/tuple.ts';
import { bitLengthBig } from '../../util/numbers/int.ts';
import { intToBytes } from '../../util/numbers/intBytes.ts';
import { cannotPickle, fullTypeName, withNote } from './errors.ts';
import {
  ADDITEMS,
  APPEND,
  APPENDS,
  BATCH,
  BINBYTES,
  BINBYTES8,
  BINFLOAT,
  BININT,
  BININT1,
  BININT2,
  BINPERSID,
  BINUNICODE,
  BINUNICODE8,
  BYTEARRAY8,
  DICT,
  EMPTY_DICT,
  EMPTY_LIST,
  EMPTY_SET,
  EMPTY_TUPLE,
  FRAME_HEADER,
  FRAME_TARGET,
  FROZENSET,
  LIST,
  LONG1,
  LONG4,
  MARK,
  NEWFALSE,
  NEWTRUE,
  NEXT_BUFFER,
  NONE,
  POP,
  POP_MARK,
  READONLY_BUFFER,
  SETITEM,
  SETITEMS,
  SHORT_BINBYTES,
  SHORT_BINUNICODE,
  TUPLE,
  TUPLE1,
} from './opcodes.ts';
import { bufferBytes, pickleBufferType, type PyPickleBuffer } from './pickleBuffer.ts';
import { ascii, boundary, getMemo, memoize, op, opByte, payload, room, writeMemo, type PyPickler } from './pickler.ts';
import { saveByReduction, saveReduce } from './reduce.ts';

export function save(p: PyPickler, o: PyObject): void {
  if (p.frameStart >= 0 && p.len - p.frameStart >= FRAME_TARGET + FRAME_HEADER) boundary(p);
  if (p.persId !== undefined && savePersistent(p, o)) return;
  saveItself(p, o);
}

function saveItself(p: PyPickler, o: PyObject): void {
  switch (typeof o) {
    case 'number':
      saveNumber(p, o);
      return;
    case 'string':
      if (o.length <= SHORT && p.proto >= 4) saveShort(p, o);
      else saveNarrow(p, o);
      return;
    case 'boolean':
      if (p.proto >= 2) op(p, o ? NEWTRUE : NEWFALSE);
      else ascii(p, o ? 'I01\n' : 'I00\n');
      return;
    case 'bigint':
      saveLong(p, o);
      return;
  }
  if (o === None) {
    op(p, NONE);
    return;
  }
  const type = o.ob_type;
  if (type === floatType) {
    saveFloat(p, o as PyFloat);
    return;
  }
  const at = p.memo.get(o);
  if (at !== undefined) getMemo(p, at);
  else if (type === listType) saveList(p, o as PyList);
  else if (type === dictType) saveDict(p, o as PyDict);
  else if (type === tupleType) saveTuple(p, o as PyTuple);
  else if (type === bytesType) saveBytes(p, o as PyBytes);
  else if (type === strType) saveWide(p, o as PyWideStr);
  else if (type === setType) saveSet(p, o as PySet);
  else if (type === frozenSetType) saveFrozenSet(p, o as PyFrozenSet);
  else if (type === bytearrayType) saveByteArray(p, o as PyByteArray);
  else if (type === pickleBufferType) savePickleBuffer(p, o as PyPickleBuffer);
  else saveByReduction(p, o);
}

function savePersistent(p: PyPickler, o: PyObject): boolean {
  const id = p.persId!.c1(o);
  if (id === None) return false;
  if (p.bin) {
    saveItself(p, id);
    op(p, BINPERSID);
    return true;
  }
  const text = str(id);
  if (/[^\0-\x7f]/.test(text)) cannotPickle('persistent IDs in protocol 0 must be ASCII strings');
  ascii(p, `P${text}\n`);
  return true;
}

// --- numbers ---------------------------------------------------------------------------------------------------------------

function saveNumber(p: PyPickler, n: number): void {
  if (n > 2147483647 || n < -2147483648) {
    saveLong(p, n);
    return;
  }
  if (!p.bin) {
    ascii(p, `I${n}\n`);
    return;
  }
  room(p, 5);
  const { buf, len } = p;
  if (n >= 0 && n < 256) {
    buf[len] = BININT1;
    buf[len + 1] = n;
    p.len = len + 2;
  } else if (n >= 0 && n < 65536) {
    buf[len] = BININT2;
    buf[len + 1] = n;
    buf[len + 2] = n >> 8;
    p.len = len + 3;
  } else {
    buf[len] = BININT;
    buf[len + 1] = n;
    buf[len + 2] = n >> 8;
    buf[len + 3] = n >> 16;
    buf[len + 4] = n >> 24;
    p.len = len + 5;
  }
}

function saveLong(p: PyPickler, n: number | bigint): void {
  if (p.proto < 2) {
    ascii(p, `L${n}L\n`);
    return;
  }
  const big = BigInt(n);
  // Two's complement needs a bit for the sign; -128 fits in a byte.
  const bytes = intToBytes(big, Math.floor(bitLengthBig(big < 0n ? -big - 1n : big) / 8) + 1, /* littleEndian */ true, /* signed */ true);
  if (bytes.length < 256) {
    opByte(p, LONG1, bytes.length);
    room(p, bytes.length);
    p.buf.set(bytes, p.len);
    p.len += bytes.length;
  } else {
    payload(p, LONG4, 4, bytes, undefined);
  }
}

const scratch = new DataView(new ArrayBuffer(8));

function saveFloat(p: PyPickler, f: PyFloat): void {
  if (!p.bin) {
    ascii(p, `F${repr(f)}\n`);
    return;
  }
  room(p, 9);
  scratch.setFloat64(0, f.fv);
  const { buf } = p;
  let at = p.len;
  buf[at++] = BINFLOAT;
  for (let i = 0; i < 8; i++) buf[at++] = scratch.getUint8(i);
  p.len = at;
}

// --- strings ---------------------------------------------------------------------------------------------------------------

const encoder = new TextEncoder();

/** That many characters have at most 255 bytes. */
const SHORT = 85;

export const isShort = (s: string): boolean => s.length <= SHORT;

/** Enters a short str in the memo. */
export function noteString(p: PyPickler, s: string, at: number): void {
  let hash = s.length;
  for (let i = 0; i < s.length; i++) hash = Math.imul(hash ^ s.charCodeAt(i), 0x01000193);
  p.strings.number(s, hash, at);
  if (p.proto < 4) p.memo.set(s, at);
}

/** A str without surrogates. */
function saveNarrow(p: PyPickler, s: string): void {
  const at = p.memo.get(s);
  if (at !== undefined) {
    getMemo(p, at);
    return;
  }
  if (p.bin) saveUtf8(p, encoder.encode(s));
  else saveEscaped(p, s);
  memoize(p, s);
}

/** fast: writes the characters and then asks the memo, with the hash that fell off. */
function saveShort(p: PyPickler, s: string): void {
  const n = s.length;
  room(p, 2 + 3 * n);
  const { buf, len } = p;
  let at = len + 2;
  let hash = n;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    hash = Math.imul(hash ^ c, 0x01000193);
    if (c < 0x80) {
      buf[at++] = c;
    } else if (c < 0x800) {
      buf[at++] = 0xc0 | (c >> 6);
      buf[at++] = 0x80 | (c & 63);
    } else {
      buf[at++] = 0xe0 | (c >> 12);
      buf[at++] = 0x80 | ((c >> 6) & 63);
      buf[at++] = 0x80 | (c & 63);
    }
  }
  const next = p.memoNext;
  const known = p.strings.number(s, hash, p.fast === 0 ? next : -1);
  if (known >= 0) {
    getMemo(p, known);
    return;
  }
  buf[len] = SHORT_BINUNICODE;
  buf[len + 1] = at - len - 2;
  p.len = at;
  if (p.fast !== 0) return;
  p.memoNext = next + 1;
  writeMemo(p, next);
}

function saveUtf8(p: PyPickler, bytes: Uint8Array): void {
  if (bytes.length < 256 && p.proto >= 4) payload(p, SHORT_BINUNICODE, 1, bytes, undefined);
  else if (bytes.length <= 0xffffffff) payload(p, BINUNICODE, 4, bytes, undefined);
  else if (p.proto >= 4) payload(p, BINUNICODE8, 8, bytes, undefined);
  else raise(OverflowError, 'serializing a string larger than 4 GiB requires pickle protocol 4 or higher');
}

function saveWide(p: PyPickler, s: PyWideStr): void {
  if (p.bin) saveUtf8(p, utf8OfWide(s));
  else saveEscaped(p, s);
  memoize(p, s);
}

/** UTF-8 with surrogates as if they were characters. */
function utf8OfWide(s: PyWideStr): Uint8Array {
  const out = new Uint8Array(4 * s.cps.length);
  let at = 0;
  for (const cp of s.cps) {
    if (cp < 0x80) {
      out[at++] = cp;
      continue;
    }
    if (cp < 0x800) {
      out[at++] = 0xc0 | (cp >> 6);
    } else {
      if (cp < 0x10000) {
        out[at++] = 0xe0 | (cp >> 12);
      } else {
        out[at++] = 0xf0 | (cp >> 18);
        out[at++] = 0x80 | ((cp >> 12) & 63);
      }
      out[at++] = 0x80 | ((cp >> 6) & 63);
    }
    out[at++] = 0x80 | (cp & 63);
  }
  return out.subarray(0, at);
}

/** Protocol 0: Latin-1 with escapes, on one line. */
function saveEscaped(p: PyPickler, s: PyStr): void {
  let line = 'V';
  const cps = codePoints(s);
  for (let i = 0; i < cps.length; i++) {
    const cp = cps[i]!;
    if (cp > 0xffff) line += `\\U${cp.toString(16).padStart(8, '0')}`;
    else if (cp > 0xff || cp === 92 || cp === 0 || cp === 10 || cp === 13 || cp === 26) line += `\\u${cp.toString(16).padStart(4, '0')}`;
    else line += String.fromCharCode(cp);
  }
  ascii(p, `${line}\n`);
}

// --- bytes -----------------------------------------------------------------------------------------------------------------

function saveBytes(p: PyPickler, o: PyBytes): void {
  if (p.proto < 3) saveOldBytes(p, o);
  else {
    writeBytes(p, o.bv, o);
    memoize(p, o);
  }
}

/** Before protocol 3: a call that gives the bytes in Python 2 and 3. */
function saveOldBytes(p: PyPickler, o: PyBytes): void {
  if (o.bv.length === 0) {
    saveReduce(p, new PyTuple([bytesType, NO_ITEMS]), o);
    return;
  }
  const encode = getattr(importModule('codecs'), 'encode');
  saveReduce(p, new PyTuple([encode, new PyTuple([strFromJs(latin1OfBytes(o.bv)), 'latin1'])]), o);
}

function writeBytes(p: PyPickler, bytes: Uint8Array, owner: PyObject): void {
  if (bytes.length < 256) payload(p, SHORT_BINBYTES, 1, bytes, owner);
  else if (bytes.length <= 0xffffffff) payload(p, BINBYTES, 4, bytes, owner);
  else if (p.proto >= 4) payload(p, BINBYTES8, 8, bytes, owner);
  else raise(OverflowError, 'serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher');
}

function saveByteArray(p: PyPickler, o: PyByteArray): void {
  if (p.proto < 5) {
    saveReduce(p, new PyTuple([bytearrayType, o.bv.length === 0 ? NO_ITEMS : new PyTuple([new PyBytes(o.bv.slice())])]), o);
    return;
  }
  payload(p, BYTEARRAY8, 8, o.bv, o);
  memoize(p, o);
}

function savePickleBuffer(p: PyPickler, o: PyPickleBuffer): void {
  if (p.proto < 5) cannotPickle('PickleBuffer can only be pickled with protocol >= 5');
  const bytes = bufferBytes(o);
  if (bytes === undefined) cannotPickle('PickleBuffer can not be pickled when pointing to a non-contiguous buffer');
  const { readonly } = o.view!;
  if (p.bufferCallback !== undefined && !isTrue(p.bufferCallback.c1(o))) {
    op(p, NEXT_BUFFER);
    if (readonly) op(p, READONLY_BUFFER);
    return;
  }
  if (readonly) writeBytes(p, bytes, o);
  else payload(p, BYTEARRAY8, 8, bytes, o);
  memoize(p, o);
}

// --- containers --------------------------------------------------------------------------------------------------------------

function saveTuple(p: PyPickler, o: PyTuple): void {
  const { ta } = o;
  const n = ta.length;
  if (n === 0) {
    if (p.bin) op(p, EMPTY_TUPLE);
    else ascii(p, '(t');
    return;
  }
  const short = n <= 3 && p.proto >= 2;
  if (!short) op(p, MARK);
  let i = 0;
  try {
    for (; i < n; i++) save(p, ta[i]!);
  } catch (e) {
    throw withNote(e, `${fullTypeName(o)} item ${i}`);
  }
  const at = p.memo.get(o);
  if (at === undefined) {
    op(p, short ? TUPLE1 + n - 1 : TUPLE);
    memoize(p, o);
    return;
  }
  // An item led back to the tuple, which is finished by now: what was pushed again goes.
  if (!short && p.bin) op(p, POP_MARK);
  else for (let k = short ? 0 : -1; k < n; k++) op(p, POP);
  getMemo(p, at);
}

function saveList(p: PyPickler, o: PyList): void {
  enterFast(p, o);
  if (p.bin) op(p, EMPTY_LIST);
  else {
    op(p, MARK);
    op(p, LIST);
  }
  memoize(p, o);
  if (o.la.length > 0) {
    let i = 0;
    try {
      if (!p.bin) {
        for (; i < o.la.length; i++) {
          save(p, o.la[i]!);
          op(p, APPEND);
        }
      } else if (o.la.length === 1) {
        save(p, o.la[0]!);
        op(p, APPEND);
      } else {
        do {
          op(p, MARK);
          for (const end = i + BATCH; i < end && i < o.la.length; i++) save(p, o.la[i]!);
          op(p, APPENDS);
        } while (i < o.la.length);
      }
    } catch (e) {
      throw withNote(e, `${fullTypeName(o)} item ${i}`);
    }
  }
  leaveFast(p, o);
}

/** The items of an iterator, for an object on the stack that has `append`. */
export function saveItems(p: PyPickler, it: PyObject, owner: PyObject): void {
  const next = nextOf(it);
  let i = 0;
  try {
    if (!p.bin) {
      for (let item = next(it); item !== undefined; item = next(it), i++) {
        save(p, item);
        op(p, APPEND);
      }
      return;
    }
    let item = next(it);
    while (item !== undefined) {
      const second = next(it);
      if (second === undefined) {
        save(p, item);
        op(p, APPEND);
        return;
      }
      op(p, MARK);
      save(p, item);
      i++;
      let count = 1;
      item = second;
      while (item !== undefined) {
        save(p, item);
        i++;
        if (++count === BATCH) break;
        item = next(it);
      }
      op(p, APPENDS);
      if (count < BATCH) return;
      item = next(it);
    }
  } catch (e) {
    throw withNote(e, `${fullTypeName(owner)} item ${i}`);
  }
}

function saveDict(p: PyPickler, o: PyDict): void {
  enterFast(p, o);
  openDict(p);
  memoize(p, o);
  if (p.bin && o.t === undefined && o.ns === undefined) saveMap(p, o);
  else if (dictSize(o) > 0) saveEntries(p, o, dictEntries(o));
  leaveFast(p, o);
}

/** fast: a dict of strs and ints, whose entries are a JS map. */
function saveMap(p: PyPickler, o: PyDict): void {
  const { m } = o;
  const n = m.size;
  if (n === 0) return;
  let key: PyObject | undefined;
  try {
    if (n > 1) op(p, MARK);
    let count = 0;
    for (const [k, v] of m) {
      if (count === BATCH) {
        op(p, SETITEMS);
        checkSize(o, n);
        op(p, MARK);
        count = 0;
      }
      save(p, k);
      key = k;
      save(p, v);
      key = undefined;
      count++;
    }
    op(p, n > 1 ? SETITEMS : SETITEM);
    if (n > 1) checkSize(o, n);
    if (n > 1 && count === BATCH) {
      // CPython looks for more after every full batch.
      op(p, MARK);
      op(p, SETITEMS);
    }
  } catch (e) {
    throw key === undefined ? e : withNote(e, `${fullTypeName(o)} item ${repr(key)}`);
  }
}

function checkSize(o: PyDict, n: number): void {
  if (dictSize(o) !== n) raise(RuntimeError, 'dictionary changed size during iteration');
}

export function openDict(p: PyPickler): void {
  if (p.bin) op(p, EMPTY_DICT);
  else {
    op(p, MARK);
    op(p, DICT);
  }
}

/** `o` is undefined for attributes that are not a dict yet. */
export function saveEntries(p: PyPickler, o: PyDict | undefined, entries: readonly (readonly [PyObject, PyObject])[]): void {
  const n = entries.length;
  let i = 0;
  let inKey = true;
  const pair = (k: number): void => {
    const entry = entries[k]!;
    inKey = true;
    save(p, entry[0]);
    inKey = false;
    save(p, entry[1]);
  };
  try {
    if (!p.bin || n === 1) {
      for (; i < n; i++) {
        pair(i);
        op(p, SETITEM);
      }
      return;
    }
    for (;;) {
      op(p, MARK);
      let count = 0;
      for (; i < n && count < BATCH; i++, count++) pair(i);
      inKey = true;
      op(p, SETITEMS);
      if (o !== undefined) checkSize(o, n);
      if (count < BATCH) return;
    }
  } catch (e) {
    if (inKey) throw e;
    throw withNote(e, `dict item ${repr(entries[i]![0])}`);
  }
}

/** The pairs of an iterator, for an object on the stack that takes items. */
export function savePairs(p: PyPickler, it: PyObject, owner: PyObject): void {
  const next = nextOf(it);
  const pair = (item: PyObject): void => {
    if (item.ob_type !== tupleType || (item as PyTuple).ta.length !== 2) raise(TypeError, 'dict items iterator must return 2-tuples');
    const [key, value] = (item as PyTuple).ta as [PyObject, PyObject];
    save(p, key);
    try {
      save(p, value);
    } catch (e) {
      throw withNote(e, `${fullTypeName(owner)} item ${repr(key)}`);
    }
  };
  if (!p.bin) {
    for (let item = next(it); item !== undefined; item = next(it)) {
      pair(item);
      op(p, SETITEM);
    }
    return;
  }
  let item = next(it);
  while (item !== undefined) {
    const second = next(it);
    if (second === undefined) {
      pair(item);
      op(p, SETITEM);
      return;
    }
    op(p, MARK);
    pair(item);
    let count = 1;
    item = second;
    while (item !== undefined) {
      pair(item);
      if (++count === BATCH) break;
      item = next(it);
    }
    op(p, SETITEMS);
    if (count < BATCH) return;
    item = next(it);
  }
}

function saveSet(p: PyPickler, o: PySet): void {
  if (p.proto < 4) {
    saveReduce(p, new PyTuple([setType, new PyTuple([importBuiltin('list').c1(o)])]), o);
    return;
  }
  op(p, EMPTY_SET);
  memoize(p, o);
  const keys = setKeys(o);
  const n = keys.length;
  if (n === 0) return;
  let i = 0;
  for (;;) {
    op(p, MARK);
    let count = 0;
    try {
      for (; i < n && count < BATCH; i++, count++) save(p, keys[i]!);
    } catch (e) {
      throw withNote(e, `${fullTypeName(o)} element`);
    }
    op(p, ADDITEMS);
    if (setSize(o) !== n) raise(RuntimeError, 'set changed size during iteration');
    if (count < BATCH) return;
  }
}

function saveFrozenSet(p: PyPickler, o: PyFrozenSet): void {
  if (p.proto < 4) {
    saveReduce(p, new PyTuple([frozenSetType, new PyTuple([importBuiltin('list').c1(o)])]), o);
    return;
  }
  op(p, MARK);
  try {
    for (const item of setKeys(o)) save(p, item);
  } catch (e) {
    throw withNote(e, `${fullTypeName(o)} element`);
  }
  const at = p.memo.get(o);
  if (at !== undefined) {
    op(p, POP_MARK);
    getMemo(p, at);
    return;
  }
  op(p, FROZENSET);
  memoize(p, o);
}

// --- fast mode: no memo, so cycles must be noticed ------------------------------------------------------------------------------

const FAST_LIMIT = 50;

export function enterFast(p: PyPickler, o: PyObject): void {
  if (p.fast === 0 || ++p.fastDepth < FAST_LIMIT) return;
  p.fastMemo ??= new Set();
  if (p.fastMemo.has(o)) {
    raise(ValueError, `fast mode: can't pickle cyclic objects including object type ${o.ob_type.shown} at ${addressOf(o)}`);
  }
  p.fastMemo.add(o);
}

export function leaveFast(p: PyPickler, o: PyObject): void {
  if (p.fast !== 0 && p.fastDepth-- >= FAST_LIMIT) p.fastMemo?.delete(o);
}
