// `_ast`: the classes of the syntax tree, made from `syntax/ast.ts`'s table, and the way to and from them.
// CPython: Parser/asdl_c.py (Python-ast.c).
import { defineModule } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import { PyBase, type KwNames, type PyObject } from '../objects/model/object.ts';
import { Ellipsis, None, PyBytes, PyComplex, PyFloat, PyList, PyTuple } from '../objects/model/values.ts';
import { PyDict } from '../objects/model/dict.ts';
import { IMMUTABLE } from '../objects/model/flags.ts';
import { validateTree } from './astValidate.ts';
import { type PyType, isSubtype } from '../objects/model/type.ts';
import { enumTable, nodeTable, type ConstantValue } from '../syntax/ast.ts';
import { raise } from '../objects/ops/raise.ts';
import { DeprecationWarning, RecursionError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs, codePoints } from '../objects/ops/strings.ts';
import { getattr, setattr, tryGetattr } from '../objects/ops/attr.ts';
import { typeName, intValue } from '../objects/ops/number.ts';
import { repr } from '../objects/ops/repr.ts';
import { typeType } from '../objects/types/type.ts';
import { objectType, instanceDict } from '../objects/types/object.ts';
import { dictFromEntries, dictEntries, dictGetStr, newDict, dictSetStr } from '../objects/types/dictStore.ts';
import { genericAlias } from '../objects/types/genericalias.ts';
import { makeUnion } from '../objects/types/union.ts';
import { recordedByName } from '../objects/types/byName.ts';
import { astHooks } from '../runtime/astHooks.ts';
import { constantValue } from '../runtime/constantValue.ts';
import { warn } from '../objects/ops/hooks.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';

class PyAst extends PyBase {}

export const astType: PyType = defineType(PyAst, {
  name: 'AST',
  module: 'ast',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  slots: { new: (cls: PyType) => new cls.ctor(), init: initNode, repr: (self: PyObject) => strFromJs(shortRepr(self, 0)) },
  methods: [
    method('__reduce__(self, /)', null, (self: PyObject) => {
      const d = instanceDict(self);
      return new PyTuple([self.ob_type, new PyTuple([]), d]);
    }),
    method('__replace__(self, **fields)', 'Return a copy of the AST node with new values for the specified fields.', replaceNode),
  ],
  getset: [getset('__dict__', null, (self: PyObject) => instanceDict(self))],
  constants: () => ({ _fields: new PyTuple([]), _attributes: new PyTuple([]), __match_args__: new PyTuple([]), _field_types: newDict() }),
});

const names = (o: PyObject): string[] =>
  arrayFromIterable(o).map((n) => (isStr(n) ? jsFromStr(n) : raise(TypeError, `attribute name must be string, not '${typeName(n)}'`)));

/** `Node(*fields, **fields)`; missing optional ones get their defaults. */
function initNode(self: PyObject, args: PyObject[], kwnames: KwNames): void {
  const cls = self.ob_type;
  const fields = names(getattr(cls, '_fields'));
  const given = args.length - (kwnames?.length ?? 0);
  if (given > fields.length) raise(TypeError, `${cls.name} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`);
  const set = new Set<string>();
  for (let i = 0; i < given; i++) {
    setattr(self, fields[i]!, args[i]!);
    set.add(fields[i]!);
  }
  const attributes = kwnames === undefined ? [] : names(tryGetattr(cls, '_attributes') ?? new PyTuple([]));
  kwnames?.forEach((name, i) => {
    if (set.has(name)) raise(TypeError, `${cls.name} got multiple values for argument '${name}'`);
    if (!fields.includes(name) && !attributes.includes(name)) {
      warn(
        DeprecationWarning,
        `${cls.name}.__init__ got an unexpected keyword argument '${name}'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`,
      );
    }
    set.add(name);
    setattr(self, name, args[given + i]!);
  });
  const types = tryGetattr(cls, '_field_types');
  for (const name of fields) {
    if (set.has(name) || !(types instanceof PyDict)) continue;
    const type = dictGetStr(types, name);
    if (type === undefined) {
      warn(DeprecationWarning, `Field '${name}' is missing from ${cls.name}._field_types. This will become an error in Python 3.15.`);
      continue;
    }
    if (type.ob_type.name === 'GenericAlias') setattr(self, name, new PyList([]));
    else if (type.ob_type.name === 'Union') continue;
    else if (type === simpleTypes.get('expr_context')) setattr(self, name, singleton('Load'));
    else warn(DeprecationWarning, `${cls.name}.__init__ missing 1 required positional argument: '${name}'. This will become an error in Python 3.15.`);
  }
}

