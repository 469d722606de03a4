// `builtins`. CPython: Python/bltinmodule.c.
import { complexType } from '../objects/types/complex.ts';
import { PyComplex } from '../objects/model/values.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import type { KwNames, PyObject } from '../objects/model/object.ts';
import { Ellipsis, None, NotImplemented, PyCell, PyList, PyTuple } from '../objects/model/values.ts';
import { PyDict } from '../objects/model/dict.ts';
import { PyFunction } from '../objects/model/function.ts';
import { PyType } from '../objects/model/type.ts';
import { recordedByName } from '../objects/types/byName.ts';
import { delattr, tryGetattr, lookupSpecial, callMethod, callSpecial } from '../objects/ops/attr.ts';
import { raise, raiseWith, newException } from '../objects/ops/raise.ts';
import * as exc from '../objects/types/exceptions.ts';
import { BaseExceptionGroup, ExceptionGroup } from '../objects/types/exceptionGroup.ts';
import { codePoints, isStr, jsFromStr, strFromCodePoints, strLength } from '../objects/ops/strings.ts';
import { reprObject, repr, str } from '../objects/ops/repr.ts';
import { asIndex, intValue, isFloat, normalizeInt, typeName, bigToFloat, isInt } from '../objects/ops/number.ts';
import { PyRange } from '../objects/types/range.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { hash, identity } from '../objects/ops/hash.ts';
import { attributeName, getAttribute, hasAttribute, setAttribute } from '../objects/ops/getAttribute.ts';
import { arrayFromIterable, contains, getIter, length, nextItem, nextOf } from '../objects/ops/iter.ts';
import { binop, power, unary } from '../objects/ops/arith.ts';
import { richCompare } from '../objects/ops/compare.ts';
import { asciiObject } from '../objects/ops/ascii.ts';
import { isCallable } from '../objects/ops/call.ts';
import { calculateMetaclass, isinstance, issubclass, typeType } from '../objects/types/type.ts';
import { dictGetStr, dictHas, dictKeys, dictOfNamespace, dictSize, namespaceOf, newDict } from '../objects/types/dictStore.ts';
import { PyCallIterator } from '../objects/types/seqiter.ts';
import { listType, sortedList } from '../objects/types/list.ts';
import { tupleType } from '../objects/types/tuple.ts';
import { floatType } from '../objects/types/float.ts';
import { PyFloat } from '../objects/model/values.ts';
import { roundFloat, roundHalfEven } from '../util/numbers/floatFormat.ts';
import { FL, FS } from '../objects/frame.ts';
import { frameAt, localsOf } from '../objects/types/frame.ts';
import { formatObject } from '../runtime/helpers/text.ts';
import { builtinImport } from '../runtime/helpers/imports.ts';
import { importModuleLevel } from '../runtime/import/importlib.ts';
import { compileSource, evalCode, execCode } from '../runtime/exec.ts';
import { globalsAt } from '../runtime/unit.ts';
import { L } from '../objects/frame.ts';
import { printTo } from '../runtime/print.ts';
import { inputLine } from '../runtime/input.ts';
import { sysGet, state } from '../runtime/state.ts';
import { excMatches } from '../objects/ops/exceptions.ts';
import { qualifiedName } from '../objects/types/object.ts';
import { hooks } from '../objects/ops/hooks.ts';

const importRow = fn(
  '__import__(name, globals = None, locals = None, fromlist = (), level: int = 0)',
  'Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter and not for general use, it is better to use\nimportlib.import_module() to programmatically import a module.',
  doImport,
);
builtinImport.impl = importRow.impl;

function doImport(name: PyObject, globals: PyObject, _locals: PyObject, fromlist: PyObject, level: number): PyObject {
  return importModuleLevel(name, globals, fromlist, level);
}

const TYPES = [
  'bool',
  'bytearray',
  'bytes',
  'classmethod',
  'complex',
  'dict',
  'enumerate',
  'filter',
  'float',
  'frozenset',
  'int',
  'list',
  'map',
  'memoryview',
  'object',
  'property',
  'range',
  'reversed',
  'set',
  'slice',
  'staticmethod',
  'str',
  'super',
  'tuple',
  'type',
  'zip',
];

