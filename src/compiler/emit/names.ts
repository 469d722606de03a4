// Names: where a Python name lives, and the text that loads, stores or deletes it.
//
//   local      x                     x$c.v when a closure shares it
//   global     G.$x, then B.$x       class body: through ns first
import type { Position } from '../../syntax/ast.ts';
import { CELL, DEF_FREE_CLASS, DEF_NONLOCAL, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL } from '../../symtable/scope.ts';
import { jsName, jsProperty, jsString } from '../js.ts';
import { builtinNames } from '../builtinNames.ts';
import type { Fn } from './context.ts';

export type Place =
  | { kind: 'local'; js: string; name: string; overlay: boolean }
  | { kind: 'cell'; js: string; name: string; free: boolean }
  /** Class namespace first, then the cell. */
  | { kind: 'nsCell'; js: string; name: string }
  | { kind: 'global'; name: string }
  | { kind: 'ns'; name: string }
  /** Scope inside a class body: class namespace, then global or cell. */
  | { kind: 'classDict'; name: string; cell: string | undefined };

export function cellName(name: string): string {
  return `${jsName(name)}$c`;
}

/** Where the (mangled) name lives, as seen from here. */
export function placeOf(f: Fn, name: string): Place {
  for (let i = f.overlays.length - 1; i >= 0; i--) {
    const overlay = f.overlays[i]!;
    const own = overlay.vars.get(name);
    if (own !== undefined) return own.cell ? { kind: 'cell', js: own.js, name, free: false } : { kind: 'local', js: own.js, name, overlay: true };
    // Inside a class body the comprehension does not see the class's names.
    if (f.kind === 'class' && i === 0) {
      const scope = overlay.scope.scopeOf(name);
      if (scope === GLOBAL_IMPLICIT || scope === GLOBAL_EXPLICIT) return { kind: 'global', name };
      if (scope === FREE && f.code.freevars.includes(name)) return { kind: 'cell', js: cellName(name), name, free: true };
    }
  }
  const scope = innermostScope(f, name);
  if (f.kind === 'class') {
    switch (scope) {
      case GLOBAL_EXPLICIT:
        return { kind: 'global', name };
      case FREE:
        return { kind: f.scope.flags(name) & DEF_NONLOCAL ? 'cell' : 'nsCell', js: cellName(name), name, free: true };
      case CELL:
        return { kind: 'cell', js: cellName(name), name, free: false };
      default:
        return { kind: 'ns', name };
    }
  }
  if (f.kind === 'module') {
    if (f.nsMode && scope !== GLOBAL_EXPLICIT) return { kind: 'ns', name };
    return { kind: 'global', name };
  }
  if (f.scope.canSeeClassScope && name !== '__classdict__' && (scope === GLOBAL_IMPLICIT || scope === FREE)) {
    // Type parameters of enclosing generics and free variables alike give way to the class namespace.
    return { kind: 'classDict', name, cell: scope === FREE ? cellName(name) : undefined };
  }
  switch (scope) {
    case LOCAL:
      return { kind: 'local', js: jsName(name), name, overlay: false };
    case CELL:
      return { kind: 'cell', js: cellName(name), name, free: false };
    case FREE:
      return { kind: 'cell', js: cellName(name), name, free: true };
    default:
      return { kind: 'global', name };
  }
}

/**
 * What the name is to the code here. A name that is global (or free) to an inlined comprehension stays so, whatever another comprehension
 * of the function has made of it.
 */
function innermostScope(f: Fn, name: string): number {
  const scope = f.scope.scopeOf(name);
  if (f.kind !== 'function' || f.overlays.length === 0 || (scope !== LOCAL && scope !== CELL)) return scope;
  const inner = f.overlays.at(-1)!.scope;
  if (!inner.symbols.has(name)) return scope;
  const own = inner.scopeOf(name);
  return own === GLOBAL_IMPLICIT || own === GLOBAL_EXPLICIT || (own === FREE && f.code.freevars.includes(name)) ? own : scope;
}

