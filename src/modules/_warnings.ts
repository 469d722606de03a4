// `_warnings`: the fast half of `warnings`. Filtering and showing follow the Python module where it is loaded.
// CPython: Python/_warnings.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyList, PyTuple } from '../objects/model/values.ts';
import { PyDict } from '../objects/model/dict.ts';
import { PyType, isSubtype } from '../objects/model/type.ts';
import * as exc from '../objects/types/exceptions.ts';
import { raise, throwException } from '../objects/ops/raise.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { str } from '../objects/ops/repr.ts';
import { dictDelete, dictGet, dictGetStr, dictOfNamespace, dictSet, dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { FS, L } from '../objects/frame.ts';
import { place } from '../runtime/unit.ts';
import { sourceLine } from '../runtime/sourceLines.ts';
import { sysGet, sysModules } from '../runtime/state.ts';
import { lazyAttribute } from '../runtime/nativeModules.ts';
import { getattr, tryGetattr, callMethod } from '../objects/ops/attr.ts';
import { isTrue } from '../objects/ops/truth.ts';
import { typeName, intValue } from '../objects/ops/number.ts';
import { importModule } from '../objects/ops/hooks.ts';
import { equal } from '../objects/ops/compare.ts';
import { arrayFromIterable } from '../objects/ops/iter.ts';
import type { Namespace } from '../objects/model/object.ts';

const onceRegistry = new PyDict();
let version = 0;

const filterLine = (action: string, category: PyType, module: PyObject = None): PyObject => new PyTuple([action, None, category, module, 0]);
const defaultFilters = (): PyList =>
  new PyList([
    filterLine('default', exc.DeprecationWarning, '__main__'),
    filterLine('ignore', exc.DeprecationWarning),
    filterLine('ignore', exc.PendingDeprecationWarning),
    filterLine('ignore', exc.ImportWarning),
    filterLine('ignore', exc.ResourceWarning),
  ]);
let filters: PyList | undefined;
const ownFilters = (): PyList => (filters ??= defaultFilters());

/** The attribute of the loaded `warnings` module; undefined while nobody has imported it. */
function warningsAttr(name: string): PyObject | undefined {
  const m = dictGetStr(sysModules(), 'warnings');
  return m === undefined || m === None ? undefined : tryGetattr(m, name);
}

interface Where {
  filename: PyObject;
  line: number;
  module: PyObject;
  registry: PyObject;
  source: PyObject;
}

function isInternal(filename: string): boolean {
  return filename.includes('importlib') && filename.includes('_bootstrap');
}

/** File, line and registry of the frame that a warning is about. */
function context(stacklevel: number, skip: readonly string[]): Where {
  let depth = FS.sp;
  const fileAt = (d: number): string => place(L[d]!).code.filename;
  const skipped = (d: number): boolean => isInternal(fileAt(d)) || skip.some((prefix) => fileAt(d).startsWith(prefix));
  if (stacklevel <= 0 || (depth >= 1 && isInternal(fileAt(depth)))) {
    depth -= stacklevel - 1;
  } else {
    for (let n = stacklevel; n > 1 && depth >= 1; n--) {
      do depth--;
      while (depth >= 1 && skipped(depth));
    }
    while (skip.length > 0 && depth >= 1 && skipped(depth)) depth--;
  }
  if (depth < 1) {
    const sysDict = dictOfNamespace(importModule('sys') as object as Namespace);
    return { filename: '<sys>', line: 0, module: 'sys', registry: registryOf(sysDict), source: None };
  }
  const p = place(L[depth]!);
  const globals = dictOfNamespace(p.G);
  const name = dictGetStr(globals, '__name__');
  return {
    filename: strFromJs(p.code.filename),
    line: p.line,
    module: name !== undefined && isStr(name) ? name : '<string>',
    registry: registryOf(globals),
    source: None,
  };
}

function registryOf(globals: PyDict): PyObject {
  let registry = dictGetStr(globals, '__warningregistry__');
  if (registry === undefined) dictSetStr(globals, '__warningregistry__', (registry = newDict()));
  return registry;
}

function matches(pattern: PyObject, text: PyObject): boolean {
  if (pattern === None) return true;
  if (isStr(pattern)) return equal(pattern, text);
  return isTrue(callMethod(pattern, 'match', text));
}

function actionFor(category: PyType, text: PyObject, module: PyObject, line: number): [string, PyObject] {
  const context = warningsAttr('_get_filters');
  const list = context !== undefined ? context.c0() : (warningsAttr('filters') ?? ownFilters());
  for (const item of arrayFromIterable(list)) {
    const [action, msg, cat, mod, lineno] = arrayFromIterable(item) as [PyObject, PyObject, PyObject, PyObject, PyObject];
    const wanted = intValue(lineno);
    if (cat instanceof PyType && isSubtype(category, cat) && (wanted === 0 || wanted === line) && matches(msg, text) && matches(mod, module))
      return [str(action), item];
  }
  return [str(warningsAttr('defaultaction') ?? 'default'), None];
}

/** Filters, notes and shows one warning. */
function explicit(category: PyType, message: PyObject, where: Where): void {
  let instance: PyObject = message;
  let text: PyObject = message;
  if (isException(message)) {
    text = strFromJs(str(message));
    category = message.ob_type;
  } else {
    instance = category.c1(message);
  }
  const key = new PyTuple([text, category, where.line]);
  const { registry } = where;
  if (registry instanceof PyDict) {
    const seen = dictGetStr(registry, 'version');
    const current = currentVersion();
    if (seen === undefined || intValue(seen) !== current) {
      for (const k of arrayFromIterable(registry)) dictDelete(registry, k);
      dictSetStr(registry, 'version', current);
    } else if (dictGet(registry, key) !== undefined) return;
  }
  const [action] = actionFor(category, text, where.module, where.line);
  if (action === 'error') {
    if (isException(instance)) throwException(instance);
    raise(exc.TypeError, 'exceptions must derive from BaseException');
  }
  if (action === 'ignore') return;
  if (registry instanceof PyDict && action !== 'once' && action !== 'always' && action !== 'all') dictSet(registry, key, true);
  if (action === 'once') {
    const once = warningsAttr('onceregistry') ?? onceRegistry;
    const k = new PyTuple([text, category]);
    if (dictGet(once as PyDict, k) !== undefined) return;
    dictSet(once as PyDict, k, true);
  } else if (action === 'module') {
    if (registry instanceof PyDict) {
      const k = new PyTuple([text, category, 0]);
      if (dictGet(registry, k) !== undefined) return;
      dictSet(registry, k, true);
    }
  } else if (action !== 'default' && action !== 'always' && action !== 'all') {
    raise(exc.RuntimeError, `Unrecognized action ('${action}') in warnings.filters:\n ${action}`);
  }
  show(category, text, instance, where);
}

/** `module_globals` names a loader that could give the source line; that it is a sound one is checked. */
function askLoader(globals: PyObject): void {
  if (!(globals instanceof PyDict)) raise(exc.TypeError, `module_globals must be a dict, not '${typeName(globals)}'`);
  const loader = callMethod(importModule('_frozen_importlib_external'), '_bless_my_loader', globals);
  const name = dictGetStr(globals, '__name__');
  if (loader === None || name === undefined) return;
  const source = tryGetattr(loader, 'get_source');
  if (source !== undefined) source.c1(name);
}

function currentVersion(): number {
  return version;
}

/** Through `warnings._showwarnmsg` where the module is loaded (it is loaded for warnings that name a source), else straight to stderr. */
function show(category: PyType, text: PyObject, instance: PyObject, where: Where): void {
  if (where.source !== None) importModule('warnings');
  const f = warningsAttr('_showwarnmsg');
  if (f === undefined) {
    showPlain(category, text, where);
    return;
  }
  if (f.s_call === undefined) raise(exc.TypeError, 'warnings._showwarnmsg() must be set to a callable');
  const make = warningsAttr('WarningMessage');
  if (make === undefined) raise(exc.RuntimeError, 'unable to get warnings.WarningMessage');
  f.c1(make.cN([instance, category, where.filename, where.line, None, None, where.source]));
}

function showPlain(category: PyType, text: PyObject, where: Where): void {
  const err = sysGet('stderr');
  if (err === undefined || err === None) return;
  const filename = str(where.filename);
  // Of a program from the command line only a traceback shows lines.
  const line = filename.startsWith('<') ? '' : (sourceLine(filename, where.line)?.trim() ?? '');
  callMethod(err, 'write', strFromJs(`${filename}:${where.line}: ${category.name}: ${str(text)}\n${line === '' ? '' : `  ${line}\n`}`));
}

function checkCategory(message: PyObject, category: PyObject): PyType {
  if (isException(message) && isSubtype(message.ob_type, exc.Warning)) return message.ob_type;
  if (category === None) return exc.UserWarning;
  if (!(category instanceof PyType) || !isSubtype(category, exc.Warning)) {
    raise(exc.TypeError, `category must be a Warning subclass, not '${category instanceof PyType ? `class '${category.name}'` : typeName(category)}'`);
  }
  return category;
}

export default defineModule({
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
  functions: [
    fn(
      'warn(message, category = None, stacklevel: int = 1, source = None, *, skip_file_prefixes = ())',
      'Issue a warning, or maybe ignore it or raise an exception.',
      (message, category, stacklevel: number, source, prefixes) => {
        const cat = checkCategory(message, category);
        const skip =
          prefixes instanceof PyTuple
            ? prefixes.ta.map((p) => (isStr(p) ? jsFromStr(p) : raise(exc.TypeError, `Found non-str '${typeName(p)}' in skip_file_prefixes.`)))
            : raise(exc.TypeError, `warn() argument 'skip_file_prefixes' must be tuple, not ${typeName(prefixes)}`);
        const where = context(skip.length > 0 && stacklevel < 2 ? 2 : stacklevel, skip);
        explicit(cat, message, { ...where, source });
        return None;
      },
    ),
    fn(
      'warn_explicit(message, category, filename, lineno: int, module = ?, registry = None, module_globals = None, source = None)',
      'Issue a warning, or maybe ignore it or raise an exception.',
      (message, category, filename, line: number, module, registry, globals, source) => {
        if (globals !== None) askLoader(globals);
        if (!isStr(filename)) raise(exc.TypeError, `warn_explicit() argument 'filename' must be str, not ${typeName(filename)}`);
        const name = module ?? strFromJs(jsFromStr(filename).replace(/\.py$/, '') || '<unknown>');
        explicit(checkCategory(message, category), message, { filename, line, module: name, registry, source });
        return None;
      },
    ),
    fn('_filters_mutated_lock_held()', null, () => {
      version++;
      return None;
    }),
    fn('_acquire_lock()', null, () => None),
    fn('_release_lock()', null, () => None),
  ],
  // A context variable costs the module of context variables, which few programs use.
  exec: (module) => lazyAttribute(module, '_warnings_context', () => getattr(importModule('_contextvars'), 'ContextVar').c1('warnings_context')),
  constants: () => ({ filters: ownFilters(), _onceregistry: onceRegistry, _defaultaction: 'default' }),
});