function replaceNode(self: PyObject, fields: PyDict): PyObject {
  const cls = self.ob_type;
  const known = [...names(tryGetattr(cls, '_fields') ?? new PyTuple([])), ...names(tryGetattr(cls, '_attributes') ?? new PyTuple([]))];
  const copy = new cls.ctor();
  for (const [key, value] of dictEntries(instanceDict(self))) if (known.includes(jsFromStr(key as string))) setattr(copy, jsFromStr(key as string), value);
  for (const [key, value] of dictEntries(fields)) {
    const name = jsFromStr(key as string);
    if (!known.includes(name)) raise(TypeError, `${cls.name}.__replace__ got an unexpected keyword argument '${name}'.`);
    setattr(copy, name, value);
  }
  const types = tryGetattr(cls, '_field_types');
  const missing = names(tryGetattr(cls, '_fields') ?? new PyTuple([])).filter((name) => {
    const type = types instanceof PyDict ? dictGetStr(types, name) : undefined;
    return type?.ob_type.name !== 'Union' && type?.ob_type.name !== 'GenericAlias' && tryGetattr(copy, name) === undefined;
  });
  if (missing.length > 0)
    raise(
      TypeError,
      `${cls.name}.__replace__ missing ${missing.length} keyword argument${missing.length === 1 ? '' : 's'}: ${missing
        .sort()
        .map((n) => `'${n}'`)
        .join(', ')}.`,
    );
  return copy;
}

/** `Name(id='x', ctx=Load())`, shortened in the middle. */
function shortRepr(node: PyObject, depth: number): string {
  const cls = node.ob_type;
  if (depth >= 3) return `${cls.name}(...)`;
  const fields = names(tryGetattr(cls, '_fields') ?? new PyTuple([]));
  const parts: string[] = [];
  for (const f of fields) {
    const v = tryGetattr(node, f);
    if (v === undefined) continue;
    parts.push(`${f}=${valueRepr(v, depth)}`);
  }
  return `${cls.name}(${parts.join(', ')})`;
}
function valueRepr(v: PyObject, depth: number): string {
  if (v instanceof PyList) {
    const { la } = v;
    if (la.length === 0) return '[]';
    if (la.length === 1) return `[${valueRepr(la[0]!, depth)}]`;
    if (la.length === 2) return `[${valueRepr(la[0]!, depth)}, ${valueRepr(la[1]!, depth)}]`;
    return `[${valueRepr(la[0]!, depth)}, ..., ${valueRepr(la.at(-1)!, depth)}]`;
  }
  return isSubtype(v.ob_type, astType) ? shortRepr(v, depth + 1) : repr(v);
}

// --- the classes ------------------------------------------------------------------------------------------------------------

const simpleTypes = new Map<string, PyType>();
const singletons = new Map<string, PyObject>();
const ATTRIBUTES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

/** The Python name of a field: `u_kind` is ast.Constant's `kind`. */
const fieldName = (name: string): string => (name === 'u_kind' ? 'kind' : name);

function makeClass(name: string, base: PyType, fields: readonly (readonly [string, string])[], positioned: boolean, doc: string): PyType {
  const fieldNames = new PyTuple(fields.map(([, f]) => fieldName(f)));
  const ns = dictFromEntries([
    ['__module__', 'ast'],
    ['__doc__', strFromJs(doc)],
    ['_fields', fieldNames],
    ['__match_args__', fieldNames],
  ]);
  if (positioned) dictSetStr(ns, '_attributes', new PyTuple([...ATTRIBUTES]));
  for (const [type, f] of fields) if (type.endsWith('?')) dictSetStr(ns, fieldName(f), None);
  if (positioned) {
    dictSetStr(ns, 'end_lineno', None);
    dictSetStr(ns, 'end_col_offset', None);
  }
  return typeType.c3(name, new PyTuple([base]), ns) as PyType;
}

function docOf(name: string, fields: readonly (readonly [string, string])[]): string {
  return fields.length === 0 ? name : `${name}(${fields.map(([t, f]) => `${t.replace('**', '*')} ${fieldName(f)}`).join(', ')})`;
}

