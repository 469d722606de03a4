// `_typing`: the native types behind `typing`. CPython: Modules/_typingmodule.c.
import { defineModule, fn } from '../objects/declare/module.ts';
import {
  NoDefault,
  genericType,
  paramSpecArgsType,
  paramSpecKwargsType,
  paramSpecType,
  typeAliasType,
  typeVarTupleType,
  typeVarType,
} from '../objects/types/typevars.ts';
import { unionType } from '../objects/types/union.ts';

export default defineModule({
  name: '_typing',
  doc: 'Primitives and accelerators for the typing module.\n',
  functions: [fn('_idfunc(x, /)', null, (x) => x)],
  constants: () => ({
    TypeVar: typeVarType,
    ParamSpec: paramSpecType,
    TypeVarTuple: typeVarTupleType,
    ParamSpecArgs: paramSpecArgsType,
    ParamSpecKwargs: paramSpecKwargsType,
    TypeAliasType: typeAliasType,
    Generic: genericType,
    NoDefault,
    Union: unionType,
  }),
});
