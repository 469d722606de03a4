// pyexpat: an XML processor with expat's interface. CPython: Modules/pyexpat.c.
import { defineModule, fn } from '../../objects/declare/module.ts';
import type { PyObject } from '../../objects/model/object.ts';
import { PyTuple } from '../../objects/model/values.ts';
import { getattr } from '../../objects/ops/attr.ts';
import { importModule } from '../../objects/ops/hooks.ts';
import { None } from '../../objects/model/values.ts';
import type { PyDict } from '../../objects/model/dict.ts';
import { dictSet, dictSetStr, newDict } from '../../objects/types/dictStore.ts';
import { newModule, type PyModule } from '../../objects/types/module.ts';
import { XML_ERRORS } from '../../util/xml/errors.ts';
import { expatError, newParser, xmlParserType } from './parser.ts';

/** The expat whose behaviour is followed. */
const EXPAT = [2, 7, 3];

function errorString(code: number): PyObject {
  return XML_ERRORS[code - 1]?.[1] ?? None;
}

/** A submodule of constants, which `import` finds in sys.modules, too. */
function submodule(name: string, doc: string, values: Record<string, PyObject>): PyModule {
  const module = newModule(`pyexpat.${name}`, doc);
  for (const [key, value] of Object.entries(values)) (module as unknown as Record<string, PyObject>)[`$${key}`] = value;
  dictSetStr(getattr(importModule('sys'), 'modules') as PyDict, `pyexpat.${name}`, module);
  return module;
}

function errorsModule(): PyModule {
  const codes = newDict();
  const messages = newDict();
  const values: Record<string, PyObject> = { codes, messages };
  XML_ERRORS.forEach(([name, message], i) => {
    values[`XML_ERROR_${name}`] = message;
    dictSet(codes, message, i + 1);
    dictSet(messages, i + 1, message);
  });
  return submodule('errors', 'Constants used to describe error conditions.', values);
}

function modelModule(): PyModule {
  return submodule('model', 'Constants used to interpret content model information.', {
    XML_CTYPE_EMPTY: 1,
    XML_CTYPE_ANY: 2,
    XML_CTYPE_MIXED: 3,
    XML_CTYPE_NAME: 4,
    XML_CTYPE_CHOICE: 5,
    XML_CTYPE_SEQ: 6,
    XML_CQUANT_NONE: 0,
    XML_CQUANT_OPT: 1,
    XML_CQUANT_REP: 2,
    XML_CQUANT_PLUS: 3,
  });
}

export default defineModule({
  name: 'pyexpat',
  doc: 'Python wrapper for Expat parser.',
  functions: [
    fn('ParserCreate(encoding=None, namespace_separator=None, intern=?)', 'Makes a parser.', newParser),
    fn('ErrorString(code: long, /)', 'The words for an error number.', errorString),
  ],
  exec: (module: PyModule) => {
    const G = module as unknown as Record<string, PyObject>;
    G.$ExpatError = G.$error = expatError();
    G.$XMLParserType = xmlParserType;
    G.$EXPAT_VERSION = `expat_${EXPAT.join('.')}`;
    G.$version_info = new PyTuple(EXPAT.slice());
    G.$native_encoding = 'UTF-8';
    G.$features = getattr(importModule('builtins'), 'list').c0();
    G.$errors = errorsModule();
    G.$model = modelModule();
    G.$XML_PARAM_ENTITY_PARSING_NEVER = 0;
    G.$XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE = 1;
    G.$XML_PARAM_ENTITY_PARSING_ALWAYS = 2;
  },
});