export default defineModule({
  name: 'builtins',
  doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and need the builtin\nof that name.",
  functions: [
    fn('__build_class__(func, name, /, *bases, **kwargs)', 'Internal helper function used by the class statement.', () => None),
    importRow,
    fn('abs(x, /)', 'Return the absolute value of the argument.', (x) => (typeof x === 'number' ? (x < 0 ? -x : x) : unary(x, 'abs'))),
    fn('aiter(async_iterable, /)', 'Return an AsyncIterator for an AsyncIterable object.', aiter),
    fn('anext(aiterator, default = ?, /)', 'Return the next item from the async iterator.', anext),
    fn('all(iterable, /)', 'Return True if bool(x) is True for all values x in the iterable.', all),
    fn('any(iterable, /)', 'Return True if bool(x) is True for any x in the iterable.', any),
    fn('ascii(obj, /)', 'Return an ASCII-only representation of an object.', asciiObject),
    fn('bin(number, /)', 'Return the binary representation of an integer.', (n) => inBase(n, 2, '0b')),
    fn('breakpoint(*args, **kws)', 'Call sys.breakpointhook(*args, **kws).', (args: PyObject[], kws: PyDict) => {
      const hook = sysGet('breakpointhook');
      if (hook === undefined) raise(exc.RuntimeError, 'lost sys.breakpointhook');
      return callWith(hook, args, kws);
    }),
    fn('callable(obj, /)', 'Return whether the object is callable (i.e., some kind of function).', (o) => isCallable(o)),
    fn('chr(i, /)', 'Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.', chr),
    fn(
      'compile(source, filename, mode: str, flags: int = 0, dont_inherit: bool = False, optimize: int = -1, *, _feature_version: int = -1)',
      'Compile source into a code object that can be executed by exec() or eval().',
      (source, filename, mode: string, flags: number, dont: boolean, optimize: number) => compileSource(source, filename, mode, flags, dont, optimize),
    ),
    fn('delattr(obj, name, /)', 'Deletes the named attribute from the given object.', (o, name) => {
      delattr(o, attributeName(name));
      return None;
    }),
    fn('dir(object = ?, /)', 'If called without an argument, return the names in the current scope.', dir),
    fn('divmod(x, y, /)', 'Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.', (x, y) => binop(x, y, 'divmod')),
    fn('eval(source, /, globals = None, locals = None)', 'Evaluate the given source in the context of globals and locals.', (source, globals, locals) =>
      evalCode(source, globals, locals),
    ),
    fn(
      'exec(source, /, globals = None, locals = None, *, closure = None)',
      'Execute the given source in the context of globals and locals.',
      (source, globals, locals, closure) => {
        execCode(source, globals, locals, closure);
        return None;
      },
    ),
    fn("format(value, format_spec = '', /)", 'Return type(value).__format__(value, format_spec).', (v, spec) => {
      if (!isStr(spec)) raise(exc.TypeError, `format() argument 2 must be str, not ${typeName(spec)}`);
      return formatObject(v, spec);
    }),
    fn('getattr(object, name, default = ?, /)', 'Get a named attribute from an object.', getAttribute),
    fn('globals()', "Return the dictionary containing the current scope's global variables.", () => dictOfNamespace(globalsAt(L[FS.sp]!)!)),
    fn('hasattr(obj, name, /)', 'Return whether the object has an attribute with the given name.', hasAttribute),
    fn('hash(obj, /)', 'Return the hash value for the given object.', (o) => hash(o)),
    fn('hex(number, /)', 'Return the hexadecimal representation of an integer.', (n) => inBase(n, 16, '0x')),
    fn('id(obj, /)', 'Return the identity of an object.', (o) => identity(o)),
    fn("input(prompt = '', /)", 'Read a string from standard input.  The trailing newline is stripped.', (prompt) => inputLine(prompt)),
    fn('isinstance(obj, class_or_tuple, /)', 'Return whether an object is an instance of a class or of a subclass thereof.', (o, c) => isinstance(o, c)),
    fn('issubclass(cls, class_or_tuple, /)', "Return whether 'cls' is derived from another class or is the same class.", (c, b) => issubclass(c, b)),
    fn('iter(object, sentinel = ?, /)', 'Get an iterator from an object.', (o, sentinel) => {
      if (sentinel === undefined) return getIter(o);
      if (!isCallable(o)) raise(exc.TypeError, 'iter(v, w): v must be callable');
      return new PyCallIterator(o, sentinel);
    }),
    fn('len(obj, /)', 'Return the number of items in a container.', len),
    fn('locals()', "Return a dictionary containing the current scope's local variables.", currentLocals),
    fn(
      'max(*args, **kwargs)',
      'max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value',
      (args: PyObject[], kw: PyDict) => extremum('max', args, kw),
    ),
    fn(
      'min(*args, **kwargs)',
      'min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value',
      (args: PyObject[], kw: PyDict) => extremum('min', args, kw),
    ),
    fn('next(iterator, default = ?, /)', 'Return the next item from the iterator.', nextItem),
    fn('oct(number, /)', 'Return the octal representation of an integer.', (n) => inBase(n, 8, '0o')),
    fn('ord(character, /)', 'Return the ordinal value of a character.', ord),
    fn('pow(base, exp, mod = None)', 'Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.', (a, b, mod) => power(a, b, mod)),
    fn(
      "print(*args, sep = ' ', end = '\\n', file = None, flush: bool = False)",
      'Prints the values to a stream, or to sys.stdout by default.',
      (args: PyObject[], sep, end, file, flush: boolean) => {
        printTo(args, sep, end, file, flush);
        return None;
      },
    ),
    fn('repr(obj, /)', 'Return the canonical string representation of the object.', (o) => reprObject(o)),
    fn('round(number, ndigits = None)', 'Round a number to a given precision in decimal digits.', (x, n) => {
      // fast: exact numbers.
      if (n === None) {
        if (typeof x === 'number') return x;
        if (x.ob_type === floatType && Math.abs((x as PyFloat).fv) < 1e15) return roundHalfEven((x as PyFloat).fv);
      } else if (typeof n === 'number' && n >= 0 && x.ob_type === floatType && Number.isFinite((x as PyFloat).fv) && n < 15) {
        return new PyFloat(roundFloat((x as PyFloat).fv, n));
      }
      const f = lookupSpecial(x, '__round__');
      if (f === undefined) raise(exc.TypeError, `type ${typeName(x)} doesn't define __round__ method`);
      return n === None ? f.c0() : f.c1(n);
    }),
    fn('setattr(obj, name, value, /)', 'Sets the named attribute on the given object to the specified value.', (o, name, v) => {
      setAttribute(o, name, v);
      return None;
    }),
    {
      ...fn(
        'sorted(iterable, /, *, key = None, reverse: bool = False)',
        'Return a new list containing all items from the iterable in ascending order.',
        (iterable, key, reverse: boolean) => sortedList(iterable, key, reverse),
      ),
      counts: 'unpacked',
    },
    fn('sum(iterable, /, start = 0)', "Return the sum of a 'start' value (default: 0) plus an iterable of numbers", sum),
    fn('vars(object = ?, /)', 'Without arguments, equivalent to locals().', (o) => {
      if (o === undefined) return currentLocals();
      const dict = tryGetattr(o, '__dict__');
      if (dict === undefined) raise(exc.TypeError, 'vars() argument must have __dict__ attribute');
      return dict;
    }),
  ],
  constants: () => {
    const out: Record<string, PyObject> = { None, True: true, False: false, NotImplemented, Ellipsis, __debug__: state.config.flags.optimize === 0 };
    for (const name of TYPES) out[name] = recordedByName(name);
    for (const value of Object.values(exc)) {
      if (value instanceof PyType && value.name !== 'object' && value.name !== 'type') out[value.name] = value;
    }
    out.EnvironmentError = out.IOError = exc.OSError;
    out.BaseExceptionGroup = BaseExceptionGroup;
    out.ExceptionGroup = ExceptionGroup;
    return out;
  },
  exec: (module) => {
    const G = module as unknown as Record<string, PyObject>;
    installBuildClass(G);
    installExtrema(G);
  },
});

