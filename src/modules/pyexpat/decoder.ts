// Bytes of an XML document as text: the encoding is told by the caller, a byte order mark or the declaration; UTF-8 otherwise.
// Characters cut by the end of a piece wait for the next one. CPython/expat: the encodings of xmltok.c and UnknownEncodingHandler.
import { concatTwo } from '../../util/bytes.ts';

/** `bytes` per character: 0 for UTF-8, where the character tells. */
export type Width = 0 | 1 | 2;

export class XmlDecoder {
  width: Width = 0;
  /** Length of the byte order mark. */
  mark = 0;
  private decode: ((bytes: Uint8Array, final: boolean) => string) | undefined;
  private rest: Uint8Array = new Uint8Array(0);
  private given: string | undefined;
  /** Gives the 256 characters of an encoding that is not built in. */
  private table: (encoding: string) => string;

  constructor(given: string | undefined, table: (encoding: string) => string) {
    this.given = given;
    this.table = table;
  }

  /** An encoding from outside wins over what the document says. */
  force(encoding: string): void {
    if (this.decode === undefined) this.given = encoding;
  }

  text(bytes: Uint8Array, final: boolean): string {
    const all = this.rest.length === 0 ? bytes : concatTwo(this.rest, bytes);
    this.rest = new Uint8Array(0);
    if (this.decode === undefined && !this.begin(all, final)) {
      this.rest = all.slice();
      return '';
    }
    const from = this.skip;
    this.skip = 0;
    return this.decode!(from === 0 ? all : all.subarray(from), final);
  }

  private skip = 0;

  /** Chooses the encoding; false where more bytes are needed for that. */
  private begin(b: Uint8Array, final: boolean): boolean {
    if (b.length < 4 && !final) return false;
    let name = this.given;
    if (b[0] === 0xef && b[1] === 0xbb && b[2] === 0xbf && (name === undefined || /^utf-?8$/i.test(name))) {
      this.mark = this.skip = 3;
      name ??= 'utf-8';
    } else if ((b[0] === 0xfe && b[1] === 0xff) || (b[0] === 0xff && b[1] === 0xfe)) {
      if (name === undefined || /^utf-?16/i.test(name)) {
        this.mark = this.skip = 2;
        name = b[0] === 0xfe ? 'utf-16be' : 'utf-16le';
      }
    } else if (name === undefined && b[0] === 0 && b[1] === 60) name = 'utf-16be';
    else if (name === undefined && b[0] === 60 && b[1] === 0) name = 'utf-16le';
    if (name === undefined) {
      const declared = this.declared(b, final);
      if (declared === undefined) return false;
      name = declared;
    }
    this.choose(name);
    return true;
  }

  /** The encoding of the declaration, '' for none, undefined where its end is not there yet. */
  private declared(b: Uint8Array, final: boolean): string | undefined {
    const head = String.fromCharCode(...b.subarray(0, 400));
    if (!head.startsWith('<?xml'.slice(0, head.length))) return '';
    const end = head.indexOf('?>');
    if (end < 0) return final || head.length >= 400 ? '' : undefined;
    return /\sencoding\s*=\s*["']([^"']*)["']/.exec(head.slice(0, end))?.[1] ?? '';
  }

  private choose(name: string): void {
    const lower = name.toLowerCase();
    if (lower === '' || lower === 'utf-8' || lower === 'utf8') this.decode = (bytes, final) => this.utf8(bytes, final);
    else if (lower === 'iso-8859-1') this.single((b) => String.fromCharCode(b));
    else if (lower === 'us-ascii') this.single((b) => (b < 128 ? String.fromCharCode(b) : '\0'));
    else if (lower.startsWith('utf-16')) {
      this.width = 2;
      const little = lower !== 'utf-16be';
      this.decode = (bytes, final) => this.utf16(bytes, little, final);
    } else {
      const table = Array.from(this.table(name));
      this.single((b) => (table[b] === '\ufffd' ? '\0' : table[b]!));
    }
  }

  private single(character: (byte: number) => string): void {
    this.width = 1;
    const table = Array.from({ length: 256 }, (_, b) => character(b));
    this.decode = (bytes) => {
      let out = '';
      for (const b of bytes) out += table[b];
      return out;
    };
  }

  private readonly strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

  private utf8(bytes: Uint8Array, final: boolean): string {
    const end = final ? bytes.length : completeEnd(bytes);
    this.rest = bytes.slice(end);
    const part = bytes.subarray(0, end);
    try {
      return this.strict.decode(part);
    } catch {
      // What is wrong becomes a character that no document may hold, so that the reader says where.
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(part.subarray(0, validEnd(part))) + '\0';
    }
  }

  private utf16(bytes: Uint8Array, little: boolean, final: boolean): string {
    const end = bytes.length - (bytes.length % 2);
    this.rest = bytes.slice(end);
    let out = '';
    for (let i = 0; i < end; i += 2) out += String.fromCharCode(little ? bytes[i]! | (bytes[i + 1]! << 8) : (bytes[i]! << 8) | bytes[i + 1]!);
    return final && end < bytes.length ? `${out}\0` : out;
  }
}

/** Where the last complete character ends. */
function completeEnd(b: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= b.length; back++) {
    const c = b[b.length - back]!;
    if (c < 0x80) return b.length;
    if (c >= 0xc0) return back < (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2) ? b.length - back : b.length;
  }
  return b.length;
}

/** Length of the valid beginning. */
function validEnd(b: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const valid = (n: number): boolean => {
    try {
      decoder.decode(b.subarray(0, completeEnd(b.subarray(0, n))));
      return true;
    } catch {
      return false;
    }
  };
  let low = 0;
  let high = b.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valid(middle)) low = middle;
    else high = middle - 1;
  }
  return completeEnd(b.subarray(0, low));
}
