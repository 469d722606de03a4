// JS classes whose instances come and go by the million but may all be gone when V8 collects garbage. V8 then drops their hidden
// classes and every optimised function that knows them, unless the collection finds the class on the stack (runtime/collection.ts).
// Classes of Python values need not be here: their types lead to them.

const classes: { readonly prototype: object }[] = [];

export function keepHiddenClasses(...added: { readonly prototype: object }[]): void {
  classes.push(...added);
}

export function keptHiddenClasses(): readonly { readonly prototype: object }[] {
  return classes;
}
