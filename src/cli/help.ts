// The texts of -h and its relatives, in our own words.
export const usageLine = (executable: string): string => `usage: ${executable} [option] ... [-c cmd | -m mod | file | -] [arg] ...`;

export const helpText = (executable: string): string => `${usageLine(executable)}
Options (and corresponding environment variables):
-b     : warn about comparing bytes with str; -bb makes it an error
-B     : write no cache files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : run the program given as text (ends the options)
-d     : parser debug output (no effect here); also PYTHONDEBUG=x
-E     : ignore PYTHON* environment variables
-h     : this text (also -? or --help)
-i     : go to the prompt after running the program; also PYTHONINSPECT=x
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run a library module as a program (ends the options)
-O     : drop assert statements; also PYTHONOPTIMIZE=x
-OO    : -O, and drop docstrings too
-P     : do not put the program's folder in front of sys.path; also PYTHONSAFEPATH=x
-q     : no version and copyright lines at the prompt
-R     : randomise hashes, whatever PYTHONHASHSEED says
-s     : leave the user's site folder out of sys.path; also PYTHONNOUSERSITE=x
-S     : do not import site at start
-u     : unbuffered stdout and stderr; also PYTHONUNBUFFERED=x
-v     : say what is imported; also PYTHONVERBOSE=x
-V     : print the version (also --version); -VV prints more
-W arg : warning control: action:message:category:module:lineno; also PYTHONWARNINGS=arg
-x     : skip the first line of the program
-X opt : set an implementation option
--dump=tokens,ast,symtable,js : show what the compiler makes of a file
--help-env      : environment variables
--help-xoptions : implementation options
--help-all      : all of this

Arguments:
file   : program read from a file
-      : program read from standard input (the default; the prompt at a terminal)
arg ...: passed to the program in sys.argv[1:]
`;

export const helpEnvText = `Environment variables that change behavior:
PYTHONBREAKPOINT        : what breakpoint() calls
PYTHONDEVMODE           : development mode
PYTHONDONTWRITEBYTECODE : write no cache files
PYTHONHASHSEED          : "random" (the default), or the number that hashes of strings come from: they are CPython's then
PYTHONINSPECT           : go to the prompt after the program
PYTHONINTMAXSTRDIGITS   : limit of digits for int <-> str
PYTHONIOENCODING        : encoding[:errors] of the standard streams
PYTHONNOUSERSITE        : no user site folder
PYTHONOPTIMIZE          : as -O
PYTHONPATH              : folders in front of the default module search path
PYTHONPYCACHEPREFIX     : root of the cache files
PYTHONSAFEPATH          : as -P
PYTHONSTARTUP           : file run at the start of the prompt
PYTHONUNBUFFERED        : as -u
PYTHONUTF8              : UTF-8 mode
PYTHONVERBOSE           : as -v
PYTHONWARNINGS          : as -W
`;

export const helpXText = `Implementation options (-X opt[=value]):
-X dev                  : development mode
-X int_max_str_digits=N : limit of digits for int <-> str
-X utf8[=0|1]           : UTF-8 mode
`;
