// _lsprof: the profiler behind cProfile. CPython: Modules/_lsprof.c.
// Each function has an entry; a stack of contexts, one per call that has begun, tells whose time is running: what a call took in all goes to its
// entry when it ends, and its callees' share is taken off what it took itself. Entries also count who called whom.
// Calls are heard of through sys.monitoring, from traced code alone (runtime/tracing.ts).
import { defineModule } from '../objects/declare/module.ts';
import { defineType, method } from '../objects/declare/type.ts';
import type { PyCode } from '../objects/model/function.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { lookupMro } from '../objects/model/type.ts';
import { None, PyList, PyFloat } from '../objects/model/values.ts';
import { isException } from '../objects/ops/exceptions.ts';
import { asFloat, asIndex } from '../objects/ops/number.ts';
import { repr } from '../objects/ops/repr.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import type { PyBuiltin } from '../objects/types/descriptors.ts';
import { defineStructSeq } from '../objects/types/structseq.ts';
import { host } from '../host/host.ts';
import { nativeCallee } from '../runtime/tracedCalls.ts';
import { C_RAISE, C_RETURN, CALL, missing, PY_RESUME, PY_RETURN, PY_START, PY_UNWIND, PY_YIELD } from '../runtime/tracing.ts';
import { printIgnored, shownSafely } from '../runtime/unraisable.ts';
import { initSlot } from './initSlot.ts';
import { listen, stopListening } from './sysMonitoring.ts';

const PROFILER_ID = 2;
const HEARD = PY_START | PY_RESUME | PY_RETURN | PY_YIELD | PY_UNWIND | CALL;

const entrySeq = defineStructSeq({
  name: '_lsprof.profiler_entry',
  doc: null,
  fields: ['code', 'callcount', 'reccallcount', 'totaltime', 'inlinetime', 'calls'],
});
const subentrySeq = defineStructSeq({ name: '_lsprof.profiler_subentry', doc: null, fields: ['code', 'callcount', 'reccallcount', 'totaltime', 'inlinetime'] });

/** What a function, or a function called by another one, has taken; times in units of the profiler's timer. */
class Count {
  calls = 0;
  /** Those made while another one was going on. */
  recursive = 0;
  total = 0;
  own = 0;
  level = 0;

  end(total: number, own: number): void {
    this.level--;
    if (this.level === 0) this.total += total;
    else this.recursive++;
    this.own += own;
    this.calls++;
  }
}

class Entry extends Count {
  readonly shown: PyObject;
  readonly callees = new Map<Entry, Count>();
  constructor(shown: PyObject) {
    super();
    this.shown = shown;
  }
}

/** A call that has begun. */
interface Context {
  readonly entry: Entry;
  readonly count: Count | undefined;
  readonly before: Context | undefined;
  readonly start: number;
  /** What its callees have taken. */
  inner: number;
}

class PyProfiler extends PyBase {
  timer: PyObject = None;
  /** Seconds; 0 where the timer gives seconds itself. */
  unit = 0;
  subcalls = true;
  builtins = true;
  enabled = false;
  context: Context | undefined;
  /** By code object, or by what native functions are made from. */
  entries = new Map<object, Entry>();
}

function now(p: PyProfiler): number {
  if (p.timer === None) return host.clock.monotonic();
  try {
    const value = p.timer.c0();
    return p.unit > 0 ? Number(asIndex(value)) : asFloat(value);
  } catch (e) {
    if (!isException(e)) throw e;
    printIgnored(e, `Exception ignored while calling _lsprof timer ${shownSafely(p.timer)}`, None);
    return 0;
  }
}

function begin(p: PyProfiler, key: object, shown: () => PyObject): void {
  let entry = p.entries.get(key);
  if (entry === undefined) p.entries.set(key, (entry = new Entry(shown())));
  const before = p.context;
  let count: Count | undefined;
  if (p.subcalls && before !== undefined) {
    const { callees } = before.entry;
    count = callees.get(entry);
    if (count === undefined) callees.set(entry, (count = new Count()));
    count.level++;
  }
  entry.level++;
  p.context = { entry, count, before, start: now(p), inner: 0 };
}

function endContext(p: PyProfiler, context: Context): void {
  const total = now(p) - context.start;
  const own = total - context.inner;
  p.context = context.before;
  if (context.before !== undefined) context.before.inner += total;
  context.entry.end(total, own);
  context.count?.end(total, own);
}

