// Making prefix codes from symbol counts.

import { firstCodes, reversed } from './huffman.ts';

/** Code lengths of at most `limit` bits; 0 for symbols that do not occur. At least one symbol gets a code. */
export function codeLengths(counts: Uint32Array, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  const used = [...counts.keys()].filter((symbol) => counts[symbol]! > 0);
  // A decoder wants a code even where none is needed, and two symbols make it complete.
  for (let symbol = 0; used.length < 2; symbol++) if (!used.includes(symbol)) used.push(symbol);
  used.sort((a, b) => counts[a]! - counts[b]!);
  const perLength = limited(depths(used.map((symbol) => counts[symbol]!)), limit);
  let next = used.length - 1;
  for (let length = 1; length <= limit; length++) {
    for (let i = 0; i < perLength[length]!; i++) lengths[used[next--]!] = length;
  }
  return lengths;
}

/** Depth of each leaf of the Huffman tree over ascending weights: two queues, the smaller heads are joined. */
function depths(weights: number[]): number[] {
  const count = weights.length;
  const parent = new Array<number>(2 * count - 1).fill(-1);
  const weight = weights.slice();
  let leaf = 0;
  let inner = count;
  const smallest = () => (leaf < count && (inner >= weight.length || weight[leaf]! <= weight[inner]!) ? leaf++ : inner++);
  while (weight.length < 2 * count - 1) {
    const a = smallest();
    const b = smallest();
    parent[a] = parent[b] = weight.length;
    weight.push(weight[a]! + weight[b]!);
  }
  const depth = new Array<number>(2 * count - 1).fill(0);
  for (let i = 2 * count - 3; i >= 0; i--) depth[i] = depth[parent[i]!]! + 1;
  return depth.slice(0, count);
}

/** How many codes of each length, none longer than `limit`: too long ones are cut, shorter ones made longer to pay for it. */
function limited(depth: number[], limit: number): number[] {
  const perLength = new Array<number>(limit + 1).fill(0);
  for (const d of depth) perLength[Math.min(d, limit)]!++;
  let excess = -(2 ** limit);
  perLength.forEach((count, length) => {
    if (length > 0) excess += count * 2 ** (limit - length);
  });
  while (excess > 0) {
    let length = limit - 1;
    while (perLength[length] === 0) length--;
    perLength[length]!--;
    perLength[length + 1]!++;
    excess -= 2 ** (limit - length - 1);
  }
  // Overpaying leaves room: the longest codes may become shorter again.
  while (excess < 0 && perLength[limit]! > 0) {
    perLength[limit]!--;
    perLength[limit - 1]!++;
    excess += 1;
  }
  return perLength;
}

/** The codes of given lengths, in the bit order in which they are written. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length > 0) counts[length]!++;
  const next = firstCodes(counts);
  return Uint16Array.from(lengths, (length) => (length === 0 ? 0 : reversed(next[length]!++, length)));
}