function callWith(f: PyObject, args: PyObject[], kws: PyDict): PyObject {
  const names: string[] = [];
  const values = [...args];
  for (const [k, v] of dictEntriesOf(kws)) {
    names.push(jsFromStr(k as string));
    values.push(v);
  }
  return names.length === 0 ? f.cN(values) : f.cK(values, names);
}
import { dictEntries as dictEntriesOf } from '../objects/types/dictStore.ts';

function len(o: PyObject): PyObject {
  if (typeof o === 'string') return o.length;
  const n = length(o);
  // Lengths beyond 2**53 are rounded inside TypeScript; Python sees them exactly.
  return n <= Number.MAX_SAFE_INTEGER ? n : o instanceof PyRange ? o.length : normalizeInt(asIndex(callSpecial(o, '__len__')!));
}

function all(o: PyObject): PyObject {
  const it = getIter(o),
    step = nextOf(it);
  for (let v = step(it); v !== undefined; v = step(it)) if (v !== true && (v === false || !isTrue(v))) return false;
  return true;
}

function any(o: PyObject): PyObject {
  const it = getIter(o),
    step = nextOf(it);
  for (let v = step(it); v !== undefined; v = step(it)) if (v === true || (v !== false && isTrue(v))) return true;
  return false;
}

function chr(i: PyObject): PyObject {
  const n = asIndex(i);
  if (typeof n === 'bigint' || n < 0 || n > 0x10ffff) raise(exc.ValueError, 'chr() arg not in range(0x110000)');
  return n < 0xd800 || (n > 0xdfff && n <= 0xffff) ? String.fromCharCode(n) : strFromCodePoints([n]);
}

