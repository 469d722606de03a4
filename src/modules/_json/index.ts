// _json: the fast halves of json.decoder, json.scanner and json.encoder. CPython: Modules/_json.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { TypeError, ValueError } from '../../objects/types/exceptions.ts';
import { typeName } from '../../objects/ops/number.ts';
import { raise } from '../../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs, strLength } from '../../objects/ops/strings.ts';
import { encoderType } from './encode.ts';
import { JsonText, scannerType } from './scan.ts';
import { quote, quoteAscii, readString } from './strings.ts';

export default defineModule({
  name: '_json',
  doc: 'Fast reading and writing of JSON.',
  constants: () => ({ make_scanner: scannerType, make_encoder: encoderType }),
  functions: [
    fn(
      'scanstring(string, end: size, strict: bool = True, /)',
      'Reads a JSON string whose first character is at end. Gives the text and the position behind the closing quote.',
      scanstring,
    ),
    fn('encode_basestring(string, /)', 'The text as a JSON string.', (text: PyObject) => quoted(text, quote)),
    fn('encode_basestring_ascii(string, /)', 'The text as a JSON string in ASCII.', (text: PyObject) => quoted(text, quoteAscii)),
  ],
});

function quoted(text: PyObject, quoter: (text: string) => string): PyObject {
  if (!isStr(text)) raise(TypeError, `first argument must be a string, not ${typeName(text)}`);
  return strFromJs(quoter(jsFromStr(text)));
}

function scanstring(string: PyObject, end: number, strict: boolean): PyTuple {
  if (!isStr(string)) raise(TypeError, `first argument must be a string, not ${typeName(string)}`);
  if (end < 0 || end > strLength(string)) raise(ValueError, 'end is out of bounds');
  const json = new JsonText(string, end);
  const text = readString(json, json.pos, strict);
  return new PyTuple([text, json.pointOf(json.pos)]);
}
