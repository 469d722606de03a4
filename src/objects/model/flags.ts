// Bits that every value answers through its prototype (`v.tflags`) and that type objects keep (`PyType.flags`).
// A Python subclass inherits the value bits of its native base, so one AND replaces a walk of the MRO.

/** Value bits: what kind of native value an instance is (subclasses included). */
export const INT = 1 << 0,
  FLOAT = 1 << 1,
  STR = 1 << 2,
  BYTES = 1 << 3,
  TUPLE = 1 << 4,
  LIST = 1 << 5,
  DICT = 1 << 6,
  SET = 1 << 7,
  TYPE = 1 << 8,
  EXC = 1 << 9,
  COMPLEX = 1 << 10,
  BYTEARRAY = 1 << 11,
  MEMORYVIEW = 1 << 12,
  MODULE = 1 << 13,
  BOOL = 1 << 14,
  FROZENSET = 1 << 15,
  FUNCTION = 1 << 16,
  /** Matched by a sequence / mapping pattern (PEP 634). */
  SEQUENCE = 1 << 20,
  MAPPING = 1 << 21,
  /** `case T(x)` matches the subject itself. */
  MATCH_SELF = 1 << 22;

/** Type bits. */
export const HEAP = 1 << 0,
  BASETYPE = 1 << 1,
  HAS_DICT = 1 << 2,
  HAS_WEAKREF = 1 << 3,
  ABSTRACT = 1 << 4,
  /** Instances hide their attributes from emitted code: the class overrides `__getattribute__`. */
  OPAQUE = 1 << 5,
  /** The prototype holds copies of everything in the MRO: several bases. */
  FLAT = 1 << 6,
  /** Attributes cannot be set (native types). */
  IMMUTABLE = 1 << 7,
  /** `T()` raises TypeError: "cannot create 'T' instances". */
  NO_NEW = 1 << 8,
  /** `__annotations__`-like state was finished by `finishType`. */
  READY = 1 << 9;