function ord(c: PyObject): PyObject {
  if (typeof c === 'string' && c.length === 1) return c.charCodeAt(0);
  if (isStr(c)) {
    if (strLength(c) === 1) return codePoints(c)[0]!;
    raise(exc.TypeError, `ord() expected a character, but string of length ${strLength(c)} found`);
  }
  const bytes = (c as unknown as { bv?: Uint8Array }).bv;
  if (bytes === undefined) raise(exc.TypeError, `ord() expected string of length 1, but ${typeName(c)} found`);
  const n = length(c);
  if (n === 1) return bytes[0]!;
  raise(exc.TypeError, `ord() expected a character, but string of length ${n} found`);
}

function inBase(o: PyObject, base: number, prefix: string): PyObject {
  const n = asIndex(o);
  return n < 0 ? `-${prefix}${(-n).toString(base)}` : prefix + n.toString(base);
}

function aiter(o: PyObject): PyObject {
  if (o.s_aiter === undefined) raise(exc.TypeError, `'${typeName(o)}' object is not an async iterable`);
  const it = o.s_aiter(o);
  if (it.s_anext === undefined) raise(exc.TypeError, `aiter() returned not an async iterator of type '${typeName(it)}'`);
  return it;
}

function anext(it: PyObject, fallback: PyObject | undefined): PyObject {
  if (it.s_anext === undefined) raise(exc.TypeError, `'${typeName(it)}' object is not an async iterator`);
  const awaitable = it.s_anext(it);
  return fallback === undefined ? awaitable : newAnextAwaitable(awaitable, fallback);
}
import { newAnextAwaitable } from '../objects/types/anext.ts';

