// sys.monitoring: which tools want which events, and the calls of their callbacks (PEP 669). CPython: Python/instrumentation.c.
// Events come from code in compiled form T (runtime/tracing.ts): starts, resumes, returns, yields, lines, raised exceptions and unwinding. For
// instructions the ends and starts of statements stand. Events that name branches do not exist here; asking for them is refused.
import { fn, type ModuleSpec } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { PyCode } from '../objects/model/function.ts';
import { None } from '../objects/model/values.ts';
import { raise } from '../objects/ops/raise.ts';
import { RuntimeError, TypeError, ValueError } from '../objects/types/exceptions.ts';
import { isStr, strFromJs } from '../objects/ops/strings.ts';
import { newNamespace } from '../objects/types/namespace.ts';
import { dictSetStr, newDict } from '../objects/types/dictStore.ts';
import { frameHooks } from '../objects/types/frame.ts';
import { objectType } from '../objects/types/object.ts';
import { C_RAISE, C_RETURN, CALL, LINE, missing, traceEverything, tracing } from '../runtime/tracing.ts';

const EVENTS = [
  'PY_START',
  'PY_RESUME',
  'PY_RETURN',
  'PY_YIELD',
  'CALL',
  'LINE',
  'INSTRUCTION',
  'JUMP',
  'BRANCH_LEFT',
  'BRANCH_RIGHT',
  'STOP_ITERATION',
  'RAISE',
  'EXCEPTION_HANDLED',
  'PY_UNWIND',
  'PY_THROW',
  'RERAISE',
  'C_RETURN',
  'C_RAISE',
  'BRANCH',
];
const bit = (name: string): number => 1 << EVENTS.indexOf(name);
/** What compiled code has no notion of. */
const REFUSED = ['BRANCH_LEFT', 'BRANCH_RIGHT', 'BRANCH'].reduce((sum, name) => sum | bit(name), 0);
/** Told to whoever asked for CALL. */
const ENDS = C_RETURN | C_RAISE;
/** Events a callback can switch off for one place. */
const LOCAL = bit('STOP_ITERATION') * 2 - 1;
const TOOLS = 6;

interface Tool {
  name: PyObject;
  callbacks: Map<number, PyObject>;
  events: number;
  local: Map<PyCode, number>;
  /** `event:pc` of places switched off. */
  disabled: Set<string>;
  /** A profiler of ours, in place of callbacks. */
  native?: Listener;
}
export type Listener = (event: number, code: PyCode, args: PyObject[]) => void;

const tools: (Tool | undefined)[] = [];
const callbacksBefore: Map<number, PyObject>[] = [];

const DISABLE = (): PyObject => (disable ??= new objectType.ctor());
let disable: PyObject | undefined;

function checkedTool(id: number): number {
  if (id < 0 || id >= TOOLS) raise(ValueError, `invalid tool ${id} (must be between 0 and 5)`);
  return id;
}

function usedTool(id: number): Tool {
  return tools[checkedTool(id)] ?? raise(ValueError, `tool ${id} is not in use`);
}

function checkedEvents(events: number): number {
  if (events < 0 || events >= 1 << EVENTS.length) raise(ValueError, `invalid event set 0x${events.toString(16)}`);
  if ((events & REFUSED) !== 0) {
    const names = EVENTS.filter((name) => (events & REFUSED & bit(name)) !== 0);
    raise(RuntimeError, `compiled code gives no ${names.join(', ')} events`);
  }
  if ((events & ENDS) === 0) return events;
  if ((events & (ENDS | CALL)) !== (ENDS | CALL)) raise(ValueError, 'cannot set C_RETURN or C_RAISE events independently');
  return events & ~ENDS;
}

function checkedCode(code: PyObject): PyCode {
  return code instanceof PyCode ? code : raise(TypeError, 'code must be a code object');
}

/** Brings what traced code looks at up to date. */
function refresh(): void {
  let all = 0;
  for (const tool of tools) {
    if (tool === undefined) continue;
    all |= tool.events;
    for (const events of tool.local.values()) all |= events;
  }
  tracing.monitored = all;
  tracing.monitor = deliver;
  if (all !== 0) traceEverything();
}

