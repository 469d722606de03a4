// The types behind the names in `types` that are no builtins. CPython: Modules/_typesmodule.c.
import { defineModule } from '../objects/declare/module.ts';
import { defineType } from '../objects/declare/type.ts';
import { PyBase } from '../objects/model/object.ts';
import { asyncGeneratorType } from '../objects/types/asyncgen.ts';
import {
  builtinType,
  classMethodDescriptorType,
  getSetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  methodWrapperType,
  wrapperDescriptorType,
} from '../objects/types/descriptors.ts';
import { codeType, frameType, tracebackType } from '../objects/types/frame.ts';
import { cellType, functionType, methodType } from '../objects/types/function.ts';
import { coroutineType, generatorType } from '../objects/types/generator.ts';
import { genericAliasType } from '../objects/types/genericalias.ts';
import { mappingProxyType } from '../objects/types/mappingProxy.ts';
import { moduleType } from '../objects/types/module.ts';
import { namespaceType } from '../objects/types/namespace.ts';
import { ellipsisType, noneType, notImplementedType } from '../objects/types/singletons.ts';
import { unionType } from '../objects/types/union.ts';

/** Holders of C pointers: there are none here, but the type has a name. */
export class PyCapsule extends PyBase {}
const capsuleType = defineType(PyCapsule, { name: 'PyCapsule', flags: ['NO_NEW'], doc: 'Holds a C pointer for other extension modules.' });

export default defineModule({
  name: '_types',
  doc: 'Define names for built-in types.',
  constants: () => ({
    AsyncGeneratorType: asyncGeneratorType,
    BuiltinFunctionType: builtinType,
    BuiltinMethodType: builtinType,
    CapsuleType: capsuleType,
    CellType: cellType,
    ClassMethodDescriptorType: classMethodDescriptorType,
    CodeType: codeType,
    CoroutineType: coroutineType,
    EllipsisType: ellipsisType,
    FrameType: frameType,
    FunctionType: functionType,
    GeneratorType: generatorType,
    GenericAlias: genericAliasType,
    GetSetDescriptorType: getSetDescriptorType,
    LambdaType: functionType,
    MappingProxyType: mappingProxyType,
    MemberDescriptorType: memberDescriptorType,
    MethodDescriptorType: methodDescriptorType,
    MethodType: methodType,
    MethodWrapperType: methodWrapperType,
    ModuleType: moduleType,
    NoneType: noneType,
    NotImplementedType: notImplementedType,
    SimpleNamespace: namespaceType,
    TracebackType: tracebackType,
    UnionType: unionType,
    WrapperDescriptorType: wrapperDescriptorType,
  }),
});
