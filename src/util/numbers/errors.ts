// The one thing these pure functions throw. The object layer catches it at its boundary and raises the Python
// exception named by `kind`; `errno` is set where Python's OverflowError carries an errno pair.

export type NumberErrorKind = 'ValueError' | 'OverflowError' | 'ZeroDivisionError' | 'TypeError' | 'MemoryError';

/** Not an `Error`: no stack is collected, so throwing one stays cheap. */
export class NumberError {
  readonly kind: NumberErrorKind;
  readonly message: string;
  readonly errno: number | undefined;

  constructor(kind: NumberErrorKind, message: string, errno?: number) {
    this.kind = kind;
    this.message = message;
    this.errno = errno;
  }
}

export function valueError(message: string): never {
  throw new NumberError('ValueError', message);
}

export function overflowError(message: string): never {
  throw new NumberError('OverflowError', message);
}

export function zeroDivision(message = 'division by zero'): never {
  throw new NumberError('ZeroDivisionError', message);
}

/** What C's ERANGE becomes in `float.__pow__`. */
export function rangeError(): never {
  throw new NumberError('OverflowError', 'Numerical result out of range', 34);
}
