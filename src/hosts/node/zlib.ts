// zlib streams over Node's binding. Node's public API has only whole buffers when synchronous, so this file drives the stream's handle,
// as Node's own synchronous path does: `writeSync` makes one call of deflate() or inflate() and leaves two counts in a shared array.
import type { HostZStream, ZlibHost } from '../../host/host.ts';

let loaded: typeof import('node:zlib') | undefined;
const zlib = () => (loaded ??= process.getBuiltinModule('node:zlib'));

const Z_OK = 0;

/** The parts of a Node zlib stream that a synchronous step needs. */
interface Handle {
  writeSync(flush: number, input: Uint8Array, inStart: number, inLength: number, output: Uint8Array, outStart: number, outLength: number): void;
  close(): void;
  onerror: ((message: string, errno: number, code: string) => void) | undefined;
}
interface NodeStream {
  _handle: Handle;
  _writeState?: Uint32Array;
}

export const nodeZlib: ZlibHost = {
  get version() {
    return process.versions.zlib!.split('-')[0]!;
  },
  deflate(level, windowBits, memLevel, strategy, dictionary) {
    const { createDeflate, createDeflateRaw, createGzip } = zlib();
    const make = windowBits < 0 ? createDeflateRaw : windowBits > 15 ? createGzip : createDeflate;
    const bits = windowBits < 0 ? -windowBits : windowBits > 15 ? windowBits - 16 : windowBits;
    return new NodeZStream(make({ level, windowBits: bits, memLevel, strategy, dictionary }) as unknown as NodeStream);
  },
  inflate(windowBits, dictionary) {
    const { createInflate, createInflateRaw, createGunzip, createUnzip } = zlib();
    const make = windowBits < 0 ? createInflateRaw : windowBits >= 40 ? createUnzip : windowBits > 15 ? createGunzip : createInflate;
    const bits = windowBits < 0 ? -windowBits : windowBits & 15;
    return new NodeZStream(make({ windowBits: bits, dictionary }) as unknown as NodeStream);
  },
  get crc32() {
    return (zlib() as { crc32?: (data: Uint8Array, start: number) => number }).crc32;
  },
};

class NodeZStream implements HostZStream {
  availIn = 0;
  availOut = 0;
  message: string | undefined = undefined;
  #handle: Handle;
  #state: Uint32Array;
  #error = Z_OK;

  constructor(stream: NodeStream) {
    this.#handle = stream._handle;
    this.#state = stateOf(stream);
    this.#handle.onerror = (message, errno) => {
      this.message = message;
      this.#error = errno;
    };
  }

  step(flush: number, input: Uint8Array, inStart: number, inLength: number, output: Uint8Array, outStart: number, outLength: number): number {
    this.#error = Z_OK;
    this.#handle.writeSync(flush, input, inStart, inLength, output, outStart, outLength);
    this.availOut = this.#state[0]!;
    this.availIn = this.#state[1]!;
    return this.#error;
  }

  end(): void {
    this.#handle.close();
  }
}

/** The array the binding reports in: a property of the stream, or kept under a symbol in other versions. */
function stateOf(stream: NodeStream): Uint32Array {
  if (stream._writeState !== undefined) return stream._writeState;
  for (const key of Object.getOwnPropertySymbols(stream)) {
    const value = (stream as unknown as Record<symbol, unknown>)[key];
    if (value instanceof Uint32Array) return value;
  }
  throw new Error('this Node keeps the state of zlib streams elsewhere');
}
