// Limits that V8 sets and that a program must meet as a Python error.

/**
 * Largest number of items that a list holds. V8's arrays end at 2 ** 27; one that must grow past two thirds of that, which takes half as much
 * again, ends the process.
 */
export const MAX_ITEMS = 80_000_000;