function sum(iterable: PyObject, start: PyObject): PyObject {
  if (isStr(start)) raise(exc.TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if ((start as unknown as { bv?: Uint8Array }).bv !== undefined) {
    raise(
      exc.TypeError,
      start.ob_type.name === 'bytes' ? "sum() can't sum bytes [use b''.join(seq) instead]" : "sum() can't sum bytearray [use b''.join(seq) instead]",
    );
  }
  // fast: a list or tuple of ints, whose sum is a small one.
  if (typeof start === 'number' && (iterable.ob_type === listType || iterable.ob_type === tupleType)) {
    const n = sumOfInts(iterable.ob_type === listType ? (iterable as PyList).la : (iterable as PyTuple).ta, start);
    if (n !== undefined) return n;
  }
  const it = getIter(iterable),
    step = nextOf(it);
  let total = start;
  for (let v = step(it); v !== undefined; v = step(it)) {
    if (typeof total === 'number' && (typeof v === 'number' || typeof v === 'boolean')) {
      const t: number = total + (typeof v === 'number' ? v : v ? 1 : 0);
      total = Number.isSafeInteger(t) ? t : binop(total, v, 'add');
    } else if (total.ob_type === floatType && (v.ob_type === floatType || typeof v === 'number')) {
      return sumFloats((total as PyFloat).fv, v, it, step);
    } else {
      const before: PyObject = total;
      total = binop(before, v, 'add');
      if (typeof before === 'number' && total.ob_type === floatType) return sumFloats((total as PyFloat).fv, undefined, it, step);
      if (total.ob_type === complexType) return sumRest(total, it, step);
    }
  }
  return total;
}

/** A sum with Neumaier's compensation, as CPython does since 3.12 for floats and 3.14 for complex numbers. */
class CompensatedSum {
  total: number;
  lost: number;
  constructor(start: number) {
    this.total = start;
    this.lost = 0;
  }
  add(x: number): void {
    const { total } = this;
    const t = total + x;
    this.lost += Math.abs(total) >= Math.abs(x) ? total - t + x : x - t + total;
    this.total = t;
  }
  get value(): number {
    return finish(this.total, this.lost);
  }
}

/** A float, or an int as one; undefined for anything else. */
function realItem(v: PyObject): number | undefined {
  if (v.ob_type === floatType) return (v as PyFloat).fv;
  if (typeof v === 'number' || typeof v === 'boolean') return Number(v);
  return isInt(v) ? bigToFloat(intValue(v)!) : undefined;
}

function sumOfInts(items: readonly PyObject[], start: number): number | undefined {
  let total = start;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (typeof item !== 'number') return undefined;
    total += item;
    if (total > Number.MAX_SAFE_INTEGER || total < -Number.MAX_SAFE_INTEGER) return undefined;
  }
  return total;
}

function sumFloats(start: number, first: PyObject | undefined, it: PyObject, step: (it: PyObject) => PyObject | undefined): PyObject {
  const sum = new CompensatedSum(start);
  for (let v = first ?? step(it); v !== undefined; v = step(it)) {
    const x = realItem(v);
    if (x === undefined) return sumRest(binop(new PyFloat(sum.value), v, 'add'), it, step);
    sum.add(x);
  }
  return new PyFloat(sum.value);
}

/** What follows an item that is no real number: complex numbers are compensated too, the rest is added one by one. */
function sumRest(start: PyObject, it: PyObject, step: (it: PyObject) => PyObject | undefined): PyObject {
  let total = start;
  if (total.ob_type === complexType) {
    const re = new CompensatedSum((total as PyComplex).re),
      im = new CompensatedSum((total as PyComplex).im);
    for (;;) {
      const v = step(it);
      if (v === undefined) return new PyComplex(re.value, im.value);
      const x = realItem(v);
      if (x !== undefined) re.add(x);
      else if (v.ob_type === complexType) {
        re.add((v as PyComplex).re);
        im.add((v as PyComplex).im);
      } else {
        total = binop(new PyComplex(re.value, im.value), v, 'add');
        break;
      }
    }
  }
  for (let w = step(it); w !== undefined; w = step(it)) total = binop(total, w, 'add');
  return total;
}
const finish = (total: number, lost: number): number => (lost !== 0 && Number.isFinite(lost) ? total + lost : total);

function extremum(name: 'max' | 'min', args: PyObject[], kw: PyDict): PyObject {
  const key = dictGetStr(kw, 'key') ?? None,
    fallback = dictGetStr(kw, 'default');
  const known = (dictHas(kw, 'key') ? 1 : 0) + (fallback === undefined ? 0 : 1);
  if (dictSize(kw) > known) {
    const [wrong] = dictKeys(kw).filter((k) => k !== 'key' && k !== 'default');
    raise(exc.TypeError, `${name}() got an unexpected keyword argument '${str(wrong!)}'`);
  }
  return extremumOf(name, args, key, fallback);
}

