// t-strings (PEP 750): `string.templatelib.Template` and `Interpolation`. CPython: Objects/templateobject.c, interpolationobject.c.
import { PyBase, type KwNames, type PyObject } from '../model/object.ts';
import { None, PyTuple } from '../model/values.ts';
import type { PyType } from '../model/type.ts';
import { classMethod, defineType, getset, make, member, method } from '../declare/type.ts';
import { raise } from '../ops/raise.ts';
import { TypeError, ValueError } from './exceptions.ts';
import { isStr, jsFromStr, strFromJs } from '../ops/strings.ts';
import { repr } from '../ops/repr.ts';
import { typeName } from '../ops/number.ts';
import { newGenericAlias } from '../ops/lateHooks.ts';

export class PyInterpolation extends PyBase {
  value: PyObject;
  expression: PyObject;
  conversion: PyObject;
  spec: PyObject;
  constructor(value: PyObject = None, expression: PyObject = '', conversion: PyObject = None, spec: PyObject = '') {
    super();
    this.value = value;
    this.expression = expression;
    this.conversion = conversion;
    this.spec = spec;
  }
}
export const interpolationType = defineType(PyInterpolation, {
  name: 'Interpolation',
  module: 'string.templatelib',
  doc: 'Interpolation object',
  make: make("Interpolation(value, expression: unicode = '', conversion = None, format_spec: unicode = '')", (_cls, value, expression, conversion, spec) => {
    if (conversion !== None && !(isStr(conversion) && ['s', 'r', 'a'].includes(jsFromStr(conversion)))) {
      if (!isStr(conversion)) raise(TypeError, `Interpolation() argument 'conversion' must be str, not ${typeName(conversion)}`);
      raise(ValueError, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'");
    }
    return new PyInterpolation(value, expression, conversion, spec);
  }),
  slots: { repr: (i: PyInterpolation) => strFromJs(`Interpolation(${repr(i.value)}, ${repr(i.expression)}, ${repr(i.conversion)}, ${repr(i.spec)})`) },
  methods: [
    method('__reduce__(self, /)', null, (i: PyInterpolation) => new PyTuple([i.ob_type, new PyTuple([i.value, i.expression, i.conversion, i.spec])])),
    classMethod('__class_getitem__(cls, item, /)', null, (cls, item) => newGenericAlias(cls, item)),
  ],
  constants: () => ({ __match_args__: new PyTuple(['value', 'expression', 'conversion', 'format_spec']) }),
  getset: [
    member('value', 'Value', (i: PyInterpolation) => i.value),
    member('expression', 'Expression', (i: PyInterpolation) => i.expression),
    member('conversion', 'Conversion', (i: PyInterpolation) => i.conversion),
    member('format_spec', 'Format specifier', (i: PyInterpolation) => i.spec),
  ],
});

export class PyTemplate extends PyBase {
  strings: PyObject[] = [''];
  items: PyInterpolation[] = [];
}

/** Strings and interpolations in any order; neighbours of text are joined, so that texts and interpolations alternate. */
export function newTemplate(parts: readonly PyObject[]): PyTemplate {
  const t = new PyTemplate();
  t.strings = [];
  t.items = [];
  let text = '';
  for (const part of parts) {
    if (part instanceof PyInterpolation) {
      t.strings.push(strFromJs(text));
      text = '';
      t.items.push(part);
    } else if (isStr(part)) {
      text += jsFromStr(part);
    } else {
      raise(TypeError, `Template.__new__ *args need to be of type 'str' or 'Interpolation', got ${typeName(part)}`);
    }
  }
  t.strings.push(strFromJs(text));
  return t;
}

class PyTemplateIter extends PyBase {
  template: PyTemplate;
  index = 0;
  constructor(template: PyTemplate) {
    super();
    this.template = template;
  }
}
export const templateIterType = defineType(PyTemplateIter, {
  name: 'TemplateIter',
  module: 'string.templatelib',
  flags: ['NO_NEW'],
  slots: {
    iter: (i) => i,
    next: (i: PyTemplateIter) => {
      const {
        template: { strings, items },
      } = i;
      for (;;) {
        const k = i.index++;
        if (k >= strings.length + items.length) return undefined;
        const v = k % 2 === 0 ? strings[k / 2]! : items[(k - 1) / 2]!;
        if (v !== '') return v;
      }
    },
  },
});

export const templateType: PyType = defineType(PyTemplate, {
  name: 'Template',
  module: 'string.templatelib',
  doc: 'Template object',
  slots: {
    new: (_cls: PyType, args: PyObject[], kwnames: KwNames) => {
      if (kwnames !== undefined) raise(TypeError, 'Template.__new__ only accepts *args arguments');
      return newTemplate(args);
    },
    repr: (t: PyTemplate) => strFromJs(`Template(strings=${repr(new PyTuple(t.strings))}, interpolations=${repr(new PyTuple(t.items))})`),
    iter: (t: PyTemplate) => new PyTemplateIter(t),
    concat: (a: PyTemplate, b: PyObject) => {
      if (b instanceof PyTemplate) return newTemplate([...partsOf(a), ...partsOf(b)]);
      raise(TypeError, `can only concatenate string.templatelib.Template (not "${typeName(b)}") to string.templatelib.Template`);
    },
  },
  methods: [
    method('__reduce__(self, /)', null, (t: PyTemplate) => new PyTuple([t.ob_type, new PyTuple(partsOf(t).filter((p) => p !== ''))])),
    classMethod('__class_getitem__(cls, item, /)', null, (cls, item) => newGenericAlias(cls, item)),
  ],
  getset: [
    member('strings', 'Strings', (t: PyTemplate) => new PyTuple(t.strings)),
    member('interpolations', 'Interpolations', (t: PyTemplate) => new PyTuple(t.items)),
    getset('values', 'Values of interpolations', (t: PyTemplate) => new PyTuple(t.items.map((i) => i.value))),
  ],
});

function partsOf(t: PyTemplate): PyObject[] {
  const out: PyObject[] = [];
  t.strings.forEach((s, i) => {
    out.push(s);
    if (i < t.items.length) out.push(t.items[i]!);
  });
  return out;
}
