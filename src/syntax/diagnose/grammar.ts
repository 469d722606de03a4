// Python's grammar as data for the diagnosing parser (peg.ts), which must explore alternatives in CPython's order: which
// token a generic "invalid syntax" points at, and which mistake is noticed first, depends on that order.
// One rule per paragraph: its name, then one alternative per line. Notation as in the Language Reference, with
//   a=x      names a part;   => Kind   makes a node;   => a   passes a part on;   @f   lets actions.ts look at the match
//   @since 8 …  is an error if only older syntax is allowed;
//   NAME…    token kinds;    'x'       a keyword or operator;    "x"   a soft keyword;   &&x   x is demanded
// Rules called bad_… are in mistakes.ts and take part in the second pass only. A name with ^ is remembered per place, one
// with < is left-recursive.
// CPython: Grammar/python.gram.

export const GRAMMAR = String.raw`
file
  statements? ENDMARKER

interactive
  compound_stmt NEWLINE
  simple_stmts
  NEWLINE
  ENDMARKER @interactiveExit

eval
  expressions NEWLINE* ENDMARKER

func_type
  '(' type_expressions? ')' '->' expression NEWLINE* ENDMARKER

statements
  statement+

statement
  compound_stmt
  simple_stmts

simple_stmts
  simple_stmt !';' NEWLINE
  ';'.simple_stmt+ ';'? NEWLINE

simple_stmt^
  assignment
  &"type" type_alias
  star_expressions
  &'return' return_stmt
  &('import' | 'from') import_stmt
  &'raise' raise_stmt
  &'pass' pass_stmt
  &'del' del_stmt
  &'yield' yield_stmt
  &'assert' assert_stmt
  &'break' break_stmt
  &'continue' continue_stmt
  &'global' global_stmt
  &'nonlocal' nonlocal_stmt

compound_stmt
  &('def' | '@' | 'async') function_def
  &'if' if_stmt
  &('class' | '@') class_def
  &('with' | 'async') with_stmt
  &('for' | 'async') for_stmt
  &'try' try_stmt
  &'while' while_stmt
  match_stmt

assignment
  NAME ':' expression ('=' annotated_rhs)?  @since 6 Variable annotation syntax is
  ('(' single_target ')' | single_subscript_attribute_target) ':' expression ('=' annotated_rhs)?  @since 6 Variable annotations syntax is
  (star_targets '=')+ annotated_rhs !'=' TYPE_COMMENT?
  single_target augassign ~ annotated_rhs
  bad_assignment

annotated_rhs
  yield_expr
  star_expressions

augassign
  '@='  @since 5 The '@' operator is
  ('+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//=')

return_stmt
  'return' star_expressions?

raise_stmt
  'raise' expression ('from' expression)?
  'raise'

pass_stmt
  'pass'

break_stmt
  'break'

continue_stmt
  'continue'

global_stmt
  'global' ','.NAME+

nonlocal_stmt
  'nonlocal' ','.NAME+

del_stmt
  'del' del_targets &(';' | NEWLINE)
  bad_del

yield_stmt
  yield_expr

assert_stmt
  'assert' expression (',' expression)?

import_stmt
  bad_import
  import_name
  import_from

import_name
  'import' dotted_as_names

import_from
  'from' ('.' | '...')* dotted_name 'import' import_from_targets @futureImport
  'from' ('.' | '...')+ 'import' import_from_targets

import_from_targets
  '(' import_from_as_names ','? ')'
  import_from_as_names !','
  '*'
  bad_import_from_targets

import_from_as_names
  ','.import_from_as_name+

import_from_as_name
  bad_import_from_as_name
  NAME ('as' NAME)?

dotted_as_names
  ','.dotted_as_name+

dotted_as_name
  bad_dotted_as_name
  dotted_name ('as' NAME)?

dotted_name<
  dotted_name '.' NAME
  NAME

block^
  NEWLINE INDENT statements DEDENT
  simple_stmts
  bad_block

decorators
  ('@' named_expression NEWLINE)+

class_def
  decorators class_def_raw
  class_def_raw

class_def_raw
  bad_class_def
  'class' NAME type_params? ('(' arguments? ')')? ':' block

function_def
  decorators function_def_raw
  function_def_raw

function_def_raw
  bad_def
  'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block
  'async' 'def' NAME type_params? '(' params? ')' ('->' expression)? ':' func_type_comment? block  @since 5 Async functions are

params
  bad_parameters
  parameters

parameters
  slash_no_default param_no_default* param_with_default* star_etc?  @since 8 Positional-only parameters are
  slash_with_default param_with_default* star_etc?  @since 8 Positional-only parameters are
  param_no_default+ param_with_default* star_etc?
  param_with_default+ star_etc?
  star_etc

slash_no_default
  param_no_default+ '/' ','
  param_no_default+ '/' &')'

slash_with_default
  param_no_default* param_with_default+ '/' ','
  param_no_default* param_with_default+ '/' &')'

star_etc
  bad_star_etc
  '*' param_no_default param_maybe_default* kwds?
  '*' param_no_default_star_annotation param_maybe_default* kwds?
  '*' ',' param_maybe_default+ kwds?
  kwds

kwds
  bad_kwds
  '**' param_no_default

param_no_default
  a=param ',' TYPE_COMMENT? => a
  a=param TYPE_COMMENT? &')' => a

param_no_default_star_annotation
  param_star_annotation ',' TYPE_COMMENT?
  param_star_annotation TYPE_COMMENT? &')'

param_with_default
  param default ',' TYPE_COMMENT?
  param default TYPE_COMMENT? &')'

param_maybe_default
  param default? ',' TYPE_COMMENT?
  param default? TYPE_COMMENT? &')'

param
  NAME annotation?

param_star_annotation
  NAME ':' star_expression

annotation
  ':' expression

default
  '=' expression
  bad_default

if_stmt
  bad_if
  'if' named_expression ':' block elif_stmt
  'if' named_expression ':' block else_block?

elif_stmt
  bad_elif
  'elif' named_expression ':' block elif_stmt
  'elif' named_expression ':' block else_block?

else_block
  bad_else
  'else' &&':' block

while_stmt
  bad_while
  'while' named_expression ':' block else_block?

for_stmt
  bad_for
  'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?
  'async' 'for' star_targets 'in' ~ star_expressions ':' TYPE_COMMENT? block else_block?  @since 5 Async for loops are
  bad_for_target

with_stmt
  bad_with_indent
  'with' '(' ','.with_item+ ','? ')' ':' TYPE_COMMENT? block
  'with' ','.with_item+ ':' TYPE_COMMENT? block
  'async' 'with' '(' ','.with_item+ ','? ')' ':' block  @since 5 Async with statements are
  'async' 'with' ','.with_item+ ':' TYPE_COMMENT? block  @since 5 Async with statements are
  bad_with

with_item
  expression 'as' star_target &(',' | ')' | ':')
  bad_with_item
  expression

try_stmt
  bad_try
  'try' &&':' block finally_block
  'try' &&':' block except_block+ else_block? finally_block?
  'try' &&':' block except_star_block+ else_block? finally_block?  @since 11 Exception groups are

except_block
  bad_except_indent
  'except' expression ':' block
  'except' expression 'as' NAME ':' block
  'except' expressions ':' block  @since 14 except expressions without parentheses are
  'except' ':' block
  bad_except

except_star_block
  bad_except_star_indent
  'except' '*' expression ':' block
  'except' '*' expression 'as' NAME ':' block
  'except' '*' expressions ':' block  @since 14 except expressions without parentheses are
  bad_except_star

finally_block
  bad_finally
  'finally' &&':' block

match_stmt
  "match" subject_expr ':' NEWLINE INDENT case_block+ DEDENT  @since 10 Pattern matching is
  bad_match

subject_expr
  star_named_expression ',' star_named_expressions?
  named_expression

case_block
  bad_case
  "case" patterns guard? ':' block

guard
  'if' named_expression

patterns
  open_sequence_pattern
  pattern

pattern
  as_pattern
  or_pattern

as_pattern
  or_pattern 'as' pattern_capture_target
  bad_as_pattern

or_pattern
  '|'.closed_pattern+

closed_pattern^
  literal_pattern
  pattern_capture_target
  "_"
  value_pattern
  '(' pattern ')'
  sequence_pattern
  mapping_pattern
  class_pattern

literal_pattern
  signed_number !('+' | '-')
  complex_number
  strings
  'None'
  'True'
  'False'

literal_expr
  signed_number !('+' | '-')
  complex_number
  &(STRING | FSTRING_START | TSTRING_START) strings
  'None'
  'True'
  'False'

complex_number
  signed_real_number '+' imaginary_number
  signed_real_number '-' imaginary_number

signed_number
  number
  '-' number

signed_real_number
  real_number
  '-' real_number

real_number
  number @realNumber

imaginary_number
  number @imaginaryNumber

pattern_capture_target
  !"_" NAME !('.' | '(' | '=')

value_pattern
  attr !('.' | '(' | '=')

attr<
  name_or_attr '.' NAME

name_or_attr
  attr
  NAME

sequence_pattern
  '[' maybe_sequence_pattern? ']'
  '(' open_sequence_pattern? ')'

open_sequence_pattern
  maybe_star_pattern ',' maybe_sequence_pattern?

maybe_sequence_pattern
  ','.maybe_star_pattern+ ','?

maybe_star_pattern
  star_pattern
  pattern

star_pattern^
  '*' pattern_capture_target
  '*' "_"

mapping_pattern
  '{' '}'
  '{' double_star_pattern ','? '}'
  '{' items_pattern ',' double_star_pattern ','? '}'
  '{' items_pattern ','? '}'

items_pattern
  ','.key_value_pattern+

key_value_pattern
  (literal_expr | attr) ':' pattern

double_star_pattern
  '**' pattern_capture_target

class_pattern
  name_or_attr '(' ')'
  name_or_attr '(' positional_patterns ','? ')'
  name_or_attr '(' keyword_patterns ','? ')'
  name_or_attr '(' positional_patterns ',' keyword_patterns ','? ')'
  bad_class_pattern

positional_patterns
  ','.pattern+

keyword_patterns
  ','.keyword_pattern+

keyword_pattern
  NAME '=' pattern

type_alias
  "type" NAME type_params? '=' expression  @since 12 Type statement is

type_params
  bad_type_params
  '[' ','.type_param+ ','? ']'  @since 12 Type parameter lists are

type_param^
  NAME (':' expression)? type_param_default?
  bad_type_param
  '*' NAME type_param_starred_default?
  '**' NAME type_param_default?

type_param_default
  '=' expression  @since 13 Type parameter defaults are

type_param_starred_default
  '=' star_expression  @since 13 Type parameter defaults are

expressions
  expression (',' expression)+ ','? => Tuple
  expression ',' => Tuple
  expression

expression^
  bad_expression
  bad_legacy_expression
  disjunction 'if' disjunction 'else' expression => IfExp
  disjunction
  lambdef

yield_expr
  'yield' 'from' expression => Yield
  'yield' star_expressions? => Yield

star_expressions
  star_expression (',' star_expression)+ ','? => Tuple
  star_expression ',' => Tuple
  star_expression

star_expression^
  '*' bitwise_or => Starred
  expression

star_named_expressions
  ','.star_named_expression+ ','?

star_named_expression
  '*' bitwise_or => Starred
  named_expression

assignment_expression
  NAME ':=' ~ expression  @since 8 Assignment expressions are => NamedExpr

named_expression
  assignment_expression
  bad_named_expression
  a=expression !':=' => a

disjunction^
  conjunction ('or' conjunction)+ => BoolOp
  conjunction

conjunction^
  inversion ('and' inversion)+ => BoolOp
  inversion

inversion^
  'not' inversion => UnaryOp
  comparison

comparison
  bitwise_or compare_op_bitwise_or_pair+ => Compare
  bitwise_or

compare_op_bitwise_or_pair
  '==' bitwise_or
  not_equal bitwise_or
  '<=' bitwise_or
  bad_comparison
  '<' bitwise_or
  '>=' bitwise_or
  '>' bitwise_or
  'not' 'in' bitwise_or
  'in' bitwise_or
  'is' 'not' bitwise_or
  'is' bitwise_or

not_equal
  '!=' @notEqual
  '<' '>' @flufl

bitwise_or<
  bitwise_or '|' bitwise_xor => BinOp
  bitwise_xor

bitwise_xor<
  bitwise_xor '^' bitwise_and => BinOp
  bitwise_and

bitwise_and<
  bitwise_and '&' shift_expr => BinOp
  shift_expr

shift_expr<
  shift_expr '<<' sum => BinOp
  shift_expr '>>' sum => BinOp
  bad_arithmetic
  sum

sum<
  sum '+' term => BinOp
  sum '-' term => BinOp
  term

term<
  term '*' factor => BinOp
  term '/' factor => BinOp
  term '//' factor => BinOp
  term '%' factor => BinOp
  term '@' factor  @since 5 The '@' operator is => BinOp
  bad_factor
  factor

factor^
  '+' factor => UnaryOp
  '-' factor => UnaryOp
  '~' factor => UnaryOp
  power

power
  await_primary '**' factor => BinOp
  await_primary

await_primary^
  'await' primary  @since 5 Await expressions are => Await
  primary

primary<
  primary '.' NAME => Attribute
  primary genexp => Call
  primary '(' arguments? ')' => Call
  primary '[' slices ']' => Subscript
  atom

slices
  a=slice !',' => a
  ','.(slice | starred_expression)+ ','? => Tuple

slice
  expression? ':' expression? (':' expression?)? => Slice
  named_expression

atom
  NAME => Name
  'True' => True
  'False' => False
  'None' => None
  &(STRING | FSTRING_START | TSTRING_START) a=strings => a
  number
  &'(' a=(tuple | group | genexp) => a
  &'[' a=(list | listcomp) => a
  &'{' a=(dict | set | dictcomp | setcomp) => a
  '...' => Ellipsis

number
  NUMBER @number => Constant

group
  '(' a=(yield_expr | named_expression) ')' => a
  bad_group

lambdef
  'lambda' lambda_params? ':' expression => Lambda

lambda_params
  bad_lambda_parameters
  lambda_parameters

lambda_parameters
  lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* lambda_star_etc?  @since 8 Positional-only parameters are
  lambda_slash_with_default lambda_param_with_default* lambda_star_etc?  @since 8 Positional-only parameters are
  lambda_param_no_default+ lambda_param_with_default* lambda_star_etc?
  lambda_param_with_default+ lambda_star_etc?
  lambda_star_etc

lambda_slash_no_default
  lambda_param_no_default+ '/' ','
  lambda_param_no_default+ '/' &':'

lambda_slash_with_default
  lambda_param_no_default* lambda_param_with_default+ '/' ','
  lambda_param_no_default* lambda_param_with_default+ '/' &':'

lambda_star_etc
  bad_lambda_star_etc
  '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds?
  '*' ',' lambda_param_maybe_default+ lambda_kwds?
  lambda_kwds

lambda_kwds
  bad_lambda_kwds
  '**' lambda_param_no_default

lambda_param_no_default
  a=lambda_param ',' => a
  a=lambda_param &':' => a

lambda_param_with_default
  lambda_param default ','
  lambda_param default &':'

lambda_param_maybe_default
  lambda_param default? ','
  lambda_param default? &':'

lambda_param
  NAME

fstring_middle
  fstring_replacement_field
  FSTRING_MIDDLE

fstring_replacement_field
  '{' annotated_rhs '='? fstring_conversion? fstring_full_format_spec? '}'
  bad_fstring_replacement_field

fstring_conversion
  a='!' b=NAME @conversion

fstring_full_format_spec
  ':' fstring_format_spec*

fstring_format_spec
  FSTRING_MIDDLE @text
  fstring_replacement_field

fstring
  FSTRING_START fstring_middle* FSTRING_END @texts => JoinedStr

tstring_middle
  tstring_replacement_field
  TSTRING_MIDDLE

tstring_replacement_field
  '{' annotated_rhs '='? fstring_conversion? tstring_full_format_spec? '}'
  bad_tstring_replacement_field

tstring_full_format_spec
  ':' tstring_format_spec*

tstring_format_spec
  TSTRING_MIDDLE @text
  tstring_replacement_field

tstring^
  TSTRING_START tstring_middle* TSTRING_END @texts @since 14 t-strings are => TemplateStr

string
  STRING @string => Constant

strings^
  bad_string_concatenation
  (fstring | string)+ @concatenation
  tstring+ => TemplateStr

list
  '[' star_named_expressions? ']' => List

tuple
  '(' (star_named_expression ',' star_named_expressions?)? ')' => Tuple

set
  '{' star_named_expressions '}' => Set

dict
  '{' double_starred_kvpairs? '}' => Dict
  '{' bad_double_starred_kvpairs '}'

double_starred_kvpairs
  ','.double_starred_kvpair+ ','?

double_starred_kvpair
  '**' bitwise_or
  kvpair

kvpair
  expression ':' expression

for_if_clauses
  for_if_clause+

for_if_clause
  'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)*  @since 6 Async comprehensions are
  'for' star_targets 'in' ~ disjunction ('if' disjunction)*
  bad_for_if_clause
  bad_for_target

listcomp
  '[' named_expression for_if_clauses ']' => ListComp
  bad_comprehension

setcomp
  '{' named_expression for_if_clauses '}' => SetComp
  bad_comprehension

genexp
  '(' (assignment_expression | expression !':=') for_if_clauses ')' => GeneratorExp
  bad_comprehension

dictcomp
  '{' kvpair for_if_clauses '}' => DictComp
  bad_dict_comprehension

arguments^
  args ','? &')'
  bad_arguments

args
  ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ (',' kwargs)?
  kwargs

kwargs
  ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+
  ','.kwarg_or_starred+
  ','.kwarg_or_double_starred+

starred_expression
  bad_starred_expression_unpacking
  '*' expression => Starred
  bad_starred_expression

kwarg_or_starred
  bad_kwarg
  NAME '=' expression => Keyword
  starred_expression

kwarg_or_double_starred
  bad_kwarg
  NAME '=' expression => Keyword
  '**' expression => DoubleStar

star_targets
  a=star_target !',' => a
  star_target (',' star_target)* ','? => Tuple

star_target^
  '*' (!'*' star_target) => Starred
  target_with_star_atom

target_with_star_atom^
  t_primary '.' NAME !t_lookahead => Attribute
  t_primary '[' slices ']' !t_lookahead => Subscript
  star_atom

star_atom
  NAME => Name
  '(' a=target_with_star_atom ')' => a
  '(' (star_target ((',' star_target)+ ','? | ','))? ')' => Tuple
  '[' (','.star_target+ ','?)? ']' => List

single_target
  single_subscript_attribute_target
  NAME => Name
  '(' a=single_target ')' => a

single_subscript_attribute_target
  t_primary '.' NAME !t_lookahead => Attribute
  t_primary '[' slices ']' !t_lookahead => Subscript

t_primary<
  t_primary '.' NAME &t_lookahead => Attribute
  t_primary '[' slices ']' &t_lookahead => Subscript
  t_primary genexp &t_lookahead => Call
  t_primary '(' arguments? ')' &t_lookahead => Call
  a=atom &t_lookahead => a

t_lookahead
  ('(' | '[' | '.')

del_targets
  ','.del_target+ ','?

del_target^
  t_primary '.' NAME !t_lookahead => Attribute
  t_primary '[' slices ']' !t_lookahead => Subscript
  del_t_atom

del_t_atom
  NAME => Name
  '(' a=del_target ')' => a
  '(' del_targets? ')' => Tuple
  '[' del_targets? ']' => List

type_expressions
  ','.expression+ ',' '*' expression ',' '**' expression
  ','.expression+ ',' '*' expression
  ','.expression+ ',' '**' expression
  '*' expression ',' '**' expression
  '*' expression
  '**' expression
  ','.expression+

func_type_comment
  NEWLINE TYPE_COMMENT &(NEWLINE INDENT)
  bad_double_type_comments
  TYPE_COMMENT
`;
