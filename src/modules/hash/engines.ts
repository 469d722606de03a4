// Which code computes a digest: the host's OpenSSL where there is one, ours otherwise. Names are those of hashlib.
import { host } from '../../host/host.ts';
import { Blake2b, Blake2s, type Blake2Options } from '../../util/digest/blake2.ts';
import type { Digest } from '../../util/digest/block.ts';
import { Md5, Sha1 } from '../../util/digest/md5sha1.ts';
import { Sha256, Sha512 } from '../../util/digest/sha2.ts';
import { Sha3 } from '../../util/digest/sha3.ts';

export interface Algorithm {
  name: string;
  blockSize: number;
  /** 0 for extendable-output functions. */
  digestSize: number;
  /** OpenSSL's name. */
  openssl: string;
  make: () => Digest;
}

export function plainBlake2(digestSize: number): Blake2Options {
  const none = new Uint8Array(0);
  return {
    digestSize,
    key: none,
    salt: none,
    person: none,
    fanout: 1,
    depth: 1,
    leafSize: 0,
    nodeOffset: 0n,
    nodeDepth: 0,
    innerSize: 0,
    lastNode: false,
  };
}

const algorithm = (name: string, blockSize: number, digestSize: number, openssl: string, make: () => Digest): Algorithm => ({
  name,
  blockSize,
  digestSize,
  openssl,
  make,
});

export const ALGORITHMS: Readonly<Record<string, Algorithm>> = Object.fromEntries(
  [
    algorithm('md5', 64, 16, 'md5', () => new Md5()),
    algorithm('sha1', 64, 20, 'sha1', () => new Sha1()),
    algorithm('sha224', 64, 28, 'sha224', () => new Sha256(224)),
    algorithm('sha256', 64, 32, 'sha256', () => new Sha256(256)),
    algorithm('sha384', 128, 48, 'sha384', () => new Sha512(384)),
    algorithm('sha512', 128, 64, 'sha512', () => new Sha512(512)),
    algorithm('sha3_224', 144, 28, 'sha3-224', () => new Sha3(144, 6, 28)),
    algorithm('sha3_256', 136, 32, 'sha3-256', () => new Sha3(136, 6, 32)),
    algorithm('sha3_384', 104, 48, 'sha3-384', () => new Sha3(104, 6, 48)),
    algorithm('sha3_512', 72, 64, 'sha3-512', () => new Sha3(72, 6, 64)),
    // SHAKE stays with our own code: OpenSSL needs the length before the first byte.
    algorithm('shake_128', 168, 0, '', () => new Sha3(168, 0x1f, 16)),
    algorithm('shake_256', 136, 0, '', () => new Sha3(136, 0x1f, 32)),
    algorithm('blake2b', 128, 64, 'blake2b512', () => new Blake2b(plainBlake2(64))),
    algorithm('blake2s', 64, 32, 'blake2s256', () => new Blake2s(plainBlake2(32))),
  ].map((a) => [a.name, a]),
);

/** Below this much data starting the host's machinery costs more than it saves. */
export function newDigest(a: Algorithm): Digest {
  return (a.openssl === '' ? undefined : host.crypto.digest?.(a.openssl)) ?? a.make();
}

/** Names that OpenSSL uses or that differ by a dash. */
export function findAlgorithm(name: string): Algorithm | undefined {
  const lower = name.toLowerCase();
  return (
    ALGORITHMS[lower] ??
    ALGORITHMS[lower.replaceAll('-', '_')] ??
    ALGORITHMS[lower.replace(/^sha-/, 'sha')] ??
    Object.values(ALGORITHMS).find((a) => a.openssl === lower)
  );
}

/** HMAC (RFC 2104) over any of the algorithms. */
export class Hmac implements Digest {
  private readonly inner: Digest;
  private readonly outer: Digest;
  constructor(a: Algorithm, key: Uint8Array, parts?: { inner: Digest; outer: Digest }) {
    if (parts !== undefined) {
      this.inner = parts.inner;
      this.outer = parts.outer;
      return;
    }
    const block = new Uint8Array(a.blockSize);
    block.set(key.length > a.blockSize ? hashOnce(a, key) : key);
    this.inner = newDigest(a);
    this.outer = newDigest(a);
    this.inner.update(block.map((byte) => byte ^ 0x36));
    this.outer.update(block.map((byte) => byte ^ 0x5c));
  }
  update(data: Uint8Array): void {
    this.inner.update(data);
  }
  digest(): Uint8Array {
    const end = this.outer.copy();
    end.update(this.inner.digest());
    return end.digest();
  }
  copy(): Hmac {
    return new Hmac(undefined as never, undefined as never, { inner: this.inner.copy(), outer: this.outer.copy() });
  }
}

export function hashOnce(a: Algorithm, data: Uint8Array): Uint8Array {
  const digest = newDigest(a);
  digest.update(data);
  return digest.digest();
}

/** PBKDF2 (RFC 8018), for hosts without their own. */
export function pbkdf2(a: Algorithm, password: Uint8Array, salt: Uint8Array, rounds: number, length: number): Uint8Array {
  const keyed = new Hmac(a, password);
  const out = new Uint8Array(length);
  for (let block = 1, at = 0; at < length; block++) {
    const first = keyed.copy();
    first.update(salt);
    first.update(Uint8Array.of(block >>> 24, block >>> 16, block >>> 8, block));
    let u = first.digest();
    const total = u.slice();
    for (let i = 1; i < rounds; i++) {
      const next = keyed.copy();
      next.update(u);
      u = next.digest();
      for (let k = 0; k < total.length; k++) total[k]! ^= u[k]!;
    }
    out.set(total.subarray(0, Math.min(total.length, length - at)), at);
    at += total.length;
  }
  return out;
}
