// Modules whose body has not run yet. The start puts some twenty modules into `sys.modules` that most programs never look at, and the library imports
// more of the kind (lateModules.ts): each stands there as a module object without a namespace, and whatever first asks for that namespace (an attribute, `__dict__`, a store) runs the body.
// Invariant: `import m` gives the object and asks for nothing; a body runs in one go, signal handlers and other threads wait meanwhile;
// a body that fails leaves its module waiting again.
// Beside it, `__spec__` and `__loader__` on demand: they are objects of importlib, which is such a module itself.
import { FS, LIM, PENDING } from '../../objects/frame.ts';
import { SIGNALLED, signalHold } from '../../util/pending.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { None, type PyTuple } from '../../objects/model/values.ts';
import { genericSetattro, getattr, setattr } from '../../objects/ops/attr.ts';
import { loadingUnits } from '../../objects/model/selectors.ts';
import { hidden } from '../../objects/declare/type.ts';
import { initModule, type LazySpec, moduleType, PyModule } from '../../objects/types/module.ts';
import { isUnmade, lazyProperty, settleProperty } from '../../objects/types/dictStore.ts';
import { strFromJs } from '../../objects/ops/strings.ts';
import { withoutTicks } from '../frames.ts';
import { become, standIn } from './standIn.ts';
import { alone } from '../threads.ts';

type Run = (module: PyModule) => void;

const waiting = new Map<PyModule, Run>();

/** What a waiting module inherits from, instead of the prototype of all modules. */
let proto: object | undefined;

function waitingProto(): object {
  if (proto !== undefined) return proto;
  proto = Object.create(PyModule.prototype) as object;
  // Emitted code stores directly where `pl` is true.
  hidden(proto, 'pl', false);
  hidden(proto, 'wake', function (this: PyModule) {
    wake(this);
  });
  hidden(proto, 's_getattro', (m: PyModule, name: string) => {
    // Who resets the warnings of all modules looks for this in each.
    if (name === '__warningregistry__') return undefined;
    const names = exported.get(m);
    if (names !== undefined) {
      if (name === '__all__') return names;
      if (name === '__path__') return undefined;
    }
    const value = lent(m, name);
    if (value !== undefined) return value;
    wake(m);
    return m.s_getattro!(m, name);
  });
  hidden(proto, 's_setattro', (m: PyModule, name: string, value: PyObject | undefined) => {
    wake(m);
    genericSetattro(m, name, value);
  });
  return proto;
}

/** A module that `run` fills when it is first looked at. `all` is its `__all__`, where one knows it before (of no package). */
export function waitingModule(run: Run, all?: PyTuple): PyModule {
  const module = new PyModule();
  wait(module, run);
  if (all !== undefined) exported.set(module, all);
  return module;
}

const exported = new WeakMap<PyModule, PyTuple>();

/** Gives what the body of a module would find under a name in another module and keep, undefined where it would not. */
export type Lend = (name: string) => PyObject | undefined;

interface Loan {
  lend: Lend;
  /** What has been lent, and stands on the module: emitted code finds it there. */
  keys: string[];
}

const loans = new WeakMap<PyModule, Loan>();

/** Names of a waiting module that are there before its body has run. */
export function lendTo(module: PyModule, lend: Lend): void {
  loans.set(module, { lend, keys: [] });
}

function lent(module: PyModule, name: string): PyObject | undefined {
  const loan = loans.get(module);
  if (loan === undefined) return undefined;
  const key = `$${name}`;
  const G = module as unknown as Record<string, PyObject | undefined>;
  if (Object.hasOwn(module, key)) return G[key];
  const value = loan.lend(name);
  if (value === undefined) return undefined;
  loan.keys.push(key);
  G[key] = value;
  return value;
}

/** The body makes its names in its own order. Taken away last first, V8 keeps the object as fast as it was. */
function takeBack(module: PyModule): void {
  const loan = loans.get(module);
  if (loan === undefined) return;
  for (const key of loan.keys.splice(0).reverse()) delete (module as any)[key];
}

/** Has the module not run, though one knows what `import *` takes of it? */
export const isListedOnly = (module: PyObject): boolean => module instanceof PyModule && waiting.has(module) && exported.has(module);

