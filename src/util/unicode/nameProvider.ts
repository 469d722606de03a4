// The hook through which codecs and the compiler reach character names without loading them: names.ts is large, and most programs
// never name a character. The runtime sets the loader; without one, `\N{…}` and namereplace have no names.
export interface CharacterNames {
  characterName(codePoint: number): string | undefined;
  /** A JS string; sequences are left out unless asked for, as in "\N{…}". */
  lookupName(name: string, withSequences?: boolean): string | undefined;
}

let loader: (() => CharacterNames | undefined) | undefined;
let loaded: CharacterNames | undefined;

export function setCharacterNamesLoader(load: () => CharacterNames | undefined): void {
  loader = load;
  loaded = undefined;
}

export function characterNames(): CharacterNames | undefined {
  return (loaded ??= loader?.());
}