let made: Record<string, PyObject> | undefined;
function classes(): Record<string, PyObject> {
  if (made !== undefined) return made;
  const out: Record<string, PyObject> = { AST: astType };
  const sums = new Map<string, PyType>();
  for (const { base, positioned } of Object.values(nodeTable)) {
    if (base === 'AST' || sums.has(base)) continue;
    const members = Object.entries(nodeTable)
      .filter(([, n]) => n.base === base)
      .map(([n, info]) => docOf(n, info.fields));
    const cls = makeClass(base, astType, [], positioned, `${base} = ${members.join(`\n${' '.repeat(base.length)} | `)}`);
    sums.set(base, cls);
    out[base] = cls;
  }
  for (const [base, members] of Object.entries(enumTable)) {
    const cls = makeClass(base, astType, [], false, `${base} = ${members.join(' | ')}`);
    simpleTypes.set(base, cls);
    out[base] = cls;
    for (const m of members) {
      out[m] = makeClass(m, cls, [], false, m);
      singletons.set(m, (out[m] as PyType).c0());
    }
  }
  for (const [name, info] of Object.entries(nodeTable)) {
    out[name] = makeClass(name, info.base === 'AST' ? astType : sums.get(info.base)!, info.fields, info.positioned, docOf(name, info.fields));
  }
  const typeOf = (t: string): PyObject => {
    const bare = t.replace(/[?*]+$/, '');
    const known: Record<string, PyObject> = {
      identifier: recordedByName('str'),
      string: recordedByName('str'),
      int: recordedByName('int'),
      constant: objectType,
    };
    const base = known[bare] ?? out[bare]!;
    if (t.endsWith('?')) return makeUnion([base, None]);
    return t.endsWith('*') ? genericAlias(recordedByName('list'), base) : base;
  };
  for (const [name, info] of Object.entries(nodeTable)) {
    const types = dictFromEntries(info.fields.map(([t, f]) => [fieldName(f), typeOf(t)]));
    setattr(out[name]!, '_field_types', types);
    setattr(out[name]!, '__annotations__', types);
  }
  for (const base of [...sums.keys(), ...Object.keys(enumTable), ...Object.values(enumTable).flat()]) setattr(out[base]!, '_field_types', newDict());
  return (made = out);
}

const singleton = (name: string): PyObject => {
  classes();
  return singletons.get(name)!;
};

// --- syntax tree → Python ------------------------------------------------------------------------------------------------------

function toPython(node: any): PyObject {
  const info = nodeTable[node.kind as string]!;
  const cls = classes()[node.kind as string] as PyType;
  const o = new cls.ctor();
  const out = o as any;
  for (const [type, name] of info.fields) out[`$${fieldName(name)}`] = fieldToPython(type, node[name]);
  if (info.positioned) for (const a of ATTRIBUTES) out[`$${a}`] = node[a];
  return o;
}

function fieldToPython(type: string, value: any): PyObject {
  if (value === null || value === undefined) return None;
  if (Array.isArray(value)) return new PyList(value.map((v) => fieldToPython(type.replace(/\*+$/, ''), v)));
  const bare = type.replace(/[?*]+$/, '');
  if (bare === 'constant') return constantValue(value);
  if (bare === 'identifier' || bare === 'string') return strFromJs(value);
  if (bare === 'int') return value;
  if (typeof value === 'string') return singleton(value);
  return toPython(value);
}

// --- Python → syntax tree ------------------------------------------------------------------------------------------------------

const MODES: Record<string, string> = { exec: 'Module', eval: 'Expression', single: 'Interactive', func_type: 'FunctionType' };

function fromPython(o: PyObject, mode: string): object {
  checkMode(o, mode);
  const tree = nodeFrom(o, 0);
  validateTree(tree);
  return tree;
}

/** The kind of tree that goes with a mode. */
function checkMode(o: PyObject, mode: string): void {
  const wanted = MODES[mode]!;
  if (!isSubtype(o.ob_type, classes()[wanted] as PyType)) raise(TypeError, `expected ${wanted} node, got ${typeName(o)}`);
}

function nodeFrom(o: PyObject, depth: number): any {
  if (depth > 5000) raise(RecursionError, 'maximum recursion depth exceeded during ast construction');
  const kind = kindOf(o);
  const info = nodeTable[kind]!;
  const node: any = { kind };
  for (const [type, name] of info.fields) node[name] = fieldFrom(o, kind, type, fieldName(name), depth);
  if (info.positioned) {
    for (const a of ATTRIBUTES) {
      const v = tryGetattr(o, a);
      if (v === undefined || v === None) {
        if (a === 'lineno' || a === 'col_offset') raise(TypeError, `required field "${a}" missing from ${info.base === 'AST' ? kind : info.base}`);
        node[a] = a === 'end_lineno' ? node.lineno : node.col_offset;
      } else {
        node[a] = Number(intValue(v) ?? raise(ValueError, `invalid integer value: ${repr(v)}`));
      }
    }
  }
  return node;
}