function wait(module: PyModule, run: Run): void {
  Object.setPrototypeOf(module, waitingProto());
  waiting.set(module, run);
}

export function isWaiting(module: PyModule): boolean {
  return waiting.has(module);
}

/** The module is about to be filled: from now on it is like any other. Gives what puts it back. */
export function rouse(module: PyModule): () => void {
  const run = waiting.get(module);
  if (run === undefined) return () => undefined;
  waiting.delete(module);
  takeBack(module);
  Object.setPrototypeOf(module, moduleType.proto);
  return () => {
    for (const key of Object.keys(module)) delete (module as any)[key];
    wait(module, run);
  };
}

/** Runs the body of a module that waits. */
export function wake(module: PyModule): void {
  const run = waiting.get(module);
  if (run === undefined) return;
  const putBack = rouse(module);
  inOneGo(() => {
    try {
      loadingUnits(() => run(module));
    } catch (error) {
      putBack();
      throw error;
    }
  });
}

/** Is a body running that nobody but the start asked for? */
export const isWaking = (): boolean => waking > 0;
let waking = 0;

/** Runs `body` without signal handlers or other threads in between. */
export function inOneGo(body: () => void): void {
  const { exc } = FS;
  waking++;
  signalHold.depth++;
  try {
    withoutTicks(() => alone(body));
  } finally {
    waking--;
    FS.exc = exc;
    if (--signalHold.depth === 0 && PENDING[SIGNALLED] !== 0) {
      LIM[0] = 0;
      FS.pending = 1;
    }
  }
}

let allAwake = false;
/** Is it settled that no module waits any more? */
export const everythingIsAwake = (): boolean => allAwake;

/** Runs all bodies that wait: who traces wants to see their functions, and not their bodies. */
export function wakeEverything(): void {
  allAwake = true;
  for (const module of [...waiting.keys()]) wake(module);
}

/** The attributes of a new module, its spec on demand. */
export function beginModule(module: PyModule, name: string, parent: string, origin: string | undefined, makeSpec: () => PyObject): LazySpec {
  initModule(module, strFromJs(name), None);
  const G = module as any;
  G.$__package__ = strFromJs(parent);
  const lazy: LazySpec = { initializing: false, origin, parent: G.$__package__ };
  const standIns = new Map<string, PyObject>();
  let made: PyObject | undefined;
  /** The spec as importlib makes it, in the objects that a walk over the namespace has met; None while importlib comes up. */
  const spec = (): PyObject => {
    if (made !== undefined) return made;
    const found = makeSpec();
    if (found === None) return None;
    const loader = standIns.get('$__loader__');
    if (loader !== undefined) setattr(found, 'loader', become(loader, getattr(found, 'loader')));
    const place = standIns.get('$__spec__');
    made = place === undefined ? found : become(place, found);
    return made;
  };
  /** Both attributes, unless importlib has set them while it came up, or the program. */
  const make = (key: string): PyObject | undefined => {
    const value = spec();
    if (value !== None && G.lazySpec === lazy) {
      if (lazy.initializing) (value as any).$_initializing = true;
      lazy.spec = value;
      G.lazySpec = undefined;
      if (isUnmade(G, '$__loader__')) settleProperty(G, '$__loader__', getattr(value, 'loader'));
      if (isUnmade(G, '$__spec__')) settleProperty(G, '$__spec__', value);
    }
    // Still unmade: importlib is coming up and asks for what it is about to set.
    return isUnmade(G, key) ? undefined : (G[key] as PyObject);
  };
  for (const key of ['$__loader__', '$__spec__']) {
    lazyProperty(
      G,
      key,
      () => make(key),
      () => {
        if (key === '$__spec__') G.lazySpec = undefined;
      },
    );
  }
  hidden(module, 'lazySpec', lazy);
  hidden(module, 'standIn', (key: string) => {
    let value = standIns.get(key);
    if (value === undefined) {
      value = standIn(() => {
        make(key);
        spec();
      });
      standIns.set(key, value);
    }
    return value;
  });
  return lazy;
}
