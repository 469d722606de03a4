// HOT. The strs that a pickler has written, with their memo numbers: a hash table of its own, because the hash comes for free while the
// characters are written, and a JS Map would compute one for each fresh string.
// - Open addressing, linear probing; `slots` holds entry numbers + 1 and has room for twice the entries.

export class StringTable {
  private slots: Int32Array;
  readonly keys: string[];
  readonly numbers: number[];
  private hashes: number[];

  constructor() {
    this.slots = new Int32Array(64);
    this.keys = [];
    this.numbers = [];
    this.hashes = [];
  }

  /** The number of a string, -1 for an unknown one, which gets the number `next` if that is not negative. */
  number(s: string, hash: number, next: number): number {
    const { slots, hashes, keys } = this;
    const mask = slots.length - 1;
    let i = (hash ^ (hash >>> 15)) & mask;
    for (let entry = slots[i]!; entry !== 0; entry = slots[i]!) {
      if (hashes[entry - 1] === hash && keys[entry - 1] === s) return this.numbers[entry - 1]!;
      i = (i + 1) & mask;
    }
    if (next < 0) return -1;
    keys.push(s);
    this.numbers.push(next);
    hashes.push(hash);
    slots[i] = keys.length;
    if (keys.length * 2 > slots.length) this.grow();
    return -1;
  }

  private grow(): void {
    const slots = (this.slots = new Int32Array(this.slots.length * 4));
    const mask = slots.length - 1;
    const { hashes } = this;
    for (let entry = 0; entry < hashes.length; entry++) {
      const hash = hashes[entry]!;
      let i = (hash ^ (hash >>> 15)) & mask;
      while (slots[i] !== 0) i = (i + 1) & mask;
      slots[i] = entry + 1;
    }
  }

  copy(): StringTable {
    const other = new StringTable();
    other.slots = this.slots.slice();
    other.keys.push(...this.keys);
    other.numbers.push(...this.numbers);
    other.hashes.push(...this.hashes);
    return other;
  }
}
