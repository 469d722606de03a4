// The import statement and the prompt's display hook. The import system itself is `importlib` (runtime/import/).
import { FS, L } from '../../objects/frame.ts';
import type { Namespace, PyObject } from '../../objects/model/object.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { dictGetStr, dictOfNamespace, lazyProperty } from '../../objects/types/dictStore.ts';
import { newException, raise, throwException } from '../../objects/ops/raise.ts';
import { ImportError, RuntimeError, TypeError, type PyImportError } from '../../objects/types/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../../objects/ops/strings.ts';
import { getattr, tryGetattr } from '../../objects/ops/attr.ts';
import { arrayFromIterable } from '../../objects/ops/iter.ts';
import { callMethod } from '../../objects/ops/attr.ts';
import { isTrue } from '../../objects/ops/truth.ts';
import { sysModules, sysGet } from '../state.ts';
import { codeAt } from '../unit.ts';
import { importModuleLevel } from '../import/importlib.ts';
import { isListedOnly, isWaking } from '../import/waiting.ts';
import type { LazySpec } from '../../objects/types/module.ts';
import { PyBuiltin } from '../../objects/types/descriptors.ts';
import { moduleState, renamingAdvice } from '../../objects/ops/shadowing.ts';
import { setItem } from '../../objects/ops/arith.ts';

const CO_NEWLOCALS = 2;

/** Emitted for: import name, from name import …. */
export function importName(G: Namespace, B: Namespace, name: PyObject, fromlist: PyObject, level: PyObject, ns: PyObject | undefined, pc: number): PyObject {
  L[FS.sp] = pc;
  const hook = Object.hasOwn(B, '$__import__') ? B['$__import__'] : undefined;
  if (hook === undefined) raise(ImportError, '__import__ not found');
  // fast: the built-in `__import__` is called without making dicts of the namespaces. A module of the start that runs late asks no other.
  if (isWaking() || (hook instanceof PyBuiltin && hook.row.impl === builtinImport.impl))
    return importModuleLevel(name, level === 0 ? None : dictOfNamespace(G), fromlist, level as number);
  const globals = dictOfNamespace(G);
  const inFunction = (codeAt(pc).data.flags & CO_NEWLOCALS) !== 0;
  return hook.c5(name, globals, ns ?? (inFunction ? None : globals), fromlist, level);
}

/** Emitted for: from module import name. */
export function importFrom(module: PyObject, name: string, pc: number): PyObject {
  L[FS.sp] = pc;
  const value = tryGetattr(module, name);
  if (value !== undefined) return value;
  const own = tryGetattr(module, '__name__');
  if (own !== undefined && isStr(own)) {
    const sub = dictGetStr(sysModules(), `${jsFromStr(own)}.${name}`);
    if (sub !== undefined) return sub;
  }
  cannotImport(module, own, name);
}

function cannotImport(module: PyObject, own: PyObject | undefined, name: string): never {
  const moduleName = own !== undefined && isStr(own) ? jsFromStr(own) : '<unknown module name>';
  const { lazySpec } = module as { lazySpec?: LazySpec };
  const spec = lazySpec === undefined ? tryGetattr(module, '__spec__') : undefined;
  const origin = spec === undefined || spec === None ? undefined : tryGetattr(spec, 'origin');
  const hasLocation = spec !== undefined && spec !== None ? tryGetattr(spec, 'has_location') : undefined;
  const file = origin !== undefined && isStr(origin) && hasLocation !== undefined && isTrue(hasLocation) ? origin : tryGetattr(module, '__file__');
  const path = file !== undefined && isStr(file) ? file : None;
  const where = path === None ? 'unknown location' : jsFromStr(path as string);
  const state = moduleState(module, own ?? None);
  const advice = renamingAdvice(state, moduleName);
  let text = `cannot import name '${name}' from '${moduleName}' (${advice ?? where})`;
  if (advice === undefined && state.initializing)
    text = `cannot import name '${name}' from partially initialized module '${moduleName}' (most likely due to a circular import) (${where})`;
  const e = newException(ImportError, strFromJs(text)) as PyImportError;
  e.msg = strFromJs(text);
  e.modName = own ?? None;
  e.path = path;
  e.nameFrom = strFromJs(name);
  throwException(e);
}

/** Emitted for: from module import *. */
export function importStar(module: PyObject, G: Namespace, ns: PyObject | undefined, pc: number): void {
  L[FS.sp] = pc;
  const all = tryGetattr(module, '__all__');
  const dict = all === undefined ? tryGetattr(module, '__dict__') : undefined;
  if (all === undefined && dict === undefined) raise(ImportError, 'from-import-* object has no __dict__ and no __all__');
  const names = arrayFromIterable(all ?? callMethod(dict!, 'keys'));
  const late = ns === undefined && isListedOnly(module);
  for (const name of names) {
    if (!isStr(name)) {
      const own = tryGetattr(module, '__name__');
      const shown = own !== undefined && isStr(own) ? jsFromStr(own) : '?';
      raise(
        TypeError,
        `${all !== undefined ? 'Item' : 'Key'} in ${shown}.${all !== undefined ? '__all__' : '__dict__'} must be str, not ${name.ob_type.shown}`,
      );
    }
    const text = jsFromStr(name);
    if (all === undefined && text.startsWith('_')) continue;
    if (late) {
      lazyProperty(G, `$${text}`, () => getattr(module, text));
      continue;
    }
    const value = getattr(module, text);
    if (ns !== undefined) setItem(ns, name, value);
    else G[`$${text}`] = value;
  }
}

/** Emitted for: expression statements at the prompt. */
export function displayHook(v: PyObject, pc: number): void {
  L[FS.sp] = pc;
  const hook = sysGet('displayhook');
  if (hook === undefined) raise(RuntimeError, 'lost sys.displayhook');
  hook.c1(v);
}

/** The implementation of `builtins.__import__`; set by `modules/builtins.ts`. */
export const builtinImport: { impl: unknown } = { impl: undefined };

export { PyTuple };
