// HOT. Merge sorts of positions by keys that are JS numbers or strings. Each has its comparison written out: V8 shares what it
// learns among all users of one function, so a sort that takes a comparison as an argument is three times slower.
// - Stable, and linear for input that is sorted already or strictly falling.
// - `tie(i, j)` decides between equal keys: does value i come before value j? Bench: sort_work.

type Tie = (i: number, j: number) => boolean;

const RUN = 16;

/** Positions of `keys`, none of them NaN, in ascending order. `keys` is used up. */
export function orderOfNumbers(keys: Float64Array, tie: Tie | undefined): Int32Array {
  const n = keys.length;
  const order = positions(n);
  let rising = 1;
  while (rising < n && keys[rising - 1]! < keys[rising]!) rising++;
  if (rising === n) return order;
  let falling = 1;
  while (falling < n && keys[falling - 1]! > keys[falling]!) falling++;
  if (falling === n) return order.reverse();
  for (let low = 0; low < n; low += RUN) {
    const high = low + RUN < n ? low + RUN : n;
    for (let i = low + 1; i < high; i++) {
      const key = keys[i]!;
      const at = order[i]!;
      let j = i - 1;
      for (; j >= low; j--) {
        const other = keys[j]!;
        if (!(key < other || (key === other && tie !== undefined && tie(at, order[j]!)))) break;
        keys[j + 1] = other;
        order[j + 1] = order[j]!;
      }
      keys[j + 1] = key;
      order[j + 1] = at;
    }
  }
  if (n <= RUN) return order;
  const spareKeys = new Float64Array(n);
  const spareOrder = new Int32Array(n);
  for (let width = RUN; width < n; width *= 2) {
    for (let low = 0; low + width < n; low += 2 * width) {
      const mid = low + width;
      const high = mid + width < n ? mid + width : n;
      const last = keys[mid - 1]!;
      if (last < keys[mid]! || (last === keys[mid]! && (tie === undefined || !tie(order[mid]!, order[mid - 1]!)))) continue;
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
        if (b < a || (b === a && tie !== undefined && tie(order[j]!, spareOrder[i]!))) {
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
  return order;
}

/** Positions of `keys`, narrow strs, in ascending order. `keys` is used up. */
export function orderOfStrings(keys: string[], tie: Tie | undefined): Int32Array {
  const n = keys.length;
  const order = positions(n);
  let rising = 1;
  while (rising < n && keys[rising - 1]! < keys[rising]!) rising++;
  if (rising === n) return order;
  let falling = 1;
  while (falling < n && keys[falling - 1]! > keys[falling]!) falling++;
  if (falling === n) return order.reverse();
  for (let low = 0; low < n; low += RUN) {
    const high = low + RUN < n ? low + RUN : n;
    for (let i = low + 1; i < high; i++) {
      const key = keys[i]!;
      const at = order[i]!;
      let j = i - 1;
      for (; j >= low; j--) {
        const other = keys[j]!;
        if (key === other) {
          if (tie === undefined || !tie(at, order[j]!)) break;
        } else if (!(key < other)) break;
        keys[j + 1] = other;
        order[j + 1] = order[j]!;
      }
      keys[j + 1] = key;
      order[j + 1] = at;
    }
  }
  if (n <= RUN) return order;
  const spareKeys: string[] = new Array(n).fill('');
  const spareOrder = new Int32Array(n);
  for (let width = RUN; width < n; width *= 2) {
    for (let low = 0; low + width < n; low += 2 * width) {
      const mid = low + width;
      const high = mid + width < n ? mid + width : n;
      const last = keys[mid - 1]!,
        first = keys[mid]!;
      if (last === first ? tie === undefined || !tie(order[mid]!, order[mid - 1]!) : last < first) continue;
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
        if (b === a ? tie !== undefined && tie(order[j]!, spareOrder[i]!) : b < a) {
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
  return order;
}

function positions(n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  return order;
}
