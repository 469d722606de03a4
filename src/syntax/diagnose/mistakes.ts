// Mistakes the second pass looks for: what people write, and what CPython 3.14 says to it. Notation as in grammar.ts; then
//   !!  where  message
// Where: `a` a part, `a-b` from one part to another, `a>` from a part to the last token read, `.` the last token read,
// `next` the next token, `indent` the last token, as an IndentationError. In a message <a> is what kind of expression a is,
// <a.text> its text, <a.line> its line. `!! @f` asks mistakeActions in actions.ts, which may find nothing wrong after all;
// the rule then fails without trying its other alternatives.
// CPython: Grammar/python.gram, "invalid rules".

export const MISTAKES = String.raw`
bad_arguments
  ((','.(starred_expression | (assignment_expression | expression !':=') !'=')+ ',' kwargs) | kwargs) a=',' ','.(starred_expression !'=')+  !! a>  iterable argument unpacking follows keyword argument unpacking
  a=expression b=for_if_clauses ',' (args | expression for_if_clauses)?  !! a-b  Generator expression must be parenthesized
  a=NAME b='=' expression for_if_clauses  !! a-b  invalid syntax. Maybe you meant '==' or ':=' instead of '='?
  (args ',')? a=NAME b='=' &(',' | ')')  !! a-b  expected argument value expression
  a=args b=for_if_clauses  !! @generatorInCall
  args ',' a=expression b=for_if_clauses  !! a-b  Generator expression must be parenthesized
  a=args ',' args  !! @positionalAfterKeyword

bad_kwarg
  a=('True' | 'False' | 'None') b='='  !! a-b  cannot assign to <a.text>
  a=NAME b='=' expression for_if_clauses  !! a-b  invalid syntax. Maybe you meant '==' or ':=' instead of '='?
  !(NAME '=') a=expression b='='  !! a-b  expression cannot contain assignment, perhaps you meant "=="?
  a='**' expression '=' b=expression  !! a-b  cannot assign to keyword argument unpacking

plain_expression
  disjunction 'if' disjunction 'else' expression => IfExp
  disjunction
  lambdef

bad_legacy_expression
  a=NAME !'(' b=star_expressions  !! @legacyStatement

bad_type_param
  '*' NAME a=':' b=expression  !! @boundOfTypeVarTuple
  '**' NAME a=':' b=expression  !! @boundOfParamSpec

bad_expression
  STRING a=(!STRING plain_expression)+ STRING  !! a  invalid syntax. Is this intended to be part of the string?
  !(NAME STRING | SOFT_KEYWORD) a=disjunction b=plain_expression  !! @missingComma
  a=disjunction 'if' b=disjunction !('else' | ':')  !! a-b  expected 'else' after 'if' expression
  a=disjunction 'if' b=disjunction 'else' !expression  !! next  expected expression after 'else', but statement is given
  a=(pass_stmt | break_stmt | continue_stmt) 'if' b=disjunction 'else' simple_stmt  !! a  expected expression before 'if', but statement is given
  a='lambda' lambda_params? b=':' &FSTRING_MIDDLE  !! a-b  f-string: lambda expressions are not allowed without parentheses
  a='lambda' lambda_params? b=':' &TSTRING_MIDDLE  !! a-b  t-string: lambda expressions are not allowed without parentheses

bad_named_expression^
  a=expression ':=' expression  !! a  cannot use assignment expressions with <a>
  a=NAME '=' b=bitwise_or !('=' | ':=')  !! a-b  invalid syntax. Maybe you meant '==' or ':=' instead of '='?
  !(list | tuple | genexp | 'True' | 'None' | 'False') a=bitwise_or '=' bitwise_or !('=' | ':=')  !! @assignInExpression

bad_assignment
  a=bad_annotation_target ':' expression  !! a  only single target (not <a>) can be annotated
  a=star_named_expression ',' star_named_expressions* ':' expression  !! a  only single target (not tuple) can be annotated
  a=expression ':' expression  !! a  illegal target for annotation
  (star_targets '=')* a=star_expressions '='  !! @badStarTarget
  (star_targets '=')* a=yield_expr '='  !! a  assignment to yield expression not possible
  a=star_expressions augassign annotated_rhs  !! a  '<a>' is an illegal expression for augmented assignment

bad_annotation_target
  list
  tuple
  '(' a=bad_annotation_target ')' => a

bad_del
  'del' a=star_expressions  !! @badDelTarget

bad_block
  NEWLINE !INDENT  !! indent  expected an indented block

bad_comprehension
  ('[' | '(' | '{') a=starred_expression for_if_clauses  !! a  iterable unpacking cannot be used in comprehension
  ('[' | '{') a=star_named_expression ',' b=star_named_expressions for_if_clauses  !! @missingTupleBrackets
  ('[' | '{') a=star_named_expression b=',' for_if_clauses  !! a-b  did you forget parentheses around the comprehension target?

bad_dict_comprehension
  '{' a='**' bitwise_or for_if_clauses '}'  !! a  dict unpacking cannot be used in dict comprehension

bad_parameters
  a='/' ','  !! a  at least one argument must precede /
  (slash_no_default | slash_with_default) param_maybe_default* a='/'  !! a  / may appear only once
  slash_no_default? param_no_default* (slash_with_default | param_with_default+) a=param_no_default  !! a  parameter without a default follows parameter with a default
  param_no_default* a='(' param_no_default+ ','? b=')'  !! a-b  Function parameters cannot be parenthesized
  (slash_no_default | slash_with_default)? param_maybe_default* '*' (',' | param_no_default) param_maybe_default* a='/'  !! a  / must be ahead of *
  param_maybe_default+ '/' a='*'  !! a  expected comma between / and *

bad_default
  a='=' &(')' | ',')  !! a  expected default value expression

bad_star_etc
  a='*' (')' | ',' (')' | '**'))  !! a  named arguments must follow bare *
  '*' ',' TYPE_COMMENT  !! .  bare * has associated type comment
  '*' param a='='  !! a  var-positional argument cannot have default value
  '*' (param_no_default | ',') param_maybe_default* a='*' (param_no_default | ',')  !! a  * argument may appear only once

bad_kwds
  '**' param a='='  !! a  var-keyword argument cannot have default value
  '**' param ',' a=param  !! a  arguments cannot follow var-keyword argument
  '**' param ',' a=('*' | '**' | '/')  !! a  arguments cannot follow var-keyword argument

bad_lambda_parameters
  a='/' ','  !! a  at least one argument must precede /
  (lambda_slash_no_default | lambda_slash_with_default) lambda_param_maybe_default* a='/'  !! a  / may appear only once
  lambda_slash_no_default? lambda_param_no_default* (lambda_slash_with_default | lambda_param_with_default+) a=lambda_param_no_default  !! a  parameter without a default follows parameter with a default
  lambda_param_no_default* a='(' ','.lambda_param+ ','? b=')'  !! a-b  Lambda expression parameters cannot be parenthesized
  (lambda_slash_no_default | lambda_slash_with_default)? lambda_param_maybe_default* '*' (',' | lambda_param_no_default) lambda_param_maybe_default* a='/'  !! a  / must be ahead of *
  lambda_param_maybe_default+ '/' a='*'  !! a  expected comma between / and *

bad_lambda_star_etc
  '*' (':' | ',' (':' | '**'))  !! .  named arguments must follow bare *
  '*' lambda_param a='='  !! a  var-positional argument cannot have default value
  '*' (lambda_param_no_default | ',') lambda_param_maybe_default* a='*' (lambda_param_no_default | ',')  !! a  * argument may appear only once

bad_lambda_kwds
  '**' lambda_param a='='  !! a  var-keyword argument cannot have default value
  '**' lambda_param ',' a=lambda_param  !! a  arguments cannot follow var-keyword argument
  '**' lambda_param ',' a=('*' | '**' | '/')  !! a  arguments cannot follow var-keyword argument

bad_double_type_comments
  TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT  !! .  Cannot have two type comments on def

bad_with_item
  expression 'as' a=expression &(',' | ')' | ':')  !! @badStarTarget

bad_for_if_clause
  'async'? 'for' bitwise_or (',' bitwise_or)* ','? !'in'  !! .  'in' expected after for-loop variables

bad_for_target
  'async'? 'for' a=star_expressions  !! @badForTarget

bad_group
  '(' a=starred_expression ')'  !! a  cannot use starred expression here
  '(' a='**' expression ')'  !! a  cannot use double starred expression here

bad_import
  a='import' ','.dotted_name+ 'from' dotted_name  !! a>  Did you mean to use 'from ... import ...' instead?
  'import' a=NEWLINE  !! a>  Expected one or more names after 'import'

bad_dotted_as_name
  dotted_name 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression  !! a  cannot use <a> as import target

bad_import_from_as_name
  NAME 'as' !(NAME (',' | ')' | ';' | NEWLINE)) a=expression  !! a  cannot use <a> as import target

bad_import_from_targets
  import_from_as_names ',' NEWLINE  !! .  trailing comma not allowed without surrounding parentheses
  a=NEWLINE  !! a>  Expected one or more names after 'import'

bad_with
  'async'? 'with' ','.(expression ('as' star_target)?)+ NEWLINE  !! .  expected ':'
  'async'? 'with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' NEWLINE  !! .  expected ':'

bad_with_indent
  'async'? a='with' ','.(expression ('as' star_target)?)+ ':' NEWLINE !INDENT  !! indent  expected an indented block after 'with' statement on line <a.line>
  'async'? a='with' '(' ','.(expressions ('as' star_target)?)+ ','? ')' ':' NEWLINE !INDENT  !! indent  expected an indented block after 'with' statement on line <a.line>

bad_try
  a='try' ':' NEWLINE !INDENT  !! indent  expected an indented block after 'try' statement on line <a.line>
  'try' ':' block !('except' | 'finally')  !! .  expected 'except' or 'finally' block
  'try' ':' block* except_block+ a='except' b='*' expression ('as' NAME)? ':'  !! a-b  cannot have both 'except' and 'except*' on the same 'try'
  'try' ':' block* except_star_block+ a='except' (expression ('as' NAME)?)? ':'  !! a  cannot have both 'except' and 'except*' on the same 'try'

bad_except
  'except' a=expression ',' expressions 'as' NAME ':'  !! a>  multiple exception types must be parenthesized when using 'as'
  'except' expression ('as' NAME)? NEWLINE  !! .  expected ':'
  'except' NEWLINE  !! .  expected ':'
  'except' expression 'as' a=expression ':' block  !! a  cannot use except statement with <a>

bad_except_star
  'except' '*' a=expression ',' expressions 'as' NAME ':'  !! a>  multiple exception types must be parenthesized when using 'as'
  'except' '*' expression ('as' NAME)? NEWLINE  !! .  expected ':'
  'except' '*' (NEWLINE | ':')  !! .  expected one or more exception types
  'except' '*' expression 'as' a=expression ':' block  !! a  cannot use except* statement with <a>

bad_finally
  a='finally' ':' NEWLINE !INDENT  !! indent  expected an indented block after 'finally' statement on line <a.line>

bad_except_indent
  a='except' expression ('as' NAME)? ':' NEWLINE !INDENT  !! indent  expected an indented block after 'except' statement on line <a.line>
  a='except' ':' NEWLINE !INDENT  !! indent  expected an indented block after 'except' statement on line <a.line>

bad_except_star_indent
  a='except' '*' expression ('as' NAME)? ':' NEWLINE !INDENT  !! indent  expected an indented block after 'except*' statement on line <a.line>

bad_match
  "match" subject_expr NEWLINE  !! .  expected ':'
  a="match" subject_expr ':' NEWLINE !INDENT  !! indent  expected an indented block after 'match' statement on line <a.line>

bad_case
  "case" patterns guard? NEWLINE  !! .  expected ':'
  a="case" patterns guard? ':' NEWLINE !INDENT  !! indent  expected an indented block after 'case' statement on line <a.line>

bad_as_pattern
  or_pattern 'as' a="_"  !! a  cannot use '_' as a target
  or_pattern 'as' a=expression  !! a  cannot use <a> as pattern target

bad_class_pattern
  name_or_attr '(' a=bad_class_arguments  !! a  positional patterns follow keyword patterns

bad_class_arguments
  (positional_patterns ',')? keyword_patterns ',' a=positional_patterns => a

bad_if
  'if' named_expression NEWLINE  !! .  expected ':'
  a='if' named_expression ':' NEWLINE !INDENT  !! indent  expected an indented block after 'if' statement on line <a.line>

bad_elif
  'elif' named_expression NEWLINE  !! .  expected ':'
  a='elif' named_expression ':' NEWLINE !INDENT  !! indent  expected an indented block after 'elif' statement on line <a.line>

bad_else
  a='else' ':' NEWLINE !INDENT  !! indent  expected an indented block after 'else' statement on line <a.line>
  'else' ':' block 'elif'  !! .  'elif' block follows an 'else' block

bad_while
  'while' named_expression NEWLINE  !! .  expected ':'
  a='while' named_expression ':' NEWLINE !INDENT  !! indent  expected an indented block after 'while' statement on line <a.line>

bad_for
  'async'? 'for' star_targets 'in' star_expressions NEWLINE  !! .  expected ':'
  'async'? a='for' star_targets 'in' star_expressions ':' NEWLINE !INDENT  !! indent  expected an indented block after 'for' statement on line <a.line>

bad_def
  'async'? a='def' NAME type_params? '(' params? ')' ('->' expression)? ':' NEWLINE !INDENT  !! indent  expected an indented block after function definition on line <a.line>
  'async'? 'def' NAME type_params? &&'(' params? ')' ('->' expression)? &&':' func_type_comment? block

bad_class_def
  'class' NAME type_params? ('(' arguments? ')')? NEWLINE  !! .  expected ':'
  a='class' NAME type_params? ('(' arguments? ')')? ':' NEWLINE !INDENT  !! indent  expected an indented block after class definition on line <a.line>

bad_double_starred_kvpairs
  ','.double_starred_kvpair+ ',' bad_kvpair
  expression ':' a='*' bitwise_or  !! a>  cannot use a starred expression in a dictionary value
  expression a=':' &('}' | ',')  !! a  expression expected after dictionary key and ':'

bad_kvpair
  a=expression !':'  !! @colonAfterKey
  expression ':' a='*' bitwise_or  !! a>  cannot use a starred expression in a dictionary value
  expression a=':' &('}' | ',')  !! a  expression expected after dictionary key and ':'

bad_starred_expression_unpacking
  a='*' expression '=' b=expression  !! a-b  cannot assign to iterable argument unpacking

bad_starred_expression
  '*'  !! .  Invalid star expression

bad_fstring_replacement_field
  '{' a='='  !! a  f-string: valid expression required before '='
  '{' a='!'  !! a  f-string: valid expression required before '!'
  '{' a=':'  !! a  f-string: valid expression required before ':'
  '{' a='}'  !! a  f-string: valid expression required before '}'
  '{' !annotated_rhs  !! next  f-string: expecting a valid expression after '{'
  '{' annotated_rhs !('=' | '!' | ':' | '}')  !! next  f-string: expecting '=', or '!', or ':', or '}'
  '{' annotated_rhs '=' !('!' | ':' | '}')  !! next  f-string: expecting '!', or ':', or '}'
  '{' annotated_rhs '='? bad_fstring_conversion
  '{' annotated_rhs '='? ('!' NAME)? !(':' | '}')  !! next  f-string: expecting ':' or '}'
  '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}'  !! next  f-string: expecting '}', or format specs
  '{' annotated_rhs '='? ('!' NAME)? !'}'  !! next  f-string: expecting '}'

bad_fstring_conversion
  '!' &(':' | '}')  !! next  f-string: missing conversion character
  '!' !NAME  !! next  f-string: invalid conversion character

bad_tstring_replacement_field
  '{' a='='  !! a  t-string: valid expression required before '='
  '{' a='!'  !! a  t-string: valid expression required before '!'
  '{' a=':'  !! a  t-string: valid expression required before ':'
  '{' a='}'  !! a  t-string: valid expression required before '}'
  '{' !annotated_rhs  !! next  t-string: expecting a valid expression after '{'
  '{' annotated_rhs !('=' | '!' | ':' | '}')  !! next  t-string: expecting '=', or '!', or ':', or '}'
  '{' annotated_rhs '=' !('!' | ':' | '}')  !! next  t-string: expecting '!', or ':', or '}'
  '{' annotated_rhs '='? bad_tstring_conversion
  '{' annotated_rhs '='? ('!' NAME)? !(':' | '}')  !! next  t-string: expecting ':' or '}'
  '{' annotated_rhs '='? ('!' NAME)? ':' fstring_format_spec* !'}'  !! next  t-string: expecting '}', or format specs
  '{' annotated_rhs '='? ('!' NAME)? !'}'  !! next  t-string: expecting '}'

bad_tstring_conversion
  '!' &(':' | '}')  !! next  t-string: missing conversion character
  '!' !NAME  !! next  t-string: invalid conversion character

bad_string_concatenation
  (fstring | string)+ tstring  !! @mixedTemplate
  tstring+ (fstring | string)  !! @mixedTemplate

bad_comparison
  a='<' b='>'  !! @lessGreater

bad_arithmetic
  sum ('+' | '-' | '*' | '/' | '%' | '//' | '@') a='not' b=inversion  !! a-b  'not' after an operator must be parenthesized

bad_factor
  ('+' | '-' | '~') a='not' b=factor  !! a-b  'not' after an operator must be parenthesized

bad_type_params
  '[' a=']'  !! a>  Type parameter list cannot be empty
`;