function deliver(event: number, code: PyCode, pc: number, args: PyObject[]): void {
  const asked = (event & ENDS) !== 0 ? CALL : event;
  const key = `${asked}:${pc}`;
  const first: PyObject[] = event === LINE ? [code] : [code, frameHooks.lasti(pc)];
  for (const tool of tools) {
    if (tool === undefined || ((tool.events | (tool.local.get(code) ?? 0)) & asked) === 0 || tool.disabled.has(key)) continue;
    if (tool.native !== undefined) {
      tool.native(event, code, args);
      continue;
    }
    const callback = tool.callbacks.get(event);
    if (callback === undefined || callback.cN([...first, ...args]) !== DISABLE()) continue;
    if ((event & LOCAL) === 0) {
      tool.callbacks.delete(event);
      raise(ValueError, `Cannot disable ${EVENTS[31 - Math.clz32(event)]} events. Callback removed.`);
    }
    tool.disabled.add(key);
  }
}

function clear(id: number): void {
  const tool = tools[checkedTool(id)];
  callbacksBefore[id] = new Map();
  if (tool === undefined) return;
  tool.callbacks.clear();
  tool.events = 0;
  tool.local.clear();
  tool.disabled.clear();
  refresh();
}

/** Takes a tool for native code. */
export function listen(id: number, name: string, events: number, native: Listener): void {
  if (tools[id] !== undefined) raise(ValueError, `tool ${id} is already in use`);
  tools[id] = { name: strFromJs(name), callbacks: new Map(), events, local: new Map(), disabled: new Set(), native };
  refresh();
}

export function stopListening(id: number): void {
  clear(id);
  tools[id] = undefined;
}

export const monitoringSpec: ModuleSpec = {
  name: 'sys.monitoring',
  functions: [
    fn('use_tool_id(tool_id: int, name, /)', null, (id: number, name: PyObject) => {
      checkedTool(id);
      if (!isStr(name)) raise(ValueError, 'tool name must be a str');
      if (tools[id] !== undefined) raise(ValueError, `tool ${id} is already in use`);
      tools[id] = { name, callbacks: callbacksBefore[id] ?? new Map(), events: 0, local: new Map(), disabled: new Set() };
      return None;
    }),
    fn('clear_tool_id(tool_id: int, /)', null, (id: number) => {
      clear(id);
      return None;
    }),
    fn('free_tool_id(tool_id: int, /)', null, (id: number) => {
      stopListening(id);
      return None;
    }),
    fn('get_tool(tool_id: int, /)', null, (id: number) => tools[checkedTool(id)]?.name ?? None),
    fn('register_callback(tool_id: int, event: int, func, /)', null, (id: number, event: number, f: PyObject) => {
      checkedTool(id);
      if (event <= 0 || (event & (event - 1)) !== 0 || event >= 1 << EVENTS.length) raise(ValueError, `invalid event ${event}`);
      const callbacks = tools[id]?.callbacks ?? (callbacksBefore[id] ??= new Map<number, PyObject>());
      const before = callbacks.get(event) ?? None;
      if (f === None) callbacks.delete(event);
      else callbacks.set(event, f);
      return before;
    }),
    fn('get_events(tool_id: int, /)', null, (id: number) => tools[checkedTool(id)]?.events ?? 0),
    fn('set_events(tool_id: int, event_set: int, /)', null, (id: number, events: number) => {
      usedTool(id).events = checkedEvents(events);
      refresh();
      return None;
    }),
    fn('get_local_events(tool_id: int, code, /)', null, (id: number, code: PyObject) => {
      checkedCode(code);
      return tools[checkedTool(id)]?.local.get(code as PyCode) ?? 0;
    }),
    fn('set_local_events(tool_id: int, code, event_set: int, /)', null, (id: number, code: PyObject, events: number) => {
      checkedCode(code);
      const tool = usedTool(id);
      if (checkedEvents(events) === 0) tool.local.delete(code as PyCode);
      else tool.local.set(code as PyCode, events);
      refresh();
      return None;
    }),
    fn('restart_events()', null, () => {
      for (const tool of tools) tool?.disabled.clear();
      return None;
    }),
    fn('_all_events()', null, () => {
      const all = newDict();
      EVENTS.forEach((name, i) => {
        let users = 0;
        tools.forEach((tool, id) => {
          if (tool !== undefined && (tool.events & (1 << i)) !== 0) users |= 1 << id;
        });
        if (users !== 0) dictSetStr(all, name, users);
      });
      return all;
    }),
  ],
  constants: () => ({
    DEBUGGER_ID: 0,
    COVERAGE_ID: 1,
    PROFILER_ID: 2,
    OPTIMIZER_ID: 5,
    DISABLE: DISABLE(),
    MISSING: missing(),
    events: newNamespace({ ...Object.fromEntries(EVENTS.map((name, i) => [name, 1 << i])), NO_EVENTS: 0 }),
  }),
};
