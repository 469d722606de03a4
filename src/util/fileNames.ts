// File names are bytes to the system: UTF-8 where they decode, each other byte as a lone surrogate U+DC80 … U+DCFF (PEP 383).

export function decodeFileName(bytes: Uint8Array): string {
  const plain = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return plain.decode(bytes);
  } catch {
    return decodeLenient(bytes);
  }
}

function decodeLenient(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let out = '';
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i]!;
    const length = b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    let text: string | undefined;
    if (length > 0 && i + length <= bytes.length) {
      try {
        text = decoder.decode(bytes.subarray(i, i + length));
      } catch {
        text = undefined;
      }
    }
    if (text === undefined) {
      out += String.fromCharCode(0xdc00 + b);
      i++;
    } else {
      out += text;
      i += length;
    }
  }
  return out;
}

export function encodeFileName(name: string): Uint8Array {
  if (!/[\ud800-\udfff]/.test(name)) return new TextEncoder().encode(name);
  const parts: number[] = [];
  const encoder = new TextEncoder();
  for (let i = 0; i < name.length; i++) {
    const cp = name.codePointAt(i)!;
    if (cp > 0xffff) i++;
    if (cp >= 0xdc80 && cp <= 0xdcff) parts.push(cp - 0xdc00);
    else parts.push(...encoder.encode(String.fromCodePoint(cp)));
  }
  return Uint8Array.from(parts);
}
