// Writes src/syntax/ast.ts from the table below: one line per node class, as `help(ast)` of CPython 3.14 shows them.
//   node scripts/gen-ast.mjs
// `u_kind` is `kind` of ast.Constant; here `kind` tells the class of a node.
// Field types: `?` optional, `*` list, `**` list whose items may be None. Lower-case names are the sum types.
import { writeFileSync } from 'node:fs';

const nodes = `
mod      Module(stmt* body, type_ignore* type_ignores)
mod      Interactive(stmt* body)
mod      Expression(expr body)
mod      FunctionType(expr* argtypes, expr returns)
stmt     FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
stmt     AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
stmt     ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
stmt     Return(expr? value)
stmt     Delete(expr* targets)
stmt     Assign(expr* targets, expr value, string? type_comment)
stmt     TypeAlias(expr name, type_param* type_params, expr value)
stmt     AugAssign(expr target, operator op, expr value)
stmt     AnnAssign(expr target, expr annotation, expr? value, int simple)
stmt     For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
stmt     AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
stmt     While(expr test, stmt* body, stmt* orelse)
stmt     If(expr test, stmt* body, stmt* orelse)
stmt     With(withitem* items, stmt* body, string? type_comment)
stmt     AsyncWith(withitem* items, stmt* body, string? type_comment)
stmt     Match(expr subject, match_case* cases)
stmt     Raise(expr? exc, expr? cause)
stmt     Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
stmt     TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
stmt     Assert(expr test, expr? msg)
stmt     Import(alias* names)
stmt     ImportFrom(identifier? module, alias* names, int? level)
stmt     Global(identifier* names)
stmt     Nonlocal(identifier* names)
stmt     Expr(expr value)
stmt     Pass()
stmt     Break()
stmt     Continue()
expr     BoolOp(boolop op, expr* values)
expr     NamedExpr(expr target, expr value)
expr     BinOp(expr left, operator op, expr right)
expr     UnaryOp(unaryop op, expr operand)
expr     Lambda(arguments args, expr body)
expr     IfExp(expr test, expr body, expr orelse)
expr     Dict(expr** keys, expr* values)
expr     Set(expr* elts)
expr     ListComp(expr elt, comprehension* generators)
expr     SetComp(expr elt, comprehension* generators)
expr     DictComp(expr key, expr value, comprehension* generators)
expr     GeneratorExp(expr elt, comprehension* generators)
expr     Await(expr value)
expr     Yield(expr? value)
expr     YieldFrom(expr value)
expr     Compare(expr left, cmpop* ops, expr* comparators)
expr     Call(expr func, expr* args, keyword* keywords)
expr     FormattedValue(expr value, int conversion, expr? format_spec)
expr     Interpolation(expr value, constant str, int conversion, expr? format_spec)
expr     JoinedStr(expr* values)
expr     TemplateStr(expr* values)
expr     Constant(constant value, string? u_kind)
expr     Attribute(expr value, identifier attr, expr_context ctx)
expr     Subscript(expr value, expr slice, expr_context ctx)
expr     Starred(expr value, expr_context ctx)
expr     Name(identifier id, expr_context ctx)
expr     List(expr* elts, expr_context ctx)
expr     Tuple(expr* elts, expr_context ctx)
expr     Slice(expr? lower, expr? upper, expr? step)
excepthandler ExceptHandler(expr? type, identifier? name, stmt* body)
pattern  MatchValue(expr value)
pattern  MatchSingleton(constant value)
pattern  MatchSequence(pattern* patterns)
pattern  MatchMapping(expr* keys, pattern* patterns, identifier? rest)
pattern  MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
pattern  MatchStar(identifier? name)
pattern  MatchAs(pattern? pattern, identifier? name)
pattern  MatchOr(pattern* patterns)
type_ignore TypeIgnore(int lineno, string tag)
type_param TypeVar(identifier name, expr? bound, expr? default_value)
type_param ParamSpec(identifier name, expr? default_value)
type_param TypeVarTuple(identifier name, expr? default_value)
-        comprehension(expr target, expr iter, expr* ifs, int is_async)
+        arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr** kw_defaults, arg? kwarg, expr* defaults)
+        arg(identifier arg, expr? annotation, string? type_comment)
+        keyword(identifier? arg, expr value)
+        alias(identifier name, identifier? asname)
-        withitem(expr context_expr, expr? optional_vars)
-        match_case(pattern pattern, expr? guard, stmt* body)
`
  .trim()
  .split('\n')
  .map((line) => {
    const [, base, name, fields] = /^(\S+)\s+(\w+)\((.*)\)$/.exec(line);
    return { base, name, fields: fields ? fields.split(', ').map((f) => f.split(' ')) : [] };
  });

