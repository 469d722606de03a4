// What Node's Buffer does better than the language: memory that is not cleared, and text of one byte per character.
import { Buffer, isAscii } from 'node:buffer';
import { engine } from '../../util/memory.ts';
import { keepFreedMemory } from './ffi/memory.ts';
import { zlibChecksums } from './ffi/checksums.ts';

interface Raw {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  latin1Write(this: Uint8Array, text: string, at: number): number;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Write(this: Uint8Array, text: string, at: number): number;
  hexSlice(this: Uint8Array, start: number, end: number): string;
  hexWrite(this: Uint8Array, digits: string, at: number, length: number): number;
}

/** A program that has asked for so many bytes will go on doing so. */
const MUCH = 2 << 20;
let keeps = false;
/**
 * V8 looks for dead arrays after 32 MB of them; touching memory for the first time takes longer than looking four times as often, and what was freed
 * a moment ago is still in the processor's cache.
 */
const LOOK_EVERY = 8 << 20;
let sinceLook = 0;

export function useNodeMemory(): void {
  const { latin1Slice, latin1Write, ucs2Slice, ucs2Write, hexSlice, hexWrite } = Buffer.prototype as unknown as Raw;
  const { gc } = globalThis as { gc?: (options: { type: 'minor' }) => void };
  engine.unfilled = (n) => {
    sinceLook += n;
    if (sinceLook > MUCH && !keeps) {
      keeps = true;
      keepFreedMemory();
    }
    if (sinceLook > LOOK_EVERY) {
      sinceLook = 0;
      gc?.({ type: 'minor' });
    }
    return Buffer.allocUnsafeSlow(n).buffer as ArrayBuffer;
  };
  engine.latin1 = (bytes, start, end) => latin1Slice.call(bytes, start, end);
  engine.isAscii = isAscii;
  Object.assign(engine, zlibChecksums());
  engine.ucs2 = (bytes, start) => ucs2Slice.call(bytes, start, bytes.length);
  engine.writeUcs2 = (target, text, at) => void ucs2Write.call(target, text, at);
  engine.compare = (a, b) => Buffer.compare(a, b);
  engine.hex = (bytes) => hexSlice.call(bytes, 0, bytes.length);
  engine.writeHex = (target, digits) => void hexWrite.call(target, digits, 0, target.length);
  engine.writeLatin1 = (target, text, at) => void latin1Write.call(target, text, at);
}
