// _decimal: decimal arithmetic after the General Decimal Arithmetic specification. CPython: Modules/_decimal/_decimal.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import { defineType, method } from '../../objects/declare/type.ts';
import { PyBase, type PyObject } from '../../objects/model/object.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import type { PyType } from '../../objects/model/type.ts';
import { None, PyTuple } from '../../objects/model/values.ts';
import { callMethod, getattr } from '../../objects/ops/attr.ts';
import { callObject } from '../../objects/ops/call.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { raise } from '../../objects/ops/raise.ts';
import { jsFromStr, type PyStr } from '../../objects/ops/strings.ts';
import { dictEntries, newDict, dictSetStr } from '../../objects/types/dictStore.ts';
import { TypeError } from '../../objects/types/exceptions.ts';
import type { PyModule } from '../../objects/types/module.ts';
import { typeType } from '../../objects/types/type.ts';
import { MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, ROUNDINGS } from '../../util/decimal/context.ts';
import {
  asContext,
  contextTemplates,
  contextType,
  copyContext,
  currentContext,
  ieeeContext,
  setCurrentContext,
  setFromKeywords,
  setSignalDictType,
} from './context.ts';
import { decimalTuple, decimalType } from './decimal.ts';
import { PyDecContext } from './values.ts';
import { exceptionTypes } from './signals.ts';
import { signalDictMixinType } from './signalDict.ts';

/** What localcontext() gives: a `with` block runs in `local`. */
class PyContextManager extends PyBase {
  local: PyDecContext;
  global: PyDecContext;
  constructor(local: PyDecContext, global: PyDecContext) {
    super();
    this.local = local;
    this.global = global;
  }
}

const contextManagerType = defineType(PyContextManager, {
  name: 'ContextManager',
  module: 'decimal',
  flags: ['NO_NEW'],
  doc: 'Makes a copy of a context the current one for the length of a with block.',
  methods: [
    method('__enter__(self, /)', null, (self: PyContextManager) => {
      setCurrentContext(self.local);
      return self.local;
    }),
    method('__exit__(self, *args)', null, (self: PyContextManager) => {
      setCurrentContext(self.global);
      return false;
    }),
  ],
});

function localContext(ctx: PyObject, kwargs: PyDict): PyObject {
  const global = currentContext();
  const local = copyContext(asContext(ctx));
  const entries = dictEntries(kwargs);
  setFromKeywords(
    local,
    entries.map(([name]) => jsFromStr(name as PyStr)),
    entries.map(([, value]) => value),
  );
  return new PyContextManager(local, global);
}

export default defineModule({
  name: '_decimal',
  doc: 'Decimal arithmetic.',
  functions: [
    fn('getcontext()', 'The context of the current thread or task.', currentContext),
    fn('setcontext(context, /)', 'Makes a context the current one.', (context: PyObject) => {
      if (!(context instanceof PyDecContext)) raise(TypeError, 'argument must be a context');
      setCurrentContext(context);
      return None;
    }),
    fn('localcontext(ctx=None, **kwargs)', 'A context manager for a copy of a context, changed as the keywords say.', localContext),
    fn('IEEEContext(bits, /)', 'The context of an IEEE 754 interchange format.', ieeeContext),
  ],
  types: [decimalType, contextType],
  constants: () => {
    const [DefaultContext, BasicContext, ExtendedContext] = contextTemplates();
    return {
      DefaultContext,
      BasicContext,
      ExtendedContext,
      MAX_PREC,
      MAX_EMAX,
      MIN_EMIN,
      MIN_ETINY,
      IEEE_CONTEXT_MAX_BITS: 512,
      HAVE_CONTEXTVAR: true,
      HAVE_THREADS: true,
      __version__: '1.70',
      __libmpdec_version__: '2.5.1',
      ...Object.fromEntries(ROUNDINGS.map((name) => [name, name])),
    };
  },
  exec: (module: PyModule) => {
    const G = module as unknown as Record<string, PyObject>;
    for (const type of exceptionTypes) G[`$${type().name}`] = type();
    callMethod(getattr(importModule('numbers'), 'Number'), 'register', decimalType);
    const mapping = getattr(importModule('collections.abc'), 'MutableMapping');
    const namespace = newDict();
    dictSetStr(namespace, '__module__', 'decimal');
    setSignalDictType(callObject(typeType, ['SignalDict', new PyTuple([signalDictMixinType, mapping]), namespace]) as PyType);
    G.$DecimalTuple = decimalTuple();
  },
});

export { contextManagerType };