const positioned = new Set(['stmt', 'expr', 'excepthandler', 'pattern', 'type_param', '+']);
const noPosition = new Set(['arguments']);
const simple = {
  boolop: ['And', 'Or'],
  operator: ['Add', 'Sub', 'Mult', 'MatMult', 'Div', 'Mod', 'Pow', 'LShift', 'RShift', 'BitOr', 'BitXor', 'BitAnd', 'FloorDiv'],
  unaryop: ['Invert', 'Not', 'UAdd', 'USub'],
  cmpop: ['Eq', 'NotEq', 'Lt', 'LtE', 'Gt', 'GtE', 'Is', 'IsNot', 'In', 'NotIn'],
  expr_context: ['Load', 'Store', 'Del'],
};
const isPositioned = (n) => positioned.has(n.base) && !noPosition.has(n.name);
const tsName = (n) => (/^[a-z]/.test(n) ? n.replace(/(^|_)([a-z])/g, (_, __, c) => c.toUpperCase()) + 'Node' : n);
function tsType(t) {
  const m = /^(\w+?)(\?|\*\*|\*)?$/.exec(t);
  const base =
    { identifier: 'string', string: 'string', int: 'number', constant: 'ConstantValue' }[m[1]] ??
    (m[1] in simple ? tsName(m[1]).replace('Node', '') : tsName(m[1]));
  return m[2] === '?' ? `${base} | null` : m[2] === '*' ? `${base}[]` : m[2] === '**' ? `(${base} | null)[]` : base;
}
const className = (n) => (/^[a-z]/.test(n.name) ? tsName(n.name) : n.name);

let out = `// Generated by scripts/gen-ast.mjs; edit that and run \`node scripts/gen-ast.mjs\`.
// The AST, shaped as CPython 3.14's \`ast\` module: same class names (\`kind\`), same field names, same positions
// (lines from 1, columns in UTF-8 bytes from 0). Nodes of a kind are made by one function, so they share one shape.

/** The value of a literal. Strings that hold a surrogate by escape cannot be a JS string and arrive as code points. */
export type ConstantValue =
  | { type: 'None' } | { type: 'Ellipsis' } | { type: 'bool'; value: boolean }
  | { type: 'int'; value: number | bigint } | { type: 'float'; value: number } | { type: 'complex'; imag: number }
  | { type: 'str'; value: string } | { type: 'wstr'; codePoints: number[] } | { type: 'bytes'; value: Uint8Array };

/** Where a node stands. \`end_*\` points behind its last character. */
export interface Position { lineno: number; col_offset: number; end_lineno: number; end_col_offset: number }

`;
for (const [k, v] of Object.entries(simple)) out += `export type ${tsName(k).replace('Node', '')} = ${v.map((s) => `'${s}'`).join(' | ')};\n`;
out += '\n';
const sums = {};
for (const n of nodes) {
  if (!['-', '+'].includes(n.base)) (sums[n.base] ??= []).push(className(n));
  out += `export interface ${className(n)}${isPositioned(n) ? ' extends Position' : ''} { kind: '${n.name}'; ${n.fields.map(([t, f]) => `${f}: ${tsType(t)};`).join(' ')} }\n`;
}
out += '\n';
for (const [k, v] of Object.entries(sums)) out += `export type ${tsName(k)} = ${v.join(' | ')};\n`;
out += `export type Node = ${Object.keys(sums).map(tsName).join(' | ')} | ${nodes
  .filter((n) => ['-', '+'].includes(n.base))
  .map(className)
  .join(' | ')};\n\n`;
out += '// Constructors: fields in order, then the position.\n';
for (const n of nodes) {
  const args = n.fields.map(([t, f]) => `${f === 'arguments' ? 'args' : f}: ${tsType(t)}`);
  const pos = isPositioned(n);
  if (pos) args.push('at: Position');
  out += `export function new${className(n)}(${args.join(', ')}): ${className(n)} {\n  return { kind: '${n.name}', ${[...n.fields.map(([, f]) => f), ...(pos ? ['lineno: at.lineno', 'col_offset: at.col_offset', 'end_lineno: at.end_lineno', 'end_col_offset: at.end_col_offset'] : [])].join(', ')} };\n}\n`;
}
out += `\n/** Every class of the \`ast\` module: its base, whether it has a position, and its fields as [type, name]. */\nexport const nodeTable: Record<string, { base: string; positioned: boolean; fields: readonly (readonly [string, string])[] }> = {\n`;
for (const n of nodes)
  out += `  ${n.name}: { base: '${['-', '+'].includes(n.base) ? 'AST' : n.base}', positioned: ${isPositioned(n)}, fields: ${JSON.stringify(n.fields)} },\n`;
out += `};\n\n/** Enumerations that \`ast\` shows as classes without fields. */\nexport const enumTable: Record<string, readonly string[]> = ${JSON.stringify(simple)};\n`;
writeFileSync(new URL('../src/syntax/ast.ts', import.meta.url), out);