function extremumOf(name: 'max' | 'min', args: PyObject[], key: PyObject, fallback: PyObject | undefined): PyObject {
  if (args.length === 0) raise(exc.TypeError, `${name} expected at least 1 argument, got 0`);
  if (args.length > 1 && fallback !== undefined) raise(exc.TypeError, `Cannot specify a default for ${name}() with multiple positional arguments`);
  const op = name === 'max' ? 'gt' : 'lt';
  let best: PyObject | undefined;
  let bestKey: PyObject | undefined;
  const visit = (v: PyObject): void => {
    const k = key === None ? v : key.c1(v);
    if (bestKey === undefined) {
      best = v;
      bestKey = k;
      return;
    }
    const better = typeof k === 'number' && typeof bestKey === 'number' ? (op === 'gt' ? k > bestKey : k < bestKey) : isTrue(richCompare(k, bestKey, op));
    if (better) {
      best = v;
      bestKey = k;
    }
  };
  if (args.length > 1) {
    args.forEach(visit);
  } else {
    const found = key === None ? extremeNumber(args[0]!, op === 'gt') : undefined;
    if (found !== undefined) return found;
    const it = getIter(args[0]!),
      step = nextOf(it);
    for (let v = step(it); v !== undefined; v = step(it)) visit(v);
  }
  if (best !== undefined) return best;
  if (fallback !== undefined) return fallback;
  raise(exc.ValueError, `${name}() iterable argument is empty`);
}

/** fast: the largest or smallest item of an exact list or tuple of small ints. */
function extremeNumber(o: PyObject, largest: boolean): PyObject | undefined {
  const items = o.ob_type === listType ? (o as PyList).la : o.ob_type === tupleType ? (o as PyTuple).ta : undefined;
  if (items === undefined) return undefined;
  const first = items[0];
  if (typeof first !== 'number') return undefined;
  let best: number = first;
  for (let i = 1; i < items.length; i++) {
    const v = items[i]!;
    if (typeof v !== 'number') return undefined;
    if (largest ? v > best : v < best) best = v;
  }
  return best;
}

/** fast: `max(a, b)` of two numbers. */
function installExtrema(G: Record<string, PyObject>): void {
  (G.$max as any).c2 = (a: PyObject, b: PyObject) =>
    typeof a === 'number' && typeof b === 'number' ? (b > a ? b : a) : isTrue(richCompare(b, a, 'gt')) ? b : a;
  (G.$min as any).c2 = (a: PyObject, b: PyObject) =>
    typeof a === 'number' && typeof b === 'number' ? (b < a ? b : a) : isTrue(richCompare(b, a, 'lt')) ? b : a;
  (G.$isinstance as any).c2 = (o: PyObject, c: PyObject) => o.ob_type === c || isinstance(o, c);
  (G.$max as any).c3 = (a: PyObject, b: PyObject, c: PyObject) => {
    if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number') return extremumOf('max', [a, b, c], None, undefined);
    const most = b > a ? b : a;
    return c > most ? c : most;
  };
  (G.$min as any).c3 = (a: PyObject, b: PyObject, c: PyObject) => {
    if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number') return extremumOf('min', [a, b, c], None, undefined);
    const least = b < a ? b : a;
    return c < least ? c : least;
  };
  // fast: `max(a, b, key=f)`.
  for (const name of ['max', 'min'] as const) {
    const general = G[`$${name}`] as any;
    const { cK } = general;
    general.cK = function (this: unknown, args: PyObject[], kwnames: readonly string[]): PyObject {
      if (kwnames.length !== 1 || kwnames[0] !== 'key' || args.length < 2) return cK.call(general, args, kwnames);
      const key = args.pop()!;
      if (args.length !== 2 || key === None) return extremumOf(name, args, key, undefined);
      const [a, b] = args as [PyObject, PyObject];
      const x = key.c1(a),
        y = key.c1(b);
      const better =
        typeof x === 'number' && typeof y === 'number' ? (name === 'max' ? y > x : y < x) : isTrue(richCompare(y, x, name === 'max' ? 'gt' : 'lt'));
      return better ? b : a;
    };
  }
  (G.$max as any).c1 = (a: PyObject) => extremumOf('max', [a], None, undefined);
  (G.$min as any).c1 = (a: PyObject) => extremumOf('min', [a], None, undefined);
}

// --- scopes ------------------------------------------------------------------------------------------------------------

/** `locals()` of the frame that calls it. */
function currentLocals(): PyObject {
  const hook = FL[FS.sp];
  if (hook !== undefined && !(typeof (hook as { get?: unknown }).get === 'function')) return hook as PyObject;
  const frame = frameAt(FS.sp);
  return frame === undefined ? newDict() : localsOf(frame);
}

function dir(o: PyObject | undefined): PyObject {
  if (o === undefined) {
    const names = arrayFromIterable(callMethod(currentLocals(), 'keys'));
    return sortedList(new PyList(names), None, false);
  }
  const names = callSpecial(o, '__dir__');
  if (names === undefined) raise(exc.TypeError, 'object does not provide __dir__');
  return sortedList(names, None, false);
}

