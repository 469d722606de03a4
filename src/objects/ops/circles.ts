// Circles of objects, for finalizers: an object that is reachable from what it holds would be kept alive by its twin
// (finalize.ts). So everything on the way back to it gets a twin too, and those refer to each other; then only the program's own
// references decide whether the circle lives.
// Only plain data is looked through: instances, containers, cells, bound methods. Circles through functions, generators, classes and
// modules are not seen: their objects wait for exit.
import { HashTable, PyDict, SetTable, VIEW } from '../model/dict.ts';
import { PyFunction } from '../model/function.ts';
import { PyBase } from '../model/object.ts';
import { PyType } from '../model/type.ts';
import { PyTraceback } from '../model/values.ts';
import { MODULE } from '../model/flags.ts';

/** Objects looked at from one start, and in one collection. */
const MOST_NEAR = 500;
const MOST_AT_ALL = 100_000;
let budget = 0;

export function startLooking(): void {
  budget = MOST_AT_ALL;
}

type Twins = Map<PyBase, PyBase>;

/** Adds twins of the members of `start`'s circle to `twins`; false where `start` is in none, or nobody can tell. */
export function addCircle(start: PyBase, twins: Twins): boolean {
  const back = new Map<PyBase, PyBase[]>([[start, []]]);
  const queue: PyBase[] = [start];
  for (let i = 0; i < queue.length; i++) {
    const from = queue[i]!;
    if (--budget < 0 || queue.length > MOST_NEAR) return false;
    for (const to of heldBy(from)) {
      const known = back.get(to);
      if (known !== undefined) {
        known.push(from);
        continue;
      }
      back.set(to, [from]);
      if (isPlain(to)) queue.push(to);
    }
  }
  const members = new Set<PyBase>();
  const open = [...back.get(start)!];
  while (open.length > 0) {
    const member = open.pop()!;
    if (members.has(member)) continue;
    members.add(member);
    open.push(...back.get(member)!);
  }
  if (members.size === 0) return false;
  for (const member of members) if (!twins.has(member)) twins.set(member, Object.create(Object.getPrototypeOf(member) as object) as PyBase);
  for (const member of members) fill(member, twins);
  return true;
}

function isPlain(o: PyBase): boolean {
  if (o instanceof PyType || o instanceof PyFunction || o instanceof PyTraceback || (o.tflags & MODULE) !== 0) return false;
  if (o instanceof PyDict && o.ns !== undefined) return false;
  return (o as { needsNoFinalizer?: unknown }).needsNoFinalizer === undefined;
}

function* heldBy(o: PyBase): Iterable<PyBase> {
  for (const key of Object.keys(o)) yield* inside((o as unknown as Record<string, unknown>)[key]);
}

function* inside(value: unknown): Iterable<PyBase> {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof PyBase) yield value;
  else if (Array.isArray(value)) {
    for (const item of value) if (item instanceof PyBase) yield item;
  } else if (value instanceof Map) {
    for (const item of value.values()) if (item instanceof PyBase) yield item;
  } else if (value instanceof HashTable) {
    yield* inside(value.keys);
    yield* inside(value.vals);
  } else if (value instanceof SetTable) {
    yield* inside(value.keys);
  }
}

/** What a twin of `o` takes over, its identity too. The dict that views `o` would keep it alive: the twin gets one of its own when it is asked for. */
export function ownProperties(o: PyBase): Record<string, PropertyDescriptor> {
  const descriptors = Object.getOwnPropertyDescriptors(o) as Record<string | symbol, PropertyDescriptor>;
  delete descriptors[VIEW];
  return descriptors;
}

/** Copies what makes up `member` to its twin, twins in place of members. */
function fill(member: PyBase, twins: Twins): void {
  const twin = twins.get(member)!;
  const descriptors = ownProperties(member);
  for (const descriptor of Object.values(descriptors)) if ('value' in descriptor) descriptor.value = replaced(descriptor.value, twins);
  Object.defineProperties(twin, descriptors);
}

function replaced(value: unknown, twins: Twins): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof PyBase) return twins.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => (item instanceof PyBase ? (twins.get(item) ?? item) : item));
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, replaced(item, twins)]));
  if (value instanceof HashTable || value instanceof SetTable) {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(value) as object) as HashTable, value);
    copy.keys = replaced(copy.keys, twins) as HashTable['keys'];
    if (copy.vals !== undefined) copy.vals = replaced(copy.vals, twins) as HashTable['vals'];
    return copy;
  }
  return value;
}
