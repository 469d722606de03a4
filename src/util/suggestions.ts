// "Did you mean": the candidate nearest to a misspelt name. CPython: Python/suggestions.c.
// The distance is Levenshtein's over UTF-8 bytes, where a letter in another case costs half of another letter; a candidate counts
// only if at most a third of the two names differs.

const MOVE = 2;
const OTHER_CASE = 1;
const MOST_CANDIDATES = 750;
const LONGEST = 40;

const encoder = new TextEncoder();

/** The best of `candidates` (the first of equals); undefined where none is near enough. */
export function closestName(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length >= MOST_CANDIDATES) return undefined;
  const wanted = encoder.encode(name);
  if (wanted.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const bytes = encoder.encode(candidate);
    const limit = Math.min(Math.floor(((bytes.length + wanted.length + 3) * MOVE) / 6), bestDistance - 1);
    const d = distance(wanted, bytes, limit);
    if (d <= limit && d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

const lower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);
const substitution = (a: number, b: number): number => (a === b ? 0 : lower(a) === lower(b) ? OTHER_CASE : MOVE);

/** Edit distance, or anything above `limit` where it is more than that. */
function distance(left: Uint8Array, right: Uint8Array, limit: number): number {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  const a = left.subarray(start, left.length - end),
    b = right.subarray(start, right.length - end);
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE;
  if (a.length > LONGEST || b.length > LONGEST || Math.abs(a.length - b.length) * MOVE > limit) return limit + 1;
  let row = Array.from({ length: a.length + 1 }, (_, i) => i * MOVE);
  for (let j = 1; j <= b.length; j++) {
    const next = [j * MOVE];
    for (let i = 1; i <= a.length; i++) {
      next.push(Math.min(row[i - 1]! + substitution(a[i - 1]!, b[j - 1]!), row[i]! + MOVE, next[i - 1]! + MOVE));
    }
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[a.length]!;
}
