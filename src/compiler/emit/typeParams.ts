// Type parameters (PEP 695, 696) and type aliases.
//
//   def f[T: int](x=1): …   a hidden function, called at once with the default values: it makes T, then f in its scope
//   type A[T] = …           newTypeAlias('A', (T,), evaluator)

import type { Position, TypeAlias, TypeParamNode } from '../../syntax/ast.ts';
import { jsName, jsString } from '../js.ts';
import { evaluatorText } from './annotations.ts';
import type { Fn } from './context.ts';
import { constantText } from './expr.ts';
import { compileHidden, instantiate, type Defaults } from './function.ts';
import { cellName, placeOf, storeName, storeText } from './names.ts';
import { leave } from './try.ts';

/** Makes the thing in the scope of its type parameters. `make` gets texts for the defaults and, for a class, its generic base. */
export function emitGeneric(
  f: Fn,
  name: string,
  params: TypeParamNode[],
  defaults: Defaults | undefined,
  make: (g: Fn, dv: string, kw: string, generic: string | undefined) => string,
  at: Position & { kind: string },
): string {
  const scope = f.unit.table.scopes.get(params)!;
  const g = compileHidden(f, scope, `<generic parameters of ${name}>`, at, (h) => {
    h.hot = false;
    if (at.kind === 'ClassDef') h.className = name;
    const tuple = emitParameters(h, params, at);
    let value: string;
    if (at.kind === 'ClassDef') {
      storeHidden(h, '.type_params', tuple, at);
      const base = h.spill(h.call('genericBase', [tuple], at));
      value = make(h, '', '', base);
    } else if (at.kind === 'TypeAlias') {
      value = make(h, tuple, '', undefined);
    } else {
      const kw = scope.varnames.includes('.kwdefaults') ? jsName('.kwdefaults') : 'undefined';
      value = `${h.helper('setTypeParams')}(${make(h, jsName('.defaults'), kw, undefined)}, ${tuple})`;
    }
    const r = h.spill(value);
    leave(h, r, undefined);
    h.assigned = null;
  });
  g.code.qualname = g.code.name;
  const args = defaults === undefined ? '' : defaults.kw === 'undefined' ? defaults.dv : `${defaults.dv}, ${defaults.kw}`;
  return `(${f.here(at)}, ${f.suspendable ? 'yield* ' : ''}${instantiate(f, g)}(${args}))`;
}

function storeHidden(f: Fn, name: string, value: string, at: Position): void {
  const place = placeOf(f, name);
  if (place.kind === 'cell') f.line(`${cellName(name)}.v = ${value};`);
  else if (place.kind === 'local') f.line(`${storeText(f, name, value, at)};`);
}

/** Makes each type variable, bound to its name; the result is the tuple of them. */
function emitParameters(f: Fn, params: TypeParamNode[], at: Position): string {
  const { table } = f.unit;
  const made = params.map((p) => {
    const fallback = p.default_value === null ? 'undefined' : evaluatorText(f, table.defaultScopes.get(p)!, p.name, p.default_value);
    let value: string;
    if (p.kind === 'TypeVar') {
      const bound = p.bound === null ? 'undefined' : evaluatorText(f, table.scopes.get(p)!, p.name, p.bound);
      const constrained = p.bound !== null && p.bound.kind === 'Tuple';
      value = `${f.helper('newTypeVar')}(${[jsString(p.name), constrained ? 'undefined' : bound, constrained ? bound : 'undefined', fallback, 'G'].join(', ')})`;
    } else {
      value = `${f.helper(p.kind === 'ParamSpec' ? 'newParamSpec' : 'newTypeVarTuple')}(${jsString(p.name)}, ${fallback}, G)`;
    }
    const t = f.spill(value);
    storeName(f, p.name, t, p);
    return t;
  });
  void at;
  return f.spill(`new ${f.helper('PyTuple')}([${made.join(', ')}])`);
}

export function emitTypeAlias(f: Fn, s: TypeAlias): void {
  const name = s.name.kind === 'Name' ? s.name.id : '';
  const scope = f.unit.table.scopes.get(s)!;
  const make = (g: Fn, tuple: string): string => `${g.helper('newTypeAlias')}(${jsString(name)}, ${tuple}, ${evaluatorText(g, scope, name, s.value)}, G)`;
  const value =
    s.type_params.length > 0
      ? emitGeneric(f, name, s.type_params, undefined, (g, tuple) => make(g, tuple), s)
      : make(f, constantText(f, { type: 'tuple', items: [] }));
  storeName(f, name, value, s.name);
}
