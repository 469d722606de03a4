// `ascii(o)`: the repr with everything beyond ASCII escaped. CPython: PyObject_ASCII.
import type { PyObject } from '../model/object.ts';
import { reprObject } from './repr.ts';
import { jsFromStr, type PyStr } from './strings.ts';

/** The repr itself where it is ASCII already, even an instance of a subclass of str. */
export function asciiObject(o: PyObject): PyStr {
  const shown = reprObject(o);
  const text = jsFromStr(shown);
  return /^[\0-\x7f]*$/.test(text) ? shown : asciiOf(text);
}

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
