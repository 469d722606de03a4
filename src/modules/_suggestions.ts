// `_suggestions`: names that come near to a misspelt one. CPython: Modules/_suggestions.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import { PyList } from '../objects/model/values.ts';
import { isStr, jsFromStr, strFromJs } from '../objects/ops/strings.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError } from '../objects/types/exceptions.ts';
import { None } from '../objects/model/values.ts';
import { closestName } from '../util/suggestions.ts';

export default defineModule({
  name: '_suggestions',
  doc: null,
  functions: [
    fn('_generate_suggestions(candidates, item, /)', "Returns the candidate in candidates that's most similar to item.", (candidates, item) => {
      if (!(candidates instanceof PyList)) raise(TypeError, 'candidates must be a list');
      if (!isStr(item)) raise(TypeError, `_generate_suggestions() argument 2 must be str, not ${item.ob_type.shown}`);
      const names = candidates.la.map((name) => (isStr(name) ? jsFromStr(name) : raise(TypeError, "all elements in 'candidates' must be strings")));
      const found = closestName(jsFromStr(item), names);
      return found === undefined ? None : strFromJs(found);
    }),
  ],
});
