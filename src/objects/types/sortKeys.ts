// HOT. Stable orders of positions by keys that are JS numbers or strings.
// - Many numbers: a radix sort on their bits, which leaves out the digits that all keys share. Few: a merge sort.
// - Strings are sorted by number: seven characters behind what all have in common fill a double, and groups that are still
//   equal are sorted by the next seven.
// - `refine` says how to go on with positions whose keys are equal. Bench: sort_work.

/** Sorts order[from … to - 1], positions of equal keys, by what else there is. */
export type Refine = (order: Int32Array, from: number, to: number) => void;

const RUN = 16;
/** From so many keys on the fixed cost of a radix sort, 64 kB of counters, no longer counts. */
const RADIX = 800;
const FEW_STRINGS = 160;

/** Positions of `keys`, none of them NaN, in ascending order. `keys` is used up. */
export function orderOfNumbers(keys: Float64Array, refine: Refine | undefined): Int32Array {
  const order = positions(keys.length);
  sortNumbers(keys, order);
  if (refine !== undefined) refineEqual(keys, order, refine);
  return order;
}

/** Positions of `keys`, narrow strs, in ascending order. */
export function orderOfStrings(keys: readonly string[], refine: Refine | undefined): Int32Array {
  const n = keys.length;
  const order = positions(n);
  let rising = 1;
  while (rising < n && keys[rising - 1]! < keys[rising]!) rising++;
  if (rising === n) return order;
  let falling = 1;
  while (falling < n && keys[falling - 1]! > keys[falling]!) falling++;
  if (falling === n) return order.reverse();
  arrangeStrings(keys, order, 0, n, 0, refine);
  return order;
}

/** Sorts `keys` in place, and `order` along with them. */
export function sortNumbers(keys: Float64Array, order: Int32Array | undefined): void {
  const n = keys.length;
  let rising = 1;
  while (rising < n && keys[rising - 1]! <= keys[rising]!) rising++;
  if (rising >= n) return;
  let falling = 1;
  while (falling < n && keys[falling - 1]! > keys[falling]!) falling++;
  if (falling === n) {
    keys.reverse();
    order?.reverse();
  } else if (n >= RADIX) {
    radixSort(keys, order ?? positions(n), order !== undefined);
  } else {
    mergeNumbers(keys, order ?? positions(n));
  }
}

function refineEqual(keys: Float64Array, order: Int32Array, refine: Refine): void {
  const n = keys.length;
  for (let from = 0; from < n; ) {
    const key = keys[from]!;
    let to = from + 1;
    while (to < n && keys[to] === key) to++;
    if (to - from > 1) refine(order, from, to);
    from = to;
  }
}

const DIGIT = 11;
const DIGITS = 6;
const BUCKETS = 1 << DIGIT;

/** From the lowest digit to the highest. The bits of a double, all inverted if it is negative and else the sign alone, rise with its value. */
function radixSort(keys: Float64Array, order: Int32Array, withOrder: boolean): void {
  const n = keys.length;
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * n);
  let fromLow = new Uint32Array(n),
    fromHigh = new Uint32Array(n),
    toLow = new Uint32Array(n),
    toHigh = new Uint32Array(n),
    fromOrder = order,
    toOrder = withOrder ? new Int32Array(n) : order;
  const counts = new Int32Array(DIGITS * BUCKETS);
  for (let i = 0; i < n; i++) {
    // Both zeros are equal, and adding zero makes them one.
    keys[i] = keys[i]! + 0;
    let low = words[2 * i]!,
      high = words[2 * i + 1]!;
    if (high >>> 31 !== 0) {
      low = ~low >>> 0;
      high = ~high >>> 0;
    } else {
      high = (high | 0x80000000) >>> 0;
    }
    fromLow[i] = low;
    fromHigh[i] = high;
    counts[low & 2047]!++;
    counts[2048 + ((low >>> 11) & 2047)]!++;
    counts[4096 + ((low >>> 22) | ((high & 1) << 10))]!++;
    counts[6144 + ((high >>> 1) & 2047)]!++;
    counts[8192 + ((high >>> 12) & 2047)]!++;
    counts[10240 + (high >>> 23)]!++;
  }
  for (let digit = 0; digit < DIGITS; digit++) {
    const base = digit * BUCKETS;
    if (counts[base + digitOf(fromLow[0]!, fromHigh[0]!, digit)] === n) continue;
    let sum = 0;
    for (let b = base; b < base + BUCKETS; b++) {
      const count = counts[b]!;
      counts[b] = sum;
      sum += count;
    }
    for (let i = 0; i < n; i++) {
      const low = fromLow[i]!,
        high = fromHigh[i]!;
      const at = counts[base + digitOf(low, high, digit)]!++;
      toLow[at] = low;
      toHigh[at] = high;
      toOrder[at] = fromOrder[i]!;
    }
    [fromLow, toLow] = [toLow, fromLow];
    [fromHigh, toHigh] = [toHigh, fromHigh];
    [fromOrder, toOrder] = [toOrder, fromOrder];
  }
  for (let i = 0; i < n; i++) {
    const high = fromHigh[i]!;
    words[2 * i] = high >>> 31 !== 0 ? fromLow[i]! : ~fromLow[i]!;
    words[2 * i + 1] = high >>> 31 !== 0 ? high & 0x7fffffff : ~high;
  }
  if (withOrder && fromOrder !== order) order.set(fromOrder);
}

