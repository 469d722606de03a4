// `ascii(o)`: the repr with everything beyond ASCII escaped. CPython: PyObject_ASCII.

/** Escapes a text in UTF-16. */
export function asciiOf(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const cp = text.codePointAt(i)!;
    if (cp > 0xffff) i++;
    if (cp < 128) out += String.fromCharCode(cp);
    else if (cp < 256) out += `\\x${cp.toString(16).padStart(2, '0')}`;
    else if (cp < 65536) out += `\\u${cp.toString(16).padStart(4, '0')}`;
    else out += `\\U${cp.toString(16).padStart(8, '0')}`;
  }
  return out;
}
