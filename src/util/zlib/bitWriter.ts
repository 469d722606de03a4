// Bits into bytes, lowest bit first.

export class BitWriter {
  #out: Uint8Array = new Uint8Array(1024);
  #length = 0;
  #hold = 0;
  #count = 0;

  /** At most 16 bits. */
  bits(value: number, count: number): void {
    this.#hold |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#byte(this.#hold & 255);
      this.#hold >>>= 8;
      this.#count -= 8;
    }
  }

  /** Zero bits up to the next byte. */
  align(): void {
    if (this.#count > 0) this.bits(0, 8 - this.#count);
  }

  /** Whole bytes, at a byte boundary. */
  bytes(bytes: ArrayLike<number>): void {
    for (let i = 0; i < bytes.length; i++) this.#byte(bytes[i]!);
  }

  #byte(byte: number): void {
    if (this.#length === this.#out.length) {
      const grown = new Uint8Array(2 * this.#length);
      grown.set(this.#out);
      this.#out = grown;
    }
    this.#out[this.#length++] = byte;
  }

  /** The bytes that are complete; bits of the last one stay. */
  take(): Uint8Array {
    const bytes = this.#out.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  assign(other: BitWriter): void {
    this.#out = other.#out.slice();
    this.#length = other.#length;
    this.#hold = other.#hold;
    this.#count = other.#count;
  }
}