// --- class statement -----------------------------------------------------------------------------------------------------

/** `__build_class__` needs the raw argument array with keyword names, so it is no table row. */
function installBuildClass(G: Record<string, PyObject>): void {
  const build = G.$__build_class__!;
  (build as any).cN = (args: PyObject[]) => buildClass(args, undefined);
  (build as any).cK = (args: PyObject[], kwnames: readonly string[]) => buildClass(args, kwnames);
  for (let k = 0; k <= 6; k++) (build as any)[`c${k}`] = (...args: PyObject[]) => buildClass(args, undefined);
}

function buildClass(args: PyObject[], kwnames: KwNames): PyObject {
  const nkw = kwnames?.length ?? 0,
    given = args.length - nkw;
  if (given < 2) raise(exc.TypeError, '__build_class__: not enough arguments');
  const [func, name] = args as [PyObject, PyObject];
  if (!(func instanceof PyFunction)) raise(exc.TypeError, '__build_class__: func must be a function');
  if (!isStr(name)) raise(exc.TypeError, '__build_class__: name is not a string');
  const original = args.slice(2, given);
  const bases = resolveBases(original);
  let meta: PyObject | undefined;
  const names: string[] = [],
    values: PyObject[] = [];
  kwnames?.forEach((k, i) => {
    if (k === 'metaclass') meta = args[given + i];
    else {
      names.push(k);
      values.push(args[given + i]!);
    }
  });
  if (meta === undefined) meta = bases.length === 0 ? typeType : bases[0]!.ob_type;
  if (meta instanceof PyType) meta = calculateMetaclass(meta, bases);
  const kw = names.length === 0 ? undefined : names;
  const baseTuple = new PyTuple(bases);
  const prepare = tryGetattr(meta, '__prepare__');
  let ns: PyObject;
  if (meta === typeType || prepare === undefined) ns = newDict();
  else {
    ns = kw === undefined ? prepare.c2(name, baseTuple) : prepare.cK([name, baseTuple, ...values], kw);
    if (ns.s_getitem === undefined || (!(ns instanceof PyDict) && ns.s_setitem === undefined)) {
      raise(exc.TypeError, `${meta instanceof PyType ? meta.name : '<metaclass>'}.__prepare__() must return a mapping, not ${typeName(ns)}`);
    }
  }
  const cell = func.js(ns) as PyObject;
  if (bases.length !== original.length || bases.some((b, i) => b !== original[i])) {
    if (ns instanceof PyDict) dictSetStr(ns, '__orig_bases__', new PyTuple(original));
    else ns.s_setitem!(ns, '__orig_bases__', new PyTuple(original));
  }
  const cls = kw === undefined ? meta.c3(name, baseTuple, ns) : meta.cK([name, baseTuple, ns, ...values], kw);
  if (cls instanceof PyType && cell instanceof PyCell) {
    if (cell.v === undefined)
      raise(exc.RuntimeError, `__class__ not set defining ${repr(name)} as ${repr(cls)}. Was __classcell__ propagated to type.__new__?`);
    if (cell.v !== cls) raise(exc.TypeError, `__class__ set to ${repr(cell.v)} defining ${repr(name)} as ${repr(cls)}`);
  }
  return cls;
}
import { dictSetStr } from '../objects/types/dictStore.ts';

/** `__mro_entries__` of bases that are no classes (PEP 560). */
function resolveBases(bases: PyObject[]): PyObject[] {
  if (bases.every((b) => b instanceof PyType)) return bases;
  const out: PyObject[] = [];
  for (const b of bases) {
    const f = b instanceof PyType ? undefined : tryGetattr(b, '__mro_entries__');
    if (f === undefined) {
      out.push(b);
      continue;
    }
    const entries = f.c1(new PyTuple(bases));
    if (!(entries instanceof PyTuple)) raise(exc.TypeError, '__mro_entries__ must return a tuple');
    out.push(...entries.ta);
  }
  return out;
}

export { contains, dictGetStr, excMatches, hooks, intValue, isFloat, namespaceOf, newException, qualifiedName, raiseWith };