function digitOf(low: number, high: number, digit: number): number {
  switch (digit) {
    case 0:
      return low & 2047;
    case 1:
      return (low >>> 11) & 2047;
    case 2:
      return (low >>> 22) | ((high & 1) << 10);
    case 3:
      return (high >>> 1) & 2047;
    case 4:
      return (high >>> 12) & 2047;
    default:
      return high >>> 23;
  }
}

function mergeNumbers(keys: Float64Array, order: Int32Array): void {
  const n = keys.length;
  for (let low = 0; low < n; low += RUN) {
    const high = low + RUN < n ? low + RUN : n;
    for (let i = low + 1; i < high; i++) {
      const key = keys[i]!;
      const at = order[i]!;
      let j = i - 1;
      for (; j >= low && key < keys[j]!; j--) {
        keys[j + 1] = keys[j]!;
        order[j + 1] = order[j]!;
      }
      keys[j + 1] = key;
      order[j + 1] = at;
    }
  }
  if (n <= RUN) return;
  const spareKeys = new Float64Array(n);
  const spareOrder = new Int32Array(n);
  for (let width = RUN; width < n; width *= 2) {
    for (let low = 0; low + width < n; low += 2 * width) {
      const mid = low + width;
      const high = mid + width < n ? mid + width : n;
      if (keys[mid - 1]! <= keys[mid]!) continue;
      const count = mid - low;
      for (let i = 0; i < count; i++) {
        spareKeys[i] = keys[low + i]!;
        spareOrder[i] = order[low + i]!;
      }
      let i = 0,
        j = mid,
        k = low;
      while (i < count && j < high) {
        const a = spareKeys[i]!,
          b = keys[j]!;
        if (b < a) {
          keys[k] = b;
          order[k++] = order[j++]!;
        } else {
          keys[k] = a;
          order[k++] = spareOrder[i++]!;
        }
      }
      while (i < count) {
        keys[k] = spareKeys[i]!;
        order[k++] = spareOrder[i++]!;
      }
    }
  }
}

/** Sorts order[from … to - 1] by strings that are known to agree in their first `known` characters. */
function arrangeStrings(strings: readonly string[], order: Int32Array, from: number, to: number, known: number, refine: Refine | undefined): void {
  const n = to - from;
  if (n < FEW_STRINGS) {
    insertStrings(strings, order, from, to, refine);
    return;
  }
  const start = commonPrefix(strings, order, from, to, known);
  const part = order.slice(from, to);
  const keys = new Float64Array(n);
  let width = 7;
  if (!pack(strings, part, start, keys, 7, 128)) {
    width = 6;
    if (!pack(strings, part, start, keys, 6, 256)) {
      width = 3;
      pack(strings, part, start, keys, 3, 65536);
    }
  }
  sortNumbers(keys, part);
  order.set(part, from);
  for (let first = 0; first < n; ) {
    const key = keys[first]!;
    let end = first + 1;
    while (end < n && keys[end] === key) end++;
    if (end - first > 1) {
      // A key that holds the end of its string stands for one string.
      if (strings[part[first]!]!.length >= start + width) arrangeStrings(strings, order, from + first, from + end, start + width, refine);
      else refine?.(order, from + first, from + end);
    }
    first = end;
  }
}

function commonPrefix(strings: readonly string[], order: Int32Array, from: number, to: number, known: number): number {
  const first = strings[order[from]!]!;
  let length = first.length;
  for (let i = from + 1; i < to && length > known; i++) {
    const s = strings[order[i]!]!;
    if (s.length < length) length = s.length;
    let k = known;
    while (k < length && s.charCodeAt(k) === first.charCodeAt(k)) k++;
    length = k;
  }
  return length;
}

/** The `width` characters from `start` on as digits, 0 behind the end. False if there is a character beyond `limit`. */
function pack(strings: readonly string[], part: Int32Array, start: number, keys: Float64Array, width: number, limit: number): boolean {
  const base = limit + 1;
  for (let i = 0; i < part.length; i++) {
    const s = strings[part[i]!]!;
    const { length } = s;
    let key = 0;
    for (let k = start; k < start + width; k++) {
      if (k < length) {
        const unit = s.charCodeAt(k);
        if (unit >= limit) return false;
        key = key * base + unit + 1;
      } else {
        key *= base;
      }
    }
    keys[i] = key;
  }
  return true;
}

function insertStrings(strings: readonly string[], order: Int32Array, from: number, to: number, refine: Refine | undefined): void {
  for (let i = from + 1; i < to; i++) {
    const at = order[i]!;
    const key = strings[at]!;
    let low = from,
      high = i;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if (key < strings[order[mid]!]!) high = mid;
      else low = mid + 1;
    }
    for (let j = i; j > low; j--) order[j] = order[j - 1]!;
    order[low] = at;
  }
  if (refine === undefined) return;
  for (let first = from; first < to; ) {
    const key = strings[order[first]!]!;
    let end = first + 1;
    while (end < to && strings[order[end]!] === key) end++;
    if (end - first > 1) refine(order, first, end);
    first = end;
  }
}

function positions(n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
}
