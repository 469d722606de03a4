// Native parts of packages that other people write and that cannot be loaded here: a module of ours takes the place of each, for who has the
// rest of the package. To importlib such a part is a frozen module, whose body hands on ours; so it is found under the package's name and nowhere else.
// Ours are native (src/modules) or Python (pylib).
const PARTS = new Map([
  ['greenlet._greenlet', '_greenlet'],
  ['psutil._psutil', '_psutil'],
  ['psutil._psutil_linux', '_psutil'],
  ['psutil._psutil_posix', '_psutil'],
]);

/** The name of our module, if `name` is such a part. */
export const packagePart = (name: string): string | undefined => PARTS.get(name);

export const partSource = (module: string): string => `__import__('sys').modules[__name__] = __import__('${module}')\n`;