export function loadName(f: Fn, id: string, at: Position): string {
  const name = f.mangle(id);
  return loadPlace(f, placeOf(f, name), at);
}

export function loadPlace(f: Fn, place: Place, at: Position): string {
  const { name } = place;
  switch (place.kind) {
    case 'local': {
      if (place.overlay) return loadOverlay(f, place.js, name, at);
      f.noteStepVar(place.js, false, f.isAssigned(name));
      if (f.isAssigned(name)) return place.js;
      f.noteVar(name);
      return `(${place.js} !== undefined ? ${place.js} : ${f.call('unbound', [jsString(name)], at)})`;
    }
    case 'cell': {
      f.declare('$t');
      return `(($t = ${place.js}.v) !== undefined ? $t : ${f.call(place.free ? 'unboundFree' : 'unbound', [jsString(name)], at)})`;
    }
    case 'nsCell':
      return f.call('nsLoadDeref', ['ns', place.js, jsString(name)], at);
    case 'global':
      return loadGlobal(f, name, at);
    case 'ns':
      f.noteName(name);
      return f.call('nsLoad', ['ns', 'G', 'B', jsString(name)], at);
    case 'classDict': {
      f.noteName(name);
      const ns = `${cellName('__classdict__')}.v`;
      return place.cell === undefined ? f.call('nsLoad', [ns, 'G', 'B', jsString(name)], at) : f.call('nsLoadDeref', [ns, place.cell, jsString(name)], at);
    }
  }
}

/** A variable of the comprehension: bound, but in targets and iterables that come before its own target. */
function loadOverlay(f: Fn, js: string, name: string, at: Position): string {
  const overlay = f.overlays.findLast((o) => o.vars.get(name)?.js === js);
  return overlay === undefined || overlay.bound.has(name) ? js : `(${js} !== undefined ? ${js} : ${f.call('unbound', [jsString(name)], at)})`;
}

/** len → (($t = G.$len) !== undefined ? $t : ($t = B.$len) !== undefined ? $t : nameError('len', pc)) */
export function loadGlobal(f: Fn, name: string, at: Position): string {
  f.noteName(name);
  if (name.startsWith('__') && name.endsWith('__')) return f.call('gname', ['G', 'B', jsString(name)], at);
  if (!f.hot) return f.call('gname', ['G', 'B', jsString(name)], at);
  f.declare('$t');
  const property = jsProperty(name);
  if (builtinNames.has(name)) {
    return `(($t = G${property}) !== undefined ? $t : ($t = B${property}) !== undefined ? $t : ${f.call('nameError', [jsString(name)], at)})`;
  }
  return `(($t = G${property}) !== undefined ? $t : ${f.call('gname', ['G', 'B', jsString(name)], at)})`;
}

/** Stores as a line. */
export function storeName(f: Fn, id: string, value: string, at: Position): void {
  f.line(`${storeText(f, id, value, at)};`);
}

/** The storing expression; its value is the stored value except in `ns`. */
export function storeText(f: Fn, id: string, value: string, at: Position): string {
  const name = f.mangle(id);
  const place = placeOf(f, name);
  switch (place.kind) {
    case 'local':
      if (place.overlay) {
        f.overlays.findLast((o) => o.vars.get(name)?.js === place.js)?.bound.add(name);
      } else {
        f.noteVar(name);
        f.noteStepVar(place.js, true, true);
        f.assign(name);
      }
      return `${place.js} = ${value}`;
    case 'cell':
      return `${place.js}.v = ${value}`;
    case 'global':
      f.noteName(name);
      return `G${jsProperty(name)} = ${value}`;
    case 'ns':
    case 'nsCell':
    case 'classDict':
      f.noteName(name);
      return f.call('nsStore', ['ns', jsString(name), value], at);
  }
}

