// The hook through which codecs and the compiler reach character names without loading them: names.ts is large, and most programs
// never name a character. The module `unicodedata` provides the names when it is loaded; the loader makes that happen.
export interface CharacterNames {
  characterName(codePoint: number): string | undefined;
  /** A JS string; sequences are left out unless asked for, as in "\N{…}". */
  lookupName(name: string, withSequences?: boolean): string | undefined;
}

let loader: (() => void) | undefined;
let loaded: CharacterNames | undefined;

/** Set by the object layer: imports `unicodedata`. */
export function setCharacterNamesLoader(load: () => void): void {
  loader = load;
}

/** Called by whoever holds the names. */
export function provideCharacterNames(names: CharacterNames): void {
  loaded = names;
}

/** Undefined where there are none to be had. */
export function characterNames(): CharacterNames | undefined {
  if (loaded === undefined) loader?.();
  return loaded;
}