/** Ends the call of `key` and whatever it called; does nothing if its start was not heard. */
function end(p: PyProfiler, key: object): void {
  const entry = p.entries.get(key);
  if (entry === undefined || entry.level === 0) return;
  for (let context = p.context; context !== undefined; context = p.context) {
    endContext(p, context);
    if (context.entry === entry) return;
  }
}

function hear(p: PyProfiler, event: number, code: PyCode, args: PyObject[]): void {
  switch (event) {
    case PY_START:
    case PY_RESUME:
      return begin(p, code, () => code);
    case PY_RETURN:
    case PY_YIELD:
    case PY_UNWIND:
      return end(p, code);
    default:
  }
  if (!p.builtins) return;
  const f = nativeCallee(args[0]!, args[1] === missing() ? undefined : args[1]);
  if (f === undefined) return;
  if (event === CALL) begin(p, f.row, () => nativeName(f));
  else if (event === C_RETURN || event === C_RAISE) end(p, f.row);
}

/** `<built-in method math.sqrt>`, `<method 'append' of 'list' objects>`. */
function nativeName(f: PyBuiltin): PyObject {
  const { name } = f.native().sig;
  if (f.self === undefined || f.self.ob_type.name === 'module') {
    return strFromJs(isStr(f.module) ? `<built-in method ${jsFromStr(f.module)}.${name}>` : `<built-in method ${name}>`);
  }
  const found = lookupMro(f.self.ob_type, name);
  return found === undefined ? strFromJs(`<built-in method ${name}>`) : repr(found);
}

function enable(p: PyProfiler, subcalls: boolean, builtins: boolean): PyObject {
  listen(PROFILER_ID, 'cProfile', HEARD, (event, code, args) => hear(p, event, code, args));
  p.subcalls = subcalls;
  p.builtins = builtins;
  p.enabled = true;
  return None;
}

function disable(p: PyProfiler): PyObject {
  if (!p.enabled) return None;
  p.enabled = false;
  stopListening(PROFILER_ID);
  while (p.context !== undefined) endContext(p, p.context);
  return None;
}

function clear(p: PyProfiler): PyObject {
  p.entries.clear();
  p.context = undefined;
  return None;
}

function getstats(p: PyProfiler): PyObject {
  const scale = p.timer !== None && p.unit > 0 ? p.unit : 1;
  const cells = (shown: PyObject, c: Count): PyObject[] => [shown, c.calls, c.recursive, new PyFloat(c.total * scale), new PyFloat(c.own * scale)];
  const stats: PyObject[] = [];
  for (const entry of p.entries.values()) {
    if (entry.calls === 0) continue;
    const callees: PyObject[] = [];
    for (const [callee, count] of entry.callees) if (count.calls !== 0) callees.push(subentrySeq.create(cells(callee.shown, count)));
    stats.push(entrySeq.create([...cells(entry.shown, entry), callees.length === 0 ? None : new PyList(callees)]));
  }
  return new PyList(stats);
}

const profilerType = defineType(PyProfiler, {
  name: 'Profiler',
  module: '_lsprof',
  flags: ['BASETYPE'],
  doc: `Builds a profiler object using the specified timer function.

  timer
    Gives the time; without one the fastest clock there is.
  timeunit
    The unit of a timer that gives whole numbers, in seconds.`,
  slots: {
    init: initSlot(
      'Profiler(/, timer=None, timeunit: float = 0.0, subcalls: bool = True, builtins: bool = True)',
      (p: PyProfiler, timer: PyObject, unit: number, subcalls: boolean, builtins: boolean) => {
        p.timer = timer;
        p.unit = unit;
        p.subcalls = subcalls;
        p.builtins = builtins;
      },
    ),
  },
  methods: [
    method('enable(self, /, subcalls: bool = True, builtins: bool = True)', 'Start collecting: of whom each function calls, of native functions.', enable),
    method('disable(self, /)', 'Stop collecting profiling information.', disable),
    method('clear(self, /)', 'Clear all profiling information collected so far.', clear),
    method(
      'getstats(self, /)',
      'A list of profiler_entry: code, callcount, reccallcount, totaltime, inlinetime, calls (None, or a list of profiler_subentry, which are alike).',
      getstats,
    ),
  ],
});

export default defineModule({
  name: '_lsprof',
  doc: 'Fast profiler',
  functions: [],
  constants: () => ({ Profiler: profilerType, profiler_entry: entrySeq.type, profiler_subentry: subentrySeq.type }),
});
