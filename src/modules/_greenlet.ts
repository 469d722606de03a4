// `_greenlet`, the native half of the package greenlet 3.5, there `greenlet._greenlet` (runtime/import/packageParts.ts): functions that are left and
// resumed at any depth. Each greenlet runs on a strand of its thread (runtime/strands.ts).
// Invariant: what rests on a strand knows the greenlet's `Body` and not the object that Python sees; so a collection finds a suspended greenlet that
// nobody can reach, and it is resumed with a GreenletExit.
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType, getset, method } from '../objects/declare/type.ts';
import { FS } from '../objects/frame.ts';
import type { PyDict } from '../objects/model/dict.ts';
import { ABSTRACT } from '../objects/model/flags.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { isSubtype, PyType } from '../objects/model/type.ts';
import { None, type PyBaseException, PyTuple } from '../objects/model/values.ts';
import { getattr } from '../objects/ops/attr.ts';
import { callWithDict } from '../objects/ops/callWithDict.ts';
import { excMatches, isException } from '../objects/ops/exceptions.ts';
import { exit, finalize, watch } from '../objects/ops/finalize.ts';
import { typeName } from '../objects/ops/number.ts';
import { newException, raise } from '../objects/ops/raise.ts';
import { addressOf, repr } from '../objects/ops/repr.ts';
import { strFromJs } from '../objects/ops/strings.ts';
import { typeSetDict } from '../objects/ops/typeobj.ts';
import { dictSize } from '../objects/types/dictStore.ts';
import { AttributeError, BaseException, ImportError, RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { exceptionFromThrow } from '../objects/types/generator.ts';
import type { PyModule } from '../objects/types/module.ts';
import { notMakeable } from '../objects/types/object.ts';
import { issubclass } from '../objects/types/type.ts';
import { sysGet } from '../runtime/state.ts';
import { caught } from '../runtime/frames.ts';
import { printTo } from '../runtime/print.ts';
import { canSwitch, firstStrand, newStrand, type Strand, switchStrand } from '../runtime/strands.ts';
import { currentThread, frameOf, strandHost, type Thread } from '../runtime/threads.ts';
import { exceptionClass } from './exceptionClass.ts';
import { initSlot } from './initSlot.ts';
import { isContext } from './_contextvars.ts';
import { PyCapsule } from './_types.ts';

const GreenletError = exceptionClass('greenlet', 'error');
const GreenletExit = exceptionClass('greenlet', 'GreenletExit', undefined, () => BaseException);

const NEW = 0,
  ACTIVE = 1,
  DEAD = 2;

/** What a greenlet is to its strand. */
class Body {
  state = NEW;
  /** Once it has begun: its strand and the greenlets of its thread. */
  strand: Strand | undefined;
  thread: Greenlets | undefined;
  /** What Python sees of it, if it still does. */
  seen: WeakRef<PyGreenlet> | undefined;
}

class PyGreenlet extends PyBase {
  body = new Body();
  run: PyObject | undefined;
  /** Undefined for the main greenlet of a thread. */
  parent: PyGreenlet | undefined;
  /** The context in which it goes on; while it runs, its thread has it. */
  context: PyObject | undefined;
  needsNoFinalizer(): boolean {
    return (this.body.state !== ACTIVE || isMain(this)) && this.s_del === undefined;
  }
  end(): void {
    if (this.body.state === ACTIVE && !exit.begun) dismiss(this);
  }
}

/** The greenlets of a thread. */
interface Greenlets {
  readonly thread: Thread;
  readonly main: PyGreenlet;
  current: PyGreenlet;
  /** Has the thread ended? */
  over: boolean;
  trace: PyObject | undefined;
  /** Those that have begun and not ended, but for the main one. */
  readonly active: Set<Body>;
  /** Those that are to end, and were found by other threads. */
  dismissed: PyGreenlet[];
}

/** What a switch brings: the arguments of `switch`, or the value or the exception with which a greenlet ended. */
type Freight = { args: PyObject[]; kwargs: PyDict | undefined } | { value: PyObject } | { error: PyBaseException };

/** What the strand that is switched to finds. */
let arriving: { freight: Freight; origin: PyGreenlet } | undefined;
/** Those of all threads that have any. */
const everywhere = new Set<Greenlets>();

const isMain = (g: PyGreenlet): boolean => g.body.thread?.main === g;
const isDead = (g: PyGreenlet): boolean => g.body.state === DEAD || (g.body.thread !== undefined && g.body.thread.over);

/** Those of the running thread. */
function greenlets(): Greenlets {
  const thread = currentThread();
  return (thread.greenlets ??= firstGreenlets(thread)) as Greenlets;
}

function firstGreenlets(thread: Thread): Greenlets {
  const main = new PyGreenlet();
  const all: Greenlets = { thread, main, current: main, over: false, trace: undefined, active: new Set(), dismissed: [] };
  main.body.state = ACTIVE;
  main.body.strand = firstStrand();
  main.body.thread = all;
  everywhere.add(all);
  thread.endGreenlets = () => {
    everywhere.delete(all);
    endAll(all);
    all.over = true;
  };
  return all;
}

/** A thread ends: none of its greenlets could ever go on. */
function endAll(all: Greenlets): void {
  for (const body of all.active) {
    let g = body.seen?.deref();
    if (g === undefined) {
      g = new PyGreenlet();
      g.body = body;
    }
    finalize(g, () => dismiss(g));
  }
}

function getCurrent(): PyGreenlet {
  const all = greenlets();
  for (let g = all.dismissed.pop(); g !== undefined; g = all.dismissed.pop()) if (g.body.state === ACTIVE) dismiss(g);
  return all.current;
}

// --- switching ---------------------------------------------------------------------------------------------------------

/** Where a greenlet belongs: the thread it began in, or that of its parents. */
function threadOf(g: PyGreenlet): Greenlets | undefined {
  let at: PyGreenlet | undefined = g;
  while (at !== undefined && at.body.thread === undefined) at = at.parent;
  return at?.body.thread;
}

function checkSwitch(to: PyGreenlet, here: Greenlets): void {
  const there = threadOf(to);
  if (there === undefined) raise(GreenletError(), 'cannot switch to a garbage collected greenlet');
  if (there.over) raise(GreenletError(), 'cannot switch to a different thread (which happens to have exited)');
  if (there !== here) {
    raise(GreenletError(), `Cannot switch to a different thread\n\tCurrent:  ${repr(here.main)}\n\tExpected: ${repr(there.main)}`);
  }
}

/** The greenlet that a switch to `to` leads to, ready to run: a dead one stands for its parent. */
function destination(to: PyGreenlet, here: Greenlets): PyGreenlet {
  checkSwitch(to, here);
  let g = to;
  while (g.body.state === DEAD) g = g.parent!;
  if (g.body.state === ACTIVE) return g;
  // Asking may switch, and even begin this very greenlet.
  const run = getattr(g, 'run');
  if (g.body.state !== NEW) return destination(g, here);
  checkSwitch(to, here);
  begin(g, run, here);
  return g;
}

function begin(g: PyGreenlet, run: PyObject, here: Greenlets): void {
  const { body } = g;
  body.strand = newStrand(() => runBody(body, run));
  body.thread = here;
  body.state = ACTIVE;
  body.seen = new WeakRef(g);
  here.active.add(body);
  g.run = undefined;
  if (g.s_del === undefined) watch(g);
}

/** Makes `to` the current greenlet; gives the strand that is left. */
function depart(here: Greenlets, to: PyGreenlet, freight: Freight): Strand {
  const origin = here.current;
  arriving = { freight, origin };
  if (origin !== to) {
    origin.context = here.thread.context;
    here.thread.context = to.context;
    to.context = undefined;
    here.current = to;
  }
  return origin.body.strand!;
}

function switchTo(to: PyGreenlet, freight: Freight): PyObject {
  const here = greenlets();
  if (!canSwitch()) raise(GreenletError(), 'cannot switch inside of a function that C code has called');
  const target = destination(to, here);
  const { strand } = target.body;
  const left = depart(here, target, freight);
  if (left !== strand) switchStrand(left, strand!);
  return valueOf(arrive(here));
}

/** What has come, once the trace function knows of it. */
function arrive(here: Greenlets): Freight {
  const { freight, origin } = arriving!;
  arriving = undefined;
  if (here.trace !== undefined) {
    try {
      here.trace.c2('error' in freight ? 'throw' : 'switch', new PyTuple([origin, here.current]));
    } catch (raw) {
      here.trace = undefined;
      return { error: caught(raw, FS.sp) };
    }
  }
  return freight;
}

function valueOf(freight: Freight): PyObject {
  if ('error' in freight) throw freight.error;
  if ('value' in freight) return freight.value;
  const { args, kwargs } = freight;
  if (kwargs === undefined) return args.length === 1 ? args[0]! : new PyTuple(args);
  return args.length === 0 ? kwargs : new PyTuple([new PyTuple(args), kwargs]);
}

/** A greenlet from its beginning to its end; gives the strand to go on with. */
function runBody(body: Body, run: PyObject): Strand {
  const here = body.thread!;
  const result = resultOf(run, arrive(here));
  body.state = DEAD;
  here.active.delete(body);
  return bequeath(here, result);
}

function resultOf(run: PyObject, freight: Freight): Freight {
  try {
    if ('error' in freight) throw freight.error;
    if ('value' in freight) return { value: run.c1(freight.value) };
    return { value: callWithDict(run, freight.args, freight.kwargs) };
  } catch (raw) {
    return ended(caught(raw, 1));
  }
}

/** With a GreenletExit a greenlet ends like others with a value. */
const ended = (e: PyBaseException): Freight => (excMatches(e, GreenletExit()) ? { value: e } : { error: e });

/** Hands what a greenlet ended with to the next of its parents that can take it. */
function bequeath(here: Greenlets, result: Freight): Strand {
  const dead = here.current;
  for (let heir = dead.parent!; ; heir = heir.parent!) {
    try {
      const target = destination(heir, here);
      depart(here, target, result);
      return target.body.strand!;
    } catch (raw) {
      result = { error: caught(raw, 1) };
    }
  }
}

/** Ends a suspended greenlet that nobody can reach. */
function dismiss(g: PyGreenlet): void {
  const { thread } = g.body;
  const here = greenlets();
  if (thread !== here) {
    if (!thread!.over) thread!.dismissed.push(g);
    return;
  }
  // Its end leads here.
  const { parent } = g;
  g.parent = here.current;
  try {
    switchTo(g, { error: newException(GreenletExit(), 'Killing the greenlet because all references have vanished.') });
  } finally {
    g.parent = parent;
  }
  if (g.body.state === ACTIVE) printTo([strFromJs(`GreenletExit did not kill ${repr(g)}`)], ' ', '\n', sysGet('stderr')!, false);
}

// --- what Python sees --------------------------------------------------------------------------------------------------

function asGreenlet(o: PyObject): PyGreenlet {
  if (!isSubtype(o.ob_type, greenletType)) raise(TypeError, `GreenletChecker: Expected any type of greenlet, not ${typeName(o)}`);
  return o as PyGreenlet;
}

function setRun(g: PyGreenlet, run: PyObject | undefined): void {
  if (isMain(g)) raise(AttributeError, 'Main greenlets do not have a run attribute.');
  if (g.body.state !== NEW) raise(AttributeError, 'run cannot be set after the start of the greenlet');
  g.run = run;
}

function getRun(g: PyGreenlet): PyObject {
  if (isMain(g)) raise(AttributeError, 'Main greenlets do not have a run attribute.');
  return g.run ?? raise(AttributeError, 'run');
}

function setParent(g: PyGreenlet, value: PyObject | undefined): void {
  if (value === undefined) raise(AttributeError, "can't delete attribute");
  if (isMain(g)) raise(AttributeError, 'cannot set the parent of a main greenlet');
  const parent = asGreenlet(value);
  for (let p: PyGreenlet | undefined = parent; p !== undefined; p = p.parent) if (p === g) raise(ValueError, 'cyclic parent chain');
  const there = threadOf(parent);
  if (there === undefined) raise(ValueError, 'parent must not be garbage collected');
  if (g.body.thread !== undefined && g.body.thread !== there) raise(ValueError, 'parent cannot be on a different thread');
  g.parent = parent;
}

/** Does it run, in this thread or another? */
const isRunning = (g: PyGreenlet): boolean => g.body.thread?.current === g && !g.body.thread.over;

function getContext(g: PyGreenlet): PyObject {
  if (!isRunning(g)) return g.context ?? None;
  if (g.body.thread !== greenlets()) raise(ValueError, 'cannot get context of a greenlet that is running in a different thread');
  return g.body.thread!.thread.context ?? None;
}

function setContext(g: PyGreenlet, value: PyObject | undefined): void {
  if (value === undefined) raise(AttributeError, "can't delete context attribute");
  if (value !== None && !isContext(value)) raise(TypeError, 'greenlet context must be a contextvars.Context or None');
  const context = value === None ? undefined : value;
  if (!isRunning(g)) g.context = context;
  else if (g.body.thread !== greenlets()) raise(ValueError, 'cannot set context of a greenlet that is running in a different thread');
  else g.body.thread!.thread.context = context;
}

function frameIn(g: PyGreenlet): PyObject {
  const frames = g.body.strand?.frames;
  return (g.body.state === ACTIVE && frames !== undefined ? frameOf(frames) : undefined) ?? None;
}

function throwInto(g: PyGreenlet, type: PyObject | undefined, value: PyObject | undefined, tb: PyObject | undefined): PyObject {
  const what = type ?? GreenletExit();
  if (!isException(what) && !(what instanceof PyType && issubclass(what, BaseException)))
    raise(TypeError, `exceptions must be classes, or instances, not ${typeName(what)}`);
  const e = exceptionFromThrow(what, value, tb);
  return switchTo(g, isDead(g) ? ended(e) : { error: e });
}

function text(g: PyGreenlet): PyObject {
  const { state, thread } = g.body;
  const exited = thread !== undefined && thread.over;
  const start = `<${g.ob_type === greenletType ? 'greenlet.greenlet' : g.ob_type.name} object at ${addressOf(g)} (otid=${thread === undefined ? '(nil)' : addressOf(thread.main)})`;
  if (isDead(g)) return strFromJs(`${start} ${exited ? '(thread exited) ' : ''}dead>`);
  const where = state === NEW ? '' : g === greenlets().current ? ' current' : ' suspended';
  return strFromJs(`${start}${where}${state === ACTIVE ? ' active started' : ' pending'}${isMain(g) ? ' main' : ''}>`);
}

export const greenletType: PyType = defineType(PyGreenlet, {
  name: 'greenlet',
  module: 'greenlet',
  flags: ['BASETYPE', 'HAS_DICT', 'HAS_WEAKREF'],
  doc: 'greenlet(run=None, parent=None) -> greenlet\n\nA function that runs on a stack of its own once it is switched to.\n\n - *run* -- the callable.\n - *parent* -- where it leads when it ends; the current greenlet if not given.',
  slots: {
    new: (cls: PyType) => {
      if ((cls.flags & ABSTRACT) !== 0) notMakeable(cls);
      const parent = getCurrent();
      const g = new cls.ctor() as PyGreenlet;
      g.parent = parent;
      return g;
    },
    init: initSlot('greenlet(run = ?, parent = ?)', (g: PyGreenlet, run: PyObject | undefined, parent: PyObject | undefined) => {
      if (run !== undefined) setRun(g, run);
      if (parent !== undefined && parent !== None) setParent(g, parent);
    }),
    bool: (g: PyGreenlet) => g.body.state === ACTIVE && !isDead(g),
    repr: text,
  },
  methods: [
    method(
      'switch(self, *args, **kwargs)',
      'Goes on in this greenlet: with a call of its function if it has not begun, else with the return of the call that left it.',
      (g: PyGreenlet, args: PyObject[], kwargs: PyDict) => switchTo(g, { args, kwargs: dictSize(kwargs) === 0 ? undefined : kwargs }),
    ),
    method('throw(self, type = ?, value = ?, traceback = ?, /)', 'Goes on in this greenlet with an exception, GreenletExit if none is given.', throwInto),
    method('__getstate__(self, /)', null, (g: PyGreenlet) => raise(TypeError, `cannot serialize '${typeName(g)}' object`)),
  ],
  getset: [
    getset('run', null, getRun, setRun),
    getset('parent', null, (g: PyGreenlet) => g.parent ?? None, setParent),
    getset('gr_frame', null, frameIn),
    getset('gr_context', null, getContext, setContext),
    getset('dead', null, isDead),
  ],
});

/** Names that are found at the class too. */
const ALSO_AT_CLASS = ['getcurrent', 'error', 'GreenletExit', 'settrace', 'gettrace'];

export default defineModule({
  name: '_greenlet',
  functions: [
    fn('getcurrent()', 'The greenlet that runs.', () => (exit.begun ? raise(RuntimeError, 'greenlet is being finalized') : getCurrent())),
    fn('settrace(callback, /)', 'Sets what is called after each switch, None for nothing; gives what it was.', (callback: PyObject) => {
      const all = greenlets();
      const before = all.trace ?? None;
      all.trace = callback === None ? undefined : callback;
      return before;
    }),
    fn('gettrace()', 'What is called after each switch, or None.', () => greenlets().trace ?? None),
    fn('get_pending_cleanup_count()', 'How many threads have ended whose greenlets are still to be freed.', () => 0),
    fn('get_total_main_greenlets()', 'How many threads have greenlets.', () => everywhere.size),
    fn('get_clocks_used_doing_optional_cleanup()', 'None: there is no optional cleanup.', () => None),
    fn('enable_optional_cleanup(flag, /)', 'Does nothing: there is no optional cleanup.', () => None),
  ],
  types: [greenletType],
  constants: () => ({
    error: GreenletError(),
    GreenletExit: GreenletExit(),
    GREENLET_USE_GC: 1,
    GREENLET_USE_TRACING: 1,
    GREENLET_USE_CONTEXT_VARS: 1,
    GREENLET_USE_STANDARD_THREADING: 1,
    CLOCKS_PER_SEC: 1_000_000,
    _C_API: new PyCapsule(),
  }),
  exec(module: PyModule) {
    if (strandHost() === undefined) raise(ImportError, 'greenlets need threads with several stacks, which this platform does not have');
    for (const name of ALSO_AT_CLASS) typeSetDict(greenletType, name, (module as unknown as Record<string, PyObject>)[`$${name}`]);
  },
});
