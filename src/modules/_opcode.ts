// _opcode: facts about CPython's bytecode, which the library reads when it imports opcode, dis and inspect.
// taipan compiles to JavaScript and has no bytecode of its own. Opcode numbers are those of CPython 3.14.
// CPython: Modules/_opcode.c, Include/internal/pycore_opcode_metadata.h.
import { defineModule, fn } from '../objects/declare/module.ts';
import type { PyObject } from '../objects/model/object.ts';
import { None, PyList, PyTuple } from '../objects/model/values.ts';
import { asIndex, typeName } from '../objects/ops/number.ts';
import { raise } from '../objects/ops/raise.ts';
import { TypeError, ValueError } from '../objects/types/exceptions.ts';

type Ranges = readonly (readonly [first: number, last: number])[];

const PROPERTIES: Record<string, Ranges> = {
  is_valid: [
    [0, 120],
    [128, 211],
    [234, 266],
  ],
  has_arg: [
    [44, 120],
    [128, 128],
    [143, 153],
    [155, 195],
    [197, 197],
    [200, 200],
    [209, 211],
    [237, 237],
    [239, 239],
    [241, 245],
    [247, 251],
    [253, 253],
    [255, 255],
    [257, 261],
    [263, 266],
  ],
  has_const: [
    [82, 82],
    [190, 191],
  ],
  has_name: [
    [61, 61],
    [64, 65],
    [72, 73],
    [80, 80],
    [91, 93],
    [96, 96],
    [110, 110],
    [115, 116],
    [179, 179],
    [189, 189],
    [194, 195],
    [200, 200],
    [249, 249],
  ],
  has_jump: [
    [68, 68],
    [70, 70],
    [75, 77],
    [100, 103],
    [106, 106],
    [172, 176],
    [237, 237],
    [248, 248],
    [257, 260],
  ],
  has_free: [
    [62, 62],
    [90, 90],
    [97, 97],
    [111, 111],
  ],
  has_local: [
    [3, 3],
    [63, 63],
    [83, 89],
    [112, 114],
    [261, 261],
    [266, 266],
  ],
  has_exc: [[263, 265]],
};

/** Effect on the stack as `base + slope * oparg`, for ranges of opcodes. */
const EFFECTS: readonly (readonly [base: number, slope: number, opcodes: Ranges])[] = [
  [1, -2, [[47, 47]]],
  [
    -2,
    -1,
    [
      [55, 55],
      [251, 251],
    ],
  ],
  [
    -1,
    -1,
    [
      [45, 45],
      [52, 52],
      [250, 250],
    ],
  ],
  [0, -1, [[104, 104]]],
  [
    1,
    -1,
    [
      [46, 46],
      [48, 51],
    ],
  ],
  [-4, 0, [[37, 37]]],
  [
    -3,
    0,
    [
      [4, 4],
      [38, 38],
      [252, 252],
    ],
  ],
  [
    -2,
    0,
    [
      [1, 1],
      [8, 8],
      [68, 68],
      [98, 99],
      [110, 110],
      [114, 114],
      [248, 248],
    ],
  ],
  [
    -1,
    0,
    [
      [2, 2],
      [7, 7],
      [9, 11],
      [13, 13],
      [20, 20],
      [29, 31],
      [44, 44],
      [54, 54],
      [56, 57],
      [61, 61],
      [66, 67],
      [73, 74],
      [78, 79],
      [100, 103],
      [105, 105],
      [107, 109],
      [111, 112],
      [115, 116],
      [234, 236],
      [241, 244],
      [266, 266],
    ],
  ],
  [
    0,
    0,
    [
      [0, 0],
      [5, 6],
      [12, 12],
      [14, 14],
      [16, 17],
      [19, 19],
      [23, 23],
      [27, 28],
      [35, 36],
      [39, 42],
      [53, 53],
      [58, 58],
      [60, 60],
      [62, 65],
      [69, 69],
      [71, 71],
      [75, 77],
      [90, 91],
      [97, 97],
      [106, 106],
      [113, 113],
      [117, 117],
      [120, 120],
      [128, 128],
      [238, 240],
      [245, 247],
      [253, 260],
      [262, 262],
    ],
  ],
  [
    1,
    0,
    [
      [15, 15],
      [18, 18],
      [21, 22],
      [24, 26],
      [32, 34],
      [43, 43],
      [59, 59],
      [70, 70],
      [72, 72],
      [81, 86],
      [88, 88],
      [93, 95],
      [237, 237],
      [261, 261],
      [264, 265],
    ],
  ],
  [
    2,
    0,
    [
      [87, 87],
      [89, 89],
      [263, 263],
    ],
  ],
  [
    -2,
    1,
    [
      [96, 96],
      [249, 249],
    ],
  ],
  [-1, 1, [[119, 119]]],
  [
    0,
    1,
    [
      [80, 80],
      [118, 118],
    ],
  ],
  [1, 1, [[92, 92]]],
];

/** Only the lowest bit of their argument counts: BUILD_INTERPOLATION, LOAD_ATTR, LOAD_GLOBAL, LOAD_SUPER_ATTR and its instrumented form. */
const BY_LOWEST_BIT = [45, 80, 92, 96, 249];
/** Its argument is two counts in a byte each. */
const UNPACK_EX = 118;
/** SETUP_CLEANUP, SETUP_FINALLY and SETUP_WITH have their effect only when they jump. */
const SETUPS: Ranges = PROPERTIES.has_exc!;