function kindOf(o: PyObject): string {
  for (const c of o.ob_type.mro) if (nodeTable[c.name] !== undefined && classes()[c.name] === c) return c.name;
  raise(TypeError, `expected some sort of expr, but got ${repr(o)}`);
}

function fieldFrom(o: PyObject, kind: string, type: string, name: string, depth: number): any {
  const optional = type.endsWith('?'),
    list = type.endsWith('*');
  const bare = type.replace(/[?*]+$/, '');
  const v = tryGetattr(o, name);
  if (list) {
    if (v === undefined) return [];
    if (!(v instanceof PyList)) raise(TypeError, `${kind} field "${name}" must be a list, not a ${typeName(v)}`);
    return v.la.map((item) => (item === None && bare !== 'identifier' ? null : valueFrom(item, bare, depth)));
  }
  if (v === undefined || (v === None && bare !== 'constant')) {
    if (optional || (v === undefined && bare === 'constant' && false)) return null;
    if (v === undefined) {
      if (bare === 'expr_context') return 'Load';
      raise(TypeError, `required field "${name}" missing from ${kind}`);
    }
    if (bare !== 'int') raise(ValueError, `field '${name}' is required for ${kind}`);
  }
  return valueFrom(v!, bare, depth);
}

function valueFrom(v: PyObject, bare: string, depth: number): any {
  switch (bare) {
    case 'identifier':
      if (!isStr(v)) raise(TypeError, 'AST identifier must be of type str');
      return jsFromStr(v);
    case 'string':
      if (!isStr(v)) raise(TypeError, 'AST string must be of type str');
      return jsFromStr(v);
    case 'int': {
      const n = intValue(v);
      if (n === undefined) raise(ValueError, `invalid integer value: ${repr(v)}`);
      return Number(n);
    }
    case 'constant':
      return constantFrom(v);
    default:
      break;
  }
  const members = enumTable[bare];
  if (members !== undefined) {
    const found = members.find((m) => isSubtype(v.ob_type, classes()[m] as PyType));
    if (found === undefined) raise(TypeError, `expected some sort of ${bare}, but got ${repr(v)}`);
    return found;
  }
  if (!isSubtype(v.ob_type, classes()[bare] as PyType)) raise(TypeError, `expected some sort of ${bare}, but got ${repr(v)}`);
  return nodeFrom(v, depth + 1);
}

function constantFrom(v: PyObject): ConstantValue | { type: 'tuple' | 'frozenset'; items: unknown[] } {
  if (v === None) return { type: 'None' };
  if (v === Ellipsis) return { type: 'Ellipsis' };
  if (typeof v === 'boolean') return { type: 'bool', value: v };
  const n = intValue(v);
  if (n !== undefined && (typeof v === 'number' || typeof v === 'bigint')) return { type: 'int', value: n };
  if (v instanceof PyFloat) return { type: 'float', value: v.fv };
  if (v instanceof PyComplex) return { type: 'complexPair', real: v.re, imag: v.im } as never;
  if (v instanceof PyBytes) return { type: 'bytes', value: v.bv };
  if (isStr(v)) {
    const cps = codePoints(v);
    for (let i = 0; i < cps.length; i++) if (cps[i]! >= 0xd800 && cps[i]! <= 0xdfff) return { type: 'wstr', codePoints: Array.from(cps) };
    return { type: 'str', value: jsFromStr(v) };
  }
  if (v instanceof PyTuple) return { type: 'tuple', items: v.ta.map(constantFrom) };
  if (v.ob_type.name === 'frozenset') return { type: 'frozenset', items: arrayFromIterable(v).map(constantFrom) };
  raise(TypeError, `got an invalid type in Constant: ${typeName(v)}`);
}

export default defineModule({
  name: '_ast',
  constants: () => {
    astHooks.isAst = (o) => isSubtype(o.ob_type, astType);
    astHooks.fromPython = fromPython;
    astHooks.checkMode = checkMode;
    // Like the classes derived from it, AST itself is open to change.
    astType.flags &= ~IMMUTABLE;
    astHooks.toPython = toPython;
    return { ...classes(), PyCF_ONLY_AST: 0x400, PyCF_TYPE_COMMENTS: 0x1000, PyCF_ALLOW_TOP_LEVEL_AWAIT: 0x2000, PyCF_OPTIMIZED_AST: 0x8400 };
  },
});