export function deleteName(f: Fn, id: string, at: Position): void {
  const name = f.mangle(id);
  const place = placeOf(f, name);
  switch (place.kind) {
    case 'local':
      f.noteStepVar(place.js, true, f.isAssigned(name));
      if (!f.isAssigned(name)) f.line(`if (${place.js} === undefined) ${f.call('unbound', [jsString(name)], at)};`);
      f.unassign(name);
      loseValue(f, place.js, 'undefined', at);
      break;
    case 'cell':
      f.line(`if (${place.js}.v === undefined) ${f.call(place.free ? 'unboundFree' : 'unbound', [jsString(name)], at)};`);
      loseValue(f, `${place.js}.v`, 'undefined', at);
      break;
    case 'global':
      f.noteName(name);
      f.line(
        f.leaf ? `${f.call('gdel', ['G', jsString(name)], at)};` : `if (${f.call('gdel', ['G', jsString(name)], at)}) { ${forgetTemps(f)}${dropText(f, at)}; }`,
      );
      break;
    case 'ns':
    case 'nsCell':
    case 'classDict':
      f.noteName(name);
      f.line(`${f.call('nsDel', ['ns', jsString(name)], at)};`);
      break;
  }
}

function dropText(f: Fn, at: Position): string {
  return f.call('drop', ['0', '0', '0', '0', '0', '0'], at);
}

/** Temporaries that are free here may hold the value, too. */
export function forgetTemps(f: Fn): string {
  const free = f.freeTemps();
  return free.length === 0 ? '' : `${free.join(' = ')} = undefined; `;
}

/** `where = value`, where the end of the old value may have to be noticed at once (objects/ops/finalize.ts). */
function loseValue(f: Fn, where: string, value: string, at: Position): void {
  if (f.leaf) {
    f.line(`${where} = ${value};`);
    return;
  }
  const lost = `${where} = ${value}; ${forgetTemps(f)}`;
  f.line(`if (${f.helper('isDroppable')}(${where})) { ${lost}${dropText(f, at)}; } else { ${lost}}`);
}

/** x = None, outside loops: people write it to let an object go. False where nothing special is to be done. */
export function storeNone(f: Fn, id: string, at: Position): boolean {
  if (f.leaf || f.kind === 'class' || f.blocks.some((b) => b.kind === 'loop')) return false;
  const name = f.mangle(id);
  const place = placeOf(f, name);
  const none = f.helper('None');
  if (place.kind === 'local' && !place.overlay && f.hasVar(name)) {
    f.assign(name);
    loseValue(f, place.js, none, at);
  } else if (place.kind === 'cell' && !place.free) {
    loseValue(f, `${place.js}.v`, none, at);
  } else if (place.kind === 'global' && f.hasName(name)) {
    loseValue(f, `G${jsProperty(name)}`, none, at);
  } else return false;
  return true;
}

/** Unbinds without complaint: the name of `except … as name`. */
export function forgetName(f: Fn, id: string, at: Position): void {
  const name = f.mangle(id);
  const place = placeOf(f, name);
  switch (place.kind) {
    case 'local':
      f.noteStepVar(place.js, true, true);
      f.unassign(name);
      f.line(`${place.js} = undefined;`);
      break;
    case 'cell':
      f.line(`${place.js}.v = undefined;`);
      break;
    default:
      storeName(f, id, f.helper('None'), at);
      deleteName(f, id, at);
  }
}

/** The cell object that a nested function of this one takes for `name`. */
export function cellFor(f: Fn, name: string): string {
  for (let i = f.overlays.length - 1; i >= 0; i--) {
    const own = f.overlays[i]!.vars.get(name);
    if (own !== undefined) return own.js;
  }
  return cellName(name);
}

/** Is the name a cell or free variable with the class namespace in front (DEF_FREE_CLASS)? */
export function isFreeInClass(f: Fn, name: string): boolean {
  return (f.scope.flags(name) & DEF_FREE_CLASS) !== 0;
}
