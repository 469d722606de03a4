// What Node's Buffer does better than the language: memory that is not cleared, and text of one byte per character.
import { Buffer, isAscii } from 'node:buffer';
import { engine } from '../../util/memory.ts';
import { keepFreedMemory } from './ffi/memory.ts';
import { zlibChecksums } from './ffi/checksums.ts';

interface Raw {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  latin1Write(this: Uint8Array, text: string, at: number): number;
  hexSlice(this: Uint8Array, start: number, end: number): string;
  hexWrite(this: Uint8Array, digits: string, at: number, length: number): number;
}

/** A program that asks for so many large arrays will go on doing so. */
const MANY = 32,
  LARGE = 65536;
let asked = 0;

export function useNodeMemory(): void {
  const { latin1Slice, latin1Write, hexSlice, hexWrite } = Buffer.prototype as unknown as Raw;
  engine.unfilled = (n) => {
    if (n >= LARGE && ++asked === MANY) keepFreedMemory();
    return Buffer.allocUnsafeSlow(n).buffer as ArrayBuffer;
  };
  engine.latin1 = (bytes, start, end) => latin1Slice.call(bytes, start, end);
  engine.isAscii = isAscii;
  Object.assign(engine, zlibChecksums());
  engine.compare = (a, b) => Buffer.compare(a, b);
  engine.hex = (bytes) => hexSlice.call(bytes, 0, bytes.length);
  engine.writeHex = (target, digits) => void hexWrite.call(target, digits, 0, target.length);
  engine.writeLatin1 = (target, text, at) => void latin1Write.call(target, text, at);
}