const BINARY_OPERATIONS = [
  ['NB_ADD', '+'],
  ['NB_AND', '&'],
  ['NB_FLOOR_DIVIDE', '//'],
  ['NB_LSHIFT', '<<'],
  ['NB_MATRIX_MULTIPLY', '@'],
  ['NB_MULTIPLY', '*'],
  ['NB_REMAINDER', '%'],
  ['NB_OR', '|'],
  ['NB_POWER', '**'],
  ['NB_RSHIFT', '>>'],
  ['NB_SUBTRACT', '-'],
  ['NB_TRUE_DIVIDE', '/'],
  ['NB_XOR', '^'],
  ['NB_INPLACE_ADD', '+='],
  ['NB_INPLACE_AND', '&='],
  ['NB_INPLACE_FLOOR_DIVIDE', '//='],
  ['NB_INPLACE_LSHIFT', '<<='],
  ['NB_INPLACE_MATRIX_MULTIPLY', '@='],
  ['NB_INPLACE_MULTIPLY', '*='],
  ['NB_INPLACE_REMAINDER', '%='],
  ['NB_INPLACE_OR', '|='],
  ['NB_INPLACE_POWER', '**='],
  ['NB_INPLACE_RSHIFT', '>>='],
  ['NB_INPLACE_SUBTRACT', '-='],
  ['NB_INPLACE_TRUE_DIVIDE', '/='],
  ['NB_INPLACE_XOR', '^='],
  ['NB_SUBSCR', '[]'],
];
const INTRINSICS_1 = [
  'INTRINSIC_1_INVALID',
  'INTRINSIC_PRINT',
  'INTRINSIC_IMPORT_STAR',
  'INTRINSIC_STOPITERATION_ERROR',
  'INTRINSIC_ASYNC_GEN_WRAP',
  'INTRINSIC_UNARY_POSITIVE',
  'INTRINSIC_LIST_TO_TUPLE',
  'INTRINSIC_TYPEVAR',
  'INTRINSIC_PARAMSPEC',
  'INTRINSIC_TYPEVARTUPLE',
  'INTRINSIC_SUBSCRIPT_GENERIC',
  'INTRINSIC_TYPEALIAS',
];
const INTRINSICS_2 = [
  'INTRINSIC_2_INVALID',
  'INTRINSIC_PREP_RERAISE_STAR',
  'INTRINSIC_TYPEVAR_WITH_BOUND',
  'INTRINSIC_TYPEVAR_WITH_CONSTRAINTS',
  'INTRINSIC_SET_FUNCTION_TYPE_PARAMS',
  'INTRINSIC_SET_TYPEPARAM_DEFAULT',
];

function within(ranges: Ranges, opcode: number): boolean {
  return ranges.some(([first, last]) => opcode >= first && opcode <= last);
}

function stackEffect(opcode: number, oparg: PyObject, jump: PyObject): number {
  const argument = oparg === None ? 0 : Number(asIndex(oparg));
  if (jump !== None && jump !== true && jump !== false) raise(ValueError, 'stack_effect: jump must be False, True or None');
  const row = EFFECTS.find(([, , opcodes]) => within(opcodes, opcode));
  if (row === undefined || argument < 0) raise(ValueError, 'invalid opcode or oparg');
  const [base, slope] = row;
  if (jump === false && within(SETUPS, opcode)) return 0;
  if (opcode === UNPACK_EX) return (argument & 0xff) + (argument >> 8);
  return base + slope * (BY_LOWEST_BIT.includes(opcode) ? argument & 1 : argument);
}

function property(name: string) {
  return fn(`${name}(opcode: int) -> bool`, null, (opcode: number) => within(PROPERTIES[name]!, opcode));
}

function texts(items: readonly string[]): PyList {
  return new PyList([...items]);
}

export default defineModule({
  name: '_opcode',
  doc: 'Facts about the bytecode of CPython 3.14.',
  constants: { ENABLE_SPECIALIZATION: false, ENABLE_SPECIALIZATION_FT: false },
  functions: [
    fn('stack_effect(opcode: int, oparg = None, /, *, jump = None)', 'How an instruction changes the height of the stack.', stackEffect),
    ...Object.keys(PROPERTIES).map(property),
    fn('get_specialization_stats()', 'None: nothing is specialised.', () => None),
    fn('get_nb_ops()', 'Names and signs of the binary operations.', () => new PyList(BINARY_OPERATIONS.map((pair) => new PyTuple([...pair])))),
    fn('get_intrinsic1_descs()', 'Names of the intrinsics with one argument.', () => texts(INTRINSICS_1)),
    fn('get_intrinsic2_descs()', 'Names of the intrinsics with two arguments.', () => texts(INTRINSICS_2)),
    fn('get_special_method_names()', 'Methods that LOAD_SPECIAL may load.', () => texts(['__enter__', '__exit__', '__aenter__', '__aexit__'])),
    fn('get_executor(code, offset: int)', 'There are no executors.', (code: PyObject) => {
      if (code.ob_type.name !== 'code') raise(TypeError, `expected a code object, not '${typeName(code)}'`);
      raise(ValueError, 'no executor at given byte offset');
    }),
  ],
});
