// _string: the parser of str.format for string.Formatter. CPython: Objects/stringlib/unicode_format.h.
import { parseFormatString, splitFieldName, type FieldStep, type Markup } from '../util/formatString.ts';
import { defineModule, fn } from '../objects/declare/module.ts';
import { defineType } from '../objects/declare/type.ts';
import { PyBase, type PyObject } from '../objects/model/object.ts';
import { None, PyTuple } from '../objects/model/values.ts';
import { normalizeInt, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { withErrors } from '../objects/types/strFormat.ts';
import { TypeError } from '../objects/types/exceptions.ts';

class PyFormatterIterator extends PyBase {
  source: Iterator<Markup> | undefined;
}

class PyFieldNameIterator extends PyBase {
  source: Iterator<FieldStep> | undefined;
}

const str = (text: string): PyObject => strFromJs(text);
const key = (k: string | number | bigint): PyObject => (typeof k === 'string' ? str(k) : normalizeInt(k));

export const formatterIteratorType = defineType(PyFormatterIterator, {
  name: 'formatteriterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyObject) => self,
    next: (self: PyFormatterIterator) => {
      const step = withErrors(() => self.source!.next());
      if (step.done) return undefined;
      const { literal, name, spec, conversion } = step.value;
      return new PyTuple([
        str(literal),
        name === undefined ? None : str(name),
        name === undefined ? None : str(spec),
        conversion === undefined ? None : str(conversion),
      ]);
    },
  },
});

export const fieldNameIteratorType = defineType(PyFieldNameIterator, {
  name: 'fieldnameiterator',
  flags: ['NO_NEW'],
  slots: {
    iter: (self: PyObject) => self,
    next: (self: PyFieldNameIterator) => {
      const step = withErrors(() => self.source!.next());
      return step.done ? undefined : new PyTuple([step.value.isAttribute, key(step.value.key)]);
    },
  },
});

function text(o: PyObject): string {
  if (!isStr(o)) raise(TypeError, `expected str, got ${typeName(o)}`);
  return jsFromStr(o);
}

export default defineModule({
  name: '_string',
  doc: 'Helpers of the string module.',
  functions: [
    fn('formatter_parser(object, /)', 'The pieces of a format string: (literal, field, spec, conversion).', (o: PyObject) => {
      const it = new PyFormatterIterator();
      it.source = parseFormatString(text(o));
      return it;
    }),
    fn('formatter_field_name_split(object, /)', 'The first part of a field name and an iterator over the rest.', (o: PyObject) => {
      const name = withErrors(() => splitFieldName(text(o)));
      const it = new PyFieldNameIterator();
      it.source = name.rest();
      return new PyTuple([key(name.first), it]);
    }),
  ],
});
