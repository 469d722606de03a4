// Randomness and digests over Node's OpenSSL. Loaded on first use: node:crypto costs milliseconds at start.
import type { CryptoHost, HostDigest } from '../../host/host.ts';
import { systemRandom } from './ffi/random.ts';

let loaded: typeof import('node:crypto') | undefined;
const crypto = () => (loaded ??= process.getBuiltinModule('node:crypto'));

export const nodeCrypto: CryptoHost = {
  random(into) {
    if (!systemRandom(into)) crypto().randomFillSync(into);
  },
  digest(name) {
    try {
      return new NodeDigest(name, crypto().createHash(name), undefined);
    } catch {
      // Unknown to this OpenSSL, or forbidden by its configuration.
      return undefined;
    }
  },
  hmac(name, key) {
    try {
      crypto().createHmac(name, key);
    } catch {
      return undefined;
    }
    return new NodeHmac(name, key, []);
  },
  digestNames: () => crypto().getHashes(),
  pbkdf2: (name, password, salt, rounds, length) => crypto().pbkdf2Sync(password, salt, rounds, length, name),
  scrypt: (password, salt, N, r, p, maxmem, length) => crypto().scryptSync(password, salt, length, { N, r, p, maxmem }),
};

class NodeDigest implements HostDigest {
  #name: string;
  #hash: import('node:crypto').Hash;
  #length: number | undefined;
  constructor(name: string, hash: import('node:crypto').Hash, length: number | undefined) {
    this.#name = name;
    this.#hash = hash;
    this.#length = length;
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(length?: number): Uint8Array {
    // A Hash can be finished once only: finish a copy.
    const options = length === undefined ? undefined : { outputLength: length };
    return plain(this.#hash.copy(options).digest());
  }
  copy(): HostDigest {
    return new NodeDigest(this.#name, this.#hash.copy(), this.#length);
  }
}

/** Node's Hmac cannot be copied or read twice: keep the parts and hash them when asked. */
class NodeHmac implements HostDigest {
  #name: string;
  #key: Uint8Array;
  #parts: Uint8Array[];
  constructor(name: string, key: Uint8Array, parts: Uint8Array[]) {
    this.#name = name;
    this.#key = key;
    this.#parts = parts;
  }
  update(data: Uint8Array): void {
    this.#parts.push(data.slice());
  }
  digest(): Uint8Array {
    const mac = crypto().createHmac(this.#name, this.#key);
    for (const part of this.#parts) mac.update(part);
    return plain(mac.digest());
  }
  copy(): HostDigest {
    return new NodeHmac(this.#name, this.#key, [...this.#parts]);
  }
}

/** A plain array of its own: Buffers share a pool and have methods of their own. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
